// What the tests of buffers need: a pair of sockets, and who reads from and writes to it outside of
// any ring.
#pragma once

#include "helpers.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cstddef>

#include <ringlet/buffer_source.hpp>

namespace helpers {

/// Two connected sockets; `near` is the one that rings use.
struct sockets {
  unique_fd near;
  unique_fd far;

  explicit sockets(int type = SOCK_STREAM) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends.data()) != 0) {
      throw std::system_error(errno, std::generic_category(), "socketpair");
    }
    near.reset(ends[0]);
    far.reset(ends[1]);
  }

  void send(std::string_view text) const {
    if (::send(far.get(), text.data(), text.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(text.size())) {
      throw std::system_error(errno, std::generic_category(), "send");
    }
  }
};

/// How many of the requests that were ever made on `loop` have this opcode, where it has so many
/// entries that none was used twice.
inline std::ptrdiff_t requests(ringlet::ring& loop, io_uring_op opcode) {
  const io_uring_sq& queue = loop.native()->sq;
  REQUIRE(queue.sqe_tail <= queue.ring_entries);
  return std::count_if(queue.sqes, queue.sqes + queue.sqe_tail,
                       [&](const io_uring_sqe& sqe) { return sqe.opcode == opcode; });
}

inline std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline std::string text_of(const ringlet::lease& received) { return text_of(received.bytes()); }

/// Makes an object that a kernel may be too old for: null, with a remark in the log, where it says
/// so by a std::system_error. Then the remark is the test's: it must name the release.
template <class Make>
auto where_supported(Make make, std::string_view release) -> decltype(make()) {
  try {
    return make();
  } catch (const std::system_error& error) {
    const std::string what = error.what();
    INFO(what);
    REQUIRE(error.code() == std::errc::invalid_argument);
    REQUIRE(what.find("Linux " + std::string(release)) != std::string::npos);
    skip(what);
    return nullptr;
  }
}

}  // namespace helpers
