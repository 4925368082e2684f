// No ring has SQEs of 128 bytes yet.
// error: SQEs of 128 bytes
#include <ringlet/task.hpp>

using namespace ringlet;

struct my_command {
#ifdef MISUSE
  static constexpr std::size_t sqe_size = 128;
#else
  static constexpr std::size_t sqe_size = 64;
#endif
  static constexpr std::size_t sqe_count = 1;
  void encode(sqe_slot) const noexcept {}
  result<int> decode(cqe_view cqe) const noexcept { return cqe.res; }
};

task<> use() { (void)co_await my_command(); }
