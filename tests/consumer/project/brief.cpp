// Somebody else's program that takes little of ringlet, and so little time to compile.
#include <cstdio>
#include <cstdlib>
#include <ringlet/op/nop.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>
#include <ringlet/version.hpp>

namespace {

ringlet::task<bool> once() { co_return (co_await ringlet::op::nop{}).has_value(); }

}  // namespace

int main() {
  ringlet::ring loop;
  const bool good = loop.run(once());
  std::printf("ringlet %d.%d.%d %s\n", RINGLET_VERSION_MAJOR, RINGLET_VERSION_MINOR,
              RINGLET_VERSION_PATCH, good ? "works" : "does not work");
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
