// An echo server by hand on liburing, in the forms that io_uring has for one.
#include <liburing.h>
#include <sys/mman.h>
#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <system_error>
#include <type_traits>
#include <vector>

#include "server.hpp"

namespace {

// What liburing 2.3 has no names for: Linux 6.10 and 6.17.
constexpr unsigned recvsend_bundle = 1U << 4;
constexpr unsigned send_vectorized = 1U << 5;

struct form {
  bool http = false;         // answers HTTP requests
  bool polls_first = false;  // does not try to receive before something has come
  bool linked = false;       // sends and receives by one chain, which completes once
  bool direct = false;       // direct descriptors
  bool multishot = false;    // one request receives for ever, into buffers that all share
  bool bundles = false;      // several of these at a time
};

int must(int result, const char* what) {
  if (result < 0) throw std::system_error(-result, std::generic_category(), what);
  return result;
}

/// A ring for one thread, as liburing's manual recommends it today.
class plain_ring {
 public:
  plain_ring() {
    io_uring_params parameters{};
    parameters.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN |
                       IORING_SETUP_SUBMIT_ALL | IORING_SETUP_CQSIZE;
    parameters.cq_entries = 1024;
    must(::io_uring_queue_init_params(256, &ring_, &parameters), "io_uring_queue_init_params");
    must(::io_uring_register_ring_fd(&ring_), "io_uring_register_ring_fd");
  }
  io_uring& get() { return ring_; }

 private:
  io_uring ring_{};
};

/// The buffers of one group, and where that matters in which order the kernel takes them.
template <bool Ordered>
class buffer_group {
 public:
  buffer_group(io_uring& ring, unsigned count, unsigned size) : size_(size), count_(count) {
    memory_ = static_cast<std::byte*>(map(std::size_t{count} * size));
    shared_ = static_cast<io_uring_buf_ring*>(map(count * sizeof(io_uring_buf)));
    io_uring_buf_reg request{};
    request.ring_addr = reinterpret_cast<std::uintptr_t>(shared_);
    request.ring_entries = count;
    must(::io_uring_register_buf_ring(&ring, &request, 0), "io_uring_register_buf_ring");
    ::io_uring_buf_ring_init(shared_);
    if (Ordered) after_.resize(count);
    for (unsigned id = 0; id < count; ++id) give_back(id);
  }

  [[nodiscard]] std::byte* at(unsigned id) const { return memory_ + std::size_t{id} * size_; }
  [[nodiscard]] unsigned size() const { return size_; }
  [[nodiscard]] unsigned count() const { return count_; }
  /// The one that the kernel takes after this one.
  [[nodiscard]] unsigned after(unsigned id) const { return after_[id]; }

  void give_back(unsigned id) {
    ::io_uring_buf_ring_add(shared_, at(id), size_, static_cast<unsigned short>(id),
                            ::io_uring_buf_ring_mask(count_), 0);
    ::io_uring_buf_ring_advance(shared_, 1);
    if constexpr (Ordered) {
      after_[last_] = static_cast<std::uint16_t>(id);
      last_ = id;
    }
  }

 private:
  static void* map(std::size_t size) {
    void* const memory =
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::system_error(errno, std::generic_category(), "mmap");
    return memory;
  }

  unsigned size_;
  unsigned count_;
  std::byte* memory_;
  io_uring_buf_ring* shared_;
  std::vector<std::uint16_t> after_;
  unsigned last_ = 0;
};

/// What a request's user_data says beside the session: what has completed.
enum class event : std::uint64_t { accepted, received, sent, closed };

struct one_session {
  int socket = -1;
  std::unique_ptr<std::byte[]> buffer;
};

struct http_session : one_session {
  peers::http_requests requests;
  unsigned left = 0;  // answers that are to be sent
};

/// One that receives by one request for ever. What has come and has not been sent back is a list of
/// messages, each known by its first buffer.
struct many_session {
  static constexpr int none = -1;
  int socket = -1;
  int first = none;
  int last = none;
  bool armed = false;              // its request to receive is under way
  bool starving = false;           // it has ended for want of a buffer
  bool sending = false;            // the first message is being sent
  bool over = false;               // the peer has gone
  many_session* behind = nullptr;  // who waits for a buffer next
  std::vector<::iovec> pieces;
};

template <form how>
class server {
 public:
  server(int listener, const peers::arguments& given)
      : listener_(listener), room_(given.buffer_size()) {
    if constexpr (how.direct) {
      must(::io_uring_register_files_sparse(&ring(), peers::slots()), "register_files_sparse");
    }
    if constexpr (how.multishot) {
      const unsigned count = how.bundles ? given.piece_count() : given.buffer_count();
      const unsigned size =
          how.bundles ? peers::arguments::piece_size : static_cast<unsigned>(room_);
      buffers_ = std::make_unique<buffer_group<how.bundles>>(ring(), count, size);
      messages_.resize(count);
    }
  }

