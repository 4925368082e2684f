// What both transports do with their TCP connection.
#pragma once

#include <ringlet/ringlet.hpp>

namespace examples::http {

/// Sets the options of a socket that was accepted.
[[nodiscard]] ringlet::result<> prepare(const ringlet::unique_fd& socket);

/// Says that nothing more comes, and takes what the client still sends until it has closed its side
/// or a second is over. A socket that is closed with bytes unread resets the connection, and a
/// client that is still sending would then lose the answer that tells it to stop.
[[nodiscard]] ringlet::task<> close_gently(const ringlet::unique_fd& socket);

}  // namespace examples::http
