// Somebody else's loop, as the ring that it drives knows it.
#pragma once

namespace ringlet::detail {

/// Calls ring::poll() when there is reason to. A ring has one at most.
struct driver {
  /// Something has begun outside of poll(): has it called soon. From the ring's own thread.
  void (*poll_soon)(driver&);
};

}  // namespace ringlet::detail
