// In a chain of short and long SQEs the ring could not tell where the next one begins.
// error: SQEs of the same size
#include <ringlet/linked.hpp>
#include <ringlet/task.hpp>

using namespace ringlet;

template <std::size_t Size>
struct my_command {
  static constexpr std::size_t sqe_size = Size;
  static constexpr std::size_t sqe_count = 1;
  void encode(sqe_slot) const noexcept {}
  static result<int> decode(cqe_view cqe) noexcept { return cqe.res; }
};

#ifdef MISUSE
task<> use() { (void)co_await linked(my_command<64>(), my_command<128>()); }
#else
task<> use() { (void)co_await linked(my_command<128>(), my_command<128>()); }
#endif
