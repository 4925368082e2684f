// How much of everything a client gets. Each has an option on the command line: options.cpp.
#pragma once

#include <chrono>
#include <cstddef>

namespace examples::http {

struct limits {
  std::chrono::milliseconds handshake{5'000};  // for all of the TLS handshake
  std::chrono::milliseconds head{10'000};      // for all of a request's head, once it has begun
  std::chrono::milliseconds idle{30'000};      // between two requests
  std::chrono::milliseconds send{10'000};      // for the client to take the next 64 KiB
  std::chrono::milliseconds grace{30'000};     // for answers under way when the server is to stop
  std::size_t connections = 1'000;             // at the same time; more wait to be accepted
};

/// The most bytes of a request's head. RFC 9112 (3) wants at least 8,000 for the first line.
inline constexpr std::size_t largest_head = std::size_t{16} * 1024;

/// How many bytes of a file are read and sent at once.
inline constexpr std::size_t piece_size = std::size_t{64} * 1024;  // what a pipe holds

}  // namespace examples::http
