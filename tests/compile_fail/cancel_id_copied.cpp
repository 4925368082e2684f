// An id is linked with its operation both ways, so that it cannot be two.
// error: deleted
#include <ringlet/cancel_id.hpp>

using namespace ringlet;

void use(cancel_id& id) {
#ifdef MISUSE
  cancel_id same = id;
  (void)same;
#else
  cancel_id& same = id;
  (void)same;
#endif
}
