// Accepting clients, and ending gracefully.
#pragma once

#include <functional>
#include <ringlet/ringlet.hpp>
#include <ringlet/signals.hpp>

#include "limits.hpp"

namespace examples::http {

/// What to do with a client: its socket, its place among the connections, and what is set when the
/// server is to stop.
using client_task = std::function<ringlet::task<>(ringlet::unique_fd, ringlet::semaphore::permits,
                                                  ringlet::event&)>;

/// Accepts clients until a signal comes, and then lets those go on for limits::grace whose answer
/// is under way. docs/graceful-shutdown.md goes through it.
[[nodiscard]] ringlet::task<> serve(ringlet::unique_fd listener, ringlet::signal_set& signals,
                                    const http::limits& limits, client_task serve_client);

}  // namespace examples::http
