// A writer's format is checked by the compiler.
// error: call to non-.constexpr. function|call to consteval function
#include <ringlet/async_writer.hpp>

using namespace ringlet;

task<> use(async_writer<>& writer) {
#ifdef MISUSE
  (void)co_await writer.print("{:d}", "text");
#else
  (void)co_await writer.print("{:s}", "text");
#endif
}
