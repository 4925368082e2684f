// A chain of which some tell of their success, so that nobody knows how many completions come.
// error: all members of a chain but the last, or around none
#include <ringlet/linked.hpp>
#include <ringlet/op/nop.hpp>

using namespace ringlet;

auto chain() {
#ifdef MISUSE
  return linked(op::nop{}, skip_success(op::nop{}), op::nop{});
#else
  return linked(skip_success(op::nop{}), skip_success(op::nop{}), op::nop{});
#endif
}
