// The kernel takes no direct descriptor for a directory.
// error: directory_ref
#include <ringlet/op/mkdirat.hpp>

using namespace ringlet;

auto make(int directory) {
#ifdef MISUSE
  return op::mkdirat{.directory = direct_slot(static_cast<unsigned>(directory)), .path = "new"};
#else
  return op::mkdirat{.directory = directory, .path = "new"};
#endif
}
