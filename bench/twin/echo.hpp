// An echo server by hand on plain liburing, one receive and one send at a time.
#pragma once

#include <liburing.h>

#include <cstddef>
#include <span>
#include <vector>

#include "twin/nop.hpp"

namespace twin {

/// Sends back what arrives on connected sockets until their peers have closed them.
class echo {
 public:
  static constexpr std::size_t room = 4096;

  echo() : ring_(256) {}
  void serve(std::span<const int> sockets);

 private:
  struct session;
  plain_ring ring_;
};

}  // namespace twin
