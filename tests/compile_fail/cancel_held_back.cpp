// A cancel that runs later than it is encoded could hit the next operation at the same address.
// error: must not be held back
#include <ringlet/adaptors.hpp>
#include <ringlet/cancel.hpp>

using namespace ringlet;

auto give_up(cancel_id& id) {
#ifdef MISUSE
  return forced_async(cancel(id));
#else
  return cancel(id);
#endif
}
