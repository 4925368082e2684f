// A lambda in a co_await must not own anything: GCC 12 destroys it twice.
// error: destroyed twice
#include <string>

#include <ringlet/scope.hpp>

using namespace ringlet;

task<> use(std::string name) {
#ifdef MISUSE
  (void)co_await in_scope([name](scope&) -> task<std::size_t> { co_return name.size(); });
#else
  (void)co_await in_scope([&name](scope&) -> task<std::size_t> { co_return name.size(); });
#endif
}
