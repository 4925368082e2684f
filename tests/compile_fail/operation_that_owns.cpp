// GCC 12 would destroy a member with a destructor twice, so that operations only borrow.
// error: a ringlet operation must be trivially copyable
#include <ringlet/task.hpp>

#include <string>
#include <string_view>

using namespace ringlet;

struct my_write {
#ifdef MISUSE
  std::string text;
#else
  std::string_view text;
#endif

  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  void encode(sqe_slot) const noexcept {}
  result<int> decode(cqe_view cqe) const noexcept { return cqe.res; }
};

task<> use() {
  const my_write writing{.text = "text"};
  (void)co_await writing;
}
