// What the two programs have in common.
#pragma once

#include <fcntl.h>
#include <signal.h>

#include <cerrno>
#include <cstdio>
#include <ringlet/ringlet.hpp>
#include <ringlet/signals.hpp>
#include <system_error>
#include <utility>

#include "connection.hpp"
#include "options.hpp"
#include "server.hpp"

namespace examples::http {

/// Serves until a signal ends it. `make_carrier` makes the transport of a socket that was accepted.
/// Throws what goes wrong before that.
template <class MakeCarrier>
void serve_files(const http::options& options, MakeCarrier make_carrier) {
  // First of all, so that every thread inherits what is blocked.
  ringlet::signal_set signals({SIGINT, SIGTERM});
  const ringlet::unique_fd tree(::open(options.root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!tree) throw std::system_error(errno, std::generic_category(), options.root);
  ringlet::unique_fd listener = ringlet::listen_on(ringlet::address::loopback(options.port));
  std::printf("listening on %s\n", ringlet::local_address(listener).to_string().c_str());

  ringlet::ring loop;
  loop.run(serve(
      std::move(listener), signals, options.limits,
      [&](ringlet::unique_fd socket, ringlet::semaphore::permits place, ringlet::event& stopping) {
        return session(make_carrier(std::move(socket)), std::move(place), tree, options.limits,
                       stopping);
      }));
  std::printf("stopped\n");
}

}  // namespace examples::http
