// The kernel drains nothing on a ring where it was told to skip successes.
// error: refuses to drain
#include <ringlet/adaptors.hpp>
#include <ringlet/linked.hpp>
#include <ringlet/op/nop.hpp>

using namespace ringlet;

auto chain() {
#ifdef MISUSE
  return drained(linked(skip_success(op::nop{}), op::nop{}));
#else
  return drained(linked(op::nop{}, op::nop{}));
#endif
}