  [[noreturn]] void run() {
    accept();
    for (;;) {
      // Those that were rearmed first may have nothing to receive; then no buffer comes back that
      // would let the rest of the line go on. (While a message is being sent, its buffer will come
      // back; a peer that never reads is not provided for.)
      const bool idle = how.multishot && line_ != nullptr && outstanding_ == 0;
      const int entered = ::io_uring_submit_and_wait(&ring(), idle ? 0 : 1);
      if (entered < 0 && entered != -EINTR && entered != -EBUSY && entered != -EAGAIN) {
        must(entered, "io_uring_submit_and_wait");
      }
      unsigned head = 0;
      unsigned seen = 0;
      io_uring_cqe* cqe = nullptr;
      io_uring_for_each_cqe(&ring(), head, cqe) {
        ++seen;
        dispatch(*cqe);
      }
      ::io_uring_cq_advance(&ring(), seen);
      if constexpr (how.multishot) {
        for (unsigned i = 0; idle && outstanding_ == 0 && i < buffers_->count(); ++i) {
          feed_next(nullptr);
        }
      }
    }
  }

 private:
  using session = std::conditional_t<how.multishot, many_session,
                                     std::conditional_t<how.http, http_session, one_session>>;

  struct message {
    unsigned size;
    int next;  // of the same session
  };

  io_uring& ring() { return ring_.get(); }

  io_uring_sqe* take() {
    io_uring_sqe* sqe = ::io_uring_get_sqe(&ring());
    if (sqe == nullptr) [[unlikely]] {
      must(::io_uring_submit(&ring()), "io_uring_submit");
      sqe = ::io_uring_get_sqe(&ring());
    }
    return sqe;
  }

  static void name(io_uring_sqe* sqe, event what, session* whose) {
    ::io_uring_sqe_set_data64(
        sqe, reinterpret_cast<std::uintptr_t>(whose) | static_cast<std::uint64_t>(what));
    if constexpr (how.direct) {
      if (what == event::received || what == event::sent) sqe->flags |= IOSQE_FIXED_FILE;
    }
  }

