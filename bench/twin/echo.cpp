#include "twin/echo.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace twin {

struct echo::session {
  void (*completed)(io_uring& ring, session& self, int result);
  unsigned* live;
  int socket;
  char buffer[room];

  static io_uring_sqe* take(io_uring& ring) {
    io_uring_sqe* sqe = ::io_uring_get_sqe(&ring);
    // A server has as many connections as come, so it must be ready for a full queue.
    if (sqe == nullptr) [[unlikely]] {
      (void)::io_uring_submit(&ring);
      sqe = ::io_uring_get_sqe(&ring);
      if (sqe == nullptr) std::abort();
    }
    return sqe;
  }

  static void receive(io_uring& ring, session& self) {
    io_uring_sqe* sqe = take(ring);
    ::io_uring_prep_recv(sqe, self.socket, self.buffer, room, 0);
    ::io_uring_sqe_set_data(sqe, &self);
    self.completed = &on_received;
  }

  static void on_received(io_uring& ring, session& self, int result) {
    if (result <= 0) {
      --*self.live;
      return;
    }
    io_uring_sqe* sqe = take(ring);
    ::io_uring_prep_send(sqe, self.socket, self.buffer, static_cast<std::size_t>(result), 0);
    ::io_uring_sqe_set_data(sqe, &self);
    self.completed = &on_sent;
  }

  static void on_sent(io_uring& ring, session& self, int result) {
    if (result < 0) {
      --*self.live;
      return;
    }
    receive(ring, self);
  }
};

void echo::serve(std::span<const int> sockets) {
  io_uring& ring = ring_.get();
  auto live = static_cast<unsigned>(sockets.size());
  std::vector<session> sessions(sockets.size());
  for (std::size_t i = 0; i < sockets.size(); ++i) {
    sessions[i].live = &live;
    sessions[i].socket = sockets[i];
    session::receive(ring, sessions[i]);
  }
  while (live != 0) {
    const int entered = ::io_uring_submit_and_wait(&ring, 1);
    if (entered < 0 && entered != -EINTR) {
      std::fprintf(stderr, "bench: io_uring_submit_and_wait: error %d\n", -entered);
      std::exit(2);
    }
    constexpr unsigned batch = 256;
    io_uring_cqe* cqes[batch];
    const unsigned seen = ::io_uring_peek_batch_cqe(&ring, cqes, batch);
    for (unsigned i = 0; i < seen; ++i) {
      auto& self = *static_cast<session*>(::io_uring_cqe_get_data(cqes[i]));
      self.completed(ring, self, cqes[i]->res);
    }
    ::io_uring_cq_advance(&ring, seen);
  }
}

}  // namespace twin
