// From a file to a socket, past the process.
#pragma once

#include <cstdint>
#include <ringlet/ringlet.hpp>

#include "limits.hpp"

namespace examples::http {

/// Sends `length` bytes of `file` from `offset` on over `socket`. The client has limits::send for each
/// piece: then it is errc::timed_out. An io_error where the file is shorter than that.
///
/// TODO reason
[[nodiscard]] ringlet::task<ringlet::result<>> splice_file(const ringlet::unique_fd& file,
                                                           std::uint64_t offset,
                                                           std::uint64_t length,
                                                           const ringlet::unique_fd& socket,
                                                           const http::limits& limits);

}  // namespace examples::http