  void dispatch(const io_uring_cqe& cqe) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): that is what user_data is for
    auto* const whose = reinterpret_cast<session*>(cqe.user_data & ~std::uint64_t{3});
    switch (static_cast<event>(cqe.user_data & 3)) {
      case event::received:
        return on_received(*whose, cqe);
      case event::sent:
        return on_sent(*whose, cqe.res);
      case event::accepted:
        return on_accepted(cqe);
      case event::closed:
        return;
    }
  }

  void accept() {
    io_uring_sqe* const sqe = take();
    if constexpr (how.direct) {
      ::io_uring_prep_multishot_accept_direct(sqe, listener_, nullptr, nullptr, 0);
    } else {
      ::io_uring_prep_multishot_accept(sqe, listener_, nullptr, nullptr, SOCK_CLOEXEC);
    }
    name(sqe, event::accepted, nullptr);
  }

  void on_accepted(const io_uring_cqe& cqe) {
    if ((cqe.flags & IORING_CQE_F_MORE) == 0) accept();
    if (cqe.res == -ECONNABORTED) return;
    auto* const made = new session;
    made->socket = must(cqe.res, "accept");
    if constexpr (!how.multishot) {
      made->buffer = std::make_unique_for_overwrite<std::byte[]>(room_);
    }
    receive(*made);
  }

  void receive(session& self) {
    io_uring_sqe* const sqe = take();
    if constexpr (how.multishot) {
      ::io_uring_prep_recv_multishot(sqe, self.socket, nullptr, 0, 0);
      name(sqe, event::received, &self);
      sqe->flags |= IOSQE_BUFFER_SELECT;
      sqe->buf_group = 0;
      self.armed = true;
    } else {
      ::io_uring_prep_recv(sqe, self.socket, self.buffer.get(), room_, 0);
      name(sqe, event::received, &self);
    }
    if constexpr (how.polls_first) sqe->ioprio |= IORING_RECVSEND_POLL_FIRST;
    if constexpr (how.bundles) sqe->ioprio |= recvsend_bundle;
  }

  io_uring_sqe* send(session& self, const void* bytes, std::size_t size) {
    io_uring_sqe* const sqe = take();
    ::io_uring_prep_send(sqe, self.socket, bytes, size, MSG_WAITALL | MSG_NOSIGNAL);
    name(sqe, event::sent, &self);
    return sqe;
  }

  void close(session& self) {
    io_uring_sqe* const sqe = take();
    if constexpr (how.direct) {
      ::io_uring_prep_close_direct(sqe, static_cast<unsigned>(self.socket));
    } else {
      ::io_uring_prep_close(sqe, self.socket);
    }
    name(sqe, event::closed, nullptr);
    delete &self;
  }

  // ---- one request for each receipt ------------------------------------------------------------

  void on_received(one_session& self, const io_uring_cqe& cqe) {
    if (cqe.res <= 0) return close(self);
    // A chain ends where the SQEs do that are submitted together.
    if (how.linked && ::io_uring_sq_space_left(&ring()) < 2)
      must(::io_uring_submit(&ring()), "io_uring_submit");
    io_uring_sqe* const sqe = send(self, self.buffer.get(), static_cast<std::size_t>(cqe.res));
    if constexpr (how.linked) {
      sqe->flags |= IOSQE_IO_LINK | IOSQE_CQE_SKIP_SUCCESS;
      receive(self);
    }
  }

  void on_sent(one_session& self, int result) {
    // In a chain, that it has not all been sent.
    if (result < 0 || how.linked) return close(self);
    receive(self);
  }

  void on_received(http_session& self, const io_uring_cqe& cqe) {
    if (cqe.res <= 0) return close(self);
    self.left = self.requests.ended_in(
        {reinterpret_cast<const char*>(self.buffer.get()), static_cast<std::size_t>(cqe.res)});
    answer(self);
  }

  void on_sent(http_session& self, int result) {
    if (result < 0) return close(self);
    --self.left;
    answer(self);
  }

  void answer(http_session& self) {
    if (self.left == 0) return receive(self);
    send(self, peers::http_answer().data(), peers::http_answer().size());
  }

  // ---- one request for all ---------------------------------------------------------------------

  void on_received(many_session& self, const io_uring_cqe& cqe) {
    if (cqe.res > 0 && (cqe.flags & IORING_CQE_F_MORE) != 0 && !self.over) [[likely]] {
      keep(self, cqe);
      if (!self.sending) send_first(self);
    } else {
      on_received_last(self, cqe);
    }
  }

  void on_sent(many_session& self, int result) {
    if (result >= 0 && self.armed) [[likely]] {
      drop_first(self);
      self.sending = false;
      if (self.first != many_session::none) send_first(self);
    } else {
      on_sent_last(self, result);
    }
  }

  void keep(many_session& self, const io_uring_cqe& cqe) {
    const auto id = static_cast<int>(cqe.flags >> IORING_CQE_BUFFER_SHIFT);
    ++outstanding_;
    message_of(id) = {static_cast<unsigned>(cqe.res), many_session::none};
    if (self.first == many_session::none) {
      self.first = id;
    } else {
      message_of(self.last).next = id;
    }
    self.last = id;
  }

  [[gnu::cold]] void on_received_last(many_session& self, const io_uring_cqe& cqe) {
    self.armed = (cqe.flags & IORING_CQE_F_MORE) != 0;
    if (cqe.res > 0) {
      keep(self, cqe);
      if (self.over) {
        if (!self.sending) drop_all(self);
      } else if (!self.sending) {
        send_first(self);
      }
    } else if (cqe.res == -ENOBUFS) {
      // Until a buffer comes back; unless all have meanwhile.
      self.starving = outstanding_ != 0;
      if (self.starving) stand_in_line(self);
    } else {
      self.over = true;
    }
    go_on(self);
  }

  [[gnu::cold]] void on_sent_last(many_session& self, int result) {
    self.sending = false;
    if (result < 0) {
      self.over = true;
      (void)::shutdown(self.socket, SHUT_RDWR);  // which ends the request to receive
      drop_all(self);
    } else {
      drop_first(self);
      if (self.first != many_session::none) send_first(self);
    }
    go_on(self);
  }

  // Asks for more, or ends, where there is reason to.
  void go_on(many_session& self) {
    if (self.armed || self.starving) return;
    if (!self.over) return receive(self);
    if (!self.sending) {
      drop_all(self);
      close(self);
    }
  }

  void send_first(many_session& self) {
    self.sending = true;
    const auto id = static_cast<unsigned>(self.first);
    const unsigned size = message_of(self.first).size;
    if (!how.bundles || size <= buffers_->size()) {
      send(self, buffers_->at(id), size);
      return;
    }
    self.pieces.clear();
    each_piece(id, size, [&](unsigned piece, unsigned length) {
      self.pieces.push_back({buffers_->at(piece), length});
    });
    send(self, self.pieces.data(), self.pieces.size())->ioprio |= send_vectorized;
  }

  void drop_first(many_session& self) {
    const auto id = static_cast<unsigned>(self.first);
    const message gone = message_of(self.first);
    self.first = gone.next;
    --outstanding_;
    each_piece(id, gone.size, [&](unsigned piece, unsigned) { buffers_->give_back(piece); });
    feed_next(&self);
  }

  // Takes the first session out of the line and rearms it; `going_on` rearms itself.
  void feed_next(const many_session* going_on) {
    bool asked = false;
    while (line_ != nullptr && !asked) {
      many_session& fed = *line_;
      line_ = fed.behind;
      fed.starving = false;
      asked = !fed.over;  // one whose peer has gone wants none
      if (&fed != going_on) go_on(fed);
    }
  }

  // Who waits longest is served next. The other way round costs less, since what came last is still
  // in the caches, and leaves most of many connections without an answer.
  void stand_in_line(many_session& self) {
    self.behind = nullptr;
    (line_ == nullptr ? line_ : line_end_->behind) = &self;
    line_end_ = &self;
  }

  void drop_all(many_session& self) {
    while (self.first != many_session::none) drop_first(self);
  }

  template <class Visit>
  void each_piece(unsigned id, unsigned left, Visit visit) const {
    if constexpr (!how.bundles) return visit(id, left);
    for (;;) {
      const unsigned length = left < buffers_->size() ? left : buffers_->size();
      const unsigned next = buffers_->after(id);  // which visiting may change
      visit(id, length);
      left -= length;
      if (left == 0) return;
      id = next;
    }
  }

  message& message_of(int id) { return messages_[static_cast<std::size_t>(id)]; }

  int listener_;
  std::size_t room_;
  plain_ring ring_;
  std::unique_ptr<buffer_group<how.bundles>> buffers_;
  std::vector<message> messages_;  // by their first buffers
  std::size_t outstanding_ = 0;    // of these, how many there are
  many_session* line_ = nullptr;   // of who is starving
  many_session* line_end_ = nullptr;
};

void run(const peers::arguments& given, int listener) {
  if (given.mode == "oneshot") {
    server<form{}>(listener, given).run();
  } else if (given.mode == "http") {
    server<form{.http = true}>(listener, given).run();
  } else if (given.mode == "poll_first") {
    server<form{.polls_first = true}>(listener, given).run();
  } else if (given.mode == "linked") {
    server<form{.linked = true}>(listener, given).run();
  } else if (given.mode == "direct") {
    server<form{.direct = true}>(listener, given).run();
  } else if (given.mode == "multishot") {
    server<form{.multishot = true}>(listener, given).run();
  } else {
    server<form{.multishot = true, .bundles = true}>(listener, given).run();
  }
}

}  // namespace

int main(int count, char** words) {
  const peers::arguments given = peers::read_arguments(
      count, words, {"oneshot", "http", "poll_first", "linked", "direct", "multishot", "bundle"});
  peers::run(given, [&](int listener) { run(given, listener); });
}
