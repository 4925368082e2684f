// From a file to a socket, past the process.
#pragma once

#include <cstdint>
#include <ringlet/ringlet.hpp>

#include "limits.hpp"

namespace examples::http {

/// Sends `length` bytes of `file` from `offset` on over `socket`. The client has limits::send for
/// each piece: then it is errc::timed_out. An io_error where the file has become shorter.
///
/// The pages go from the file through a pipe to the socket, and nothing is copied. That io_uring
/// has a worker thread do each splice costs less than the copies: on a loopback, files of 1 MiB
/// took 0.22 to 0.3 s of processor time per GB so, 0.33 to 0.4 s by op::read and op::send, and 0.5
/// to 0.65 s by op::read and op::send_zc, which a loopback copies all the same. On a network card
/// that can, send_zc would save one of the two copies, but it keeps each buffer until the client
/// has acknowledged it: a fast connection to a far client wants megabytes of them.
[[nodiscard]] ringlet::task<ringlet::result<>> splice_file(const ringlet::unique_fd& file,
                                                           std::uint64_t offset,
                                                           std::uint64_t length,
                                                           const ringlet::unique_fd& socket,
                                                           const http::limits& limits);

}  // namespace examples::http
