// An echo server on libuv.
#include <uv.h>

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>

#include "server.hpp"

namespace {

void must_be_good(int outcome, const char* what) {
  if (outcome < 0) throw std::runtime_error(std::string(what) + ": " + ::uv_strerror(outcome));
}

/// A TCP socket, or a unix-domain one, which libuv calls a pipe.
union any_stream {
  uv_stream_t stream;
  uv_tcp_t tcp;
  uv_pipe_t pipe;
};

void initialise(uv_loop_t* loop, any_stream& made, bool is_unix) {
  must_be_good(is_unix ? ::uv_pipe_init(loop, &made.pipe, 0) : ::uv_tcp_init(loop, &made.tcp),
               "uv_tcp_init");
}

struct session {
  any_stream peer;
  uv_write_t writing;
  peers::http_requests requests;
  std::string answers;  // to requests, while they are being sent
  std::size_t room;
  std::unique_ptr<char[]> buffer;
  bool http;
};

session& session_of(void* stream) {
  return *static_cast<session*>(static_cast<uv_handle_t*>(stream)->data);
}

void close(session& self) {
  ::uv_close(reinterpret_cast<uv_handle_t*>(&self.peer),
             [](uv_handle_t* closed) { delete &session_of(closed); });
}

void read_on(session& self);

void on_written(uv_write_t* request, int status) {
  session& self = session_of(request->handle);
  if (status == 0) {
    read_on(self);
  } else if (status != UV_ECANCELED) {
    close(self);
  }
}

void answer(session& self, char* bytes, std::size_t size) {
  uv_stream_t* const stream = &self.peer.stream;
  uv_buf_t left = ::uv_buf_init(bytes, static_cast<unsigned>(size));
  // Without a request where the socket has room, which it nearly always has.
  const int sent = ::uv_try_write(stream, &left, 1);
  if (sent >= 0 && static_cast<std::size_t>(sent) == size) return;
  if (sent < 0 && sent != UV_EAGAIN) return close(self);
  if (sent > 0) {
    left.base += sent;
    left.len -= static_cast<std::size_t>(sent);
  }
  (void)::uv_read_stop(stream);
  if (::uv_write(&self.writing, stream, &left, 1, on_written) != 0) close(self);
}

void on_read(uv_stream_t* stream, ssize_t received, const uv_buf_t* buffer) {
  session& self = session_of(stream);
  if (received == 0) return;  // nothing was there after all
  if (received < 0) return close(self);
  answer(self, buffer->base, static_cast<std::size_t>(received));
}

void on_request(uv_stream_t* stream, ssize_t received, const uv_buf_t* buffer) {
  session& self = session_of(stream);
  if (received == 0) return;
  if (received < 0) return close(self);
  unsigned left = self.requests.ended_in({buffer->base, static_cast<std::size_t>(received)});
  if (left == 0) return;
  self.answers.clear();
  for (; left != 0; --left) self.answers += peers::http_answer();
  answer(self, self.answers.data(), self.answers.size());
}

void read_on(session& self) {
  const int begun = ::uv_read_start(
      &self.peer.stream,
      [](uv_handle_t* handle, std::size_t, uv_buf_t* buffer) {
        const session& reader = session_of(handle);
        *buffer = ::uv_buf_init(reader.buffer.get(), static_cast<unsigned>(reader.room));
      },
      self.http ? on_request : on_read);
  if (begun != 0) close(self);
}

/// What the listener's data points to.
struct service {
  std::size_t room;
  bool is_unix;
  bool http;
};

void on_connection(uv_stream_t* listener, int status) {
  if (status == UV_ECONNABORTED) return;
  must_be_good(status, "accept");
  const auto& how = *static_cast<const service*>(listener->data);
  auto* const made = new session;
  made->room = how.room;
  made->http = how.http;
  made->buffer = std::make_unique_for_overwrite<char[]>(how.room);
  initialise(listener->loop, made->peer, how.is_unix);
  made->peer.stream.data = made;
  must_be_good(::uv_accept(listener, &made->peer.stream), "uv_accept");
  read_on(*made);
}

void run(const peers::arguments& given, int socket) {
  uv_loop_t loop;
  must_be_good(::uv_loop_init(&loop), "uv_loop_init");
  any_stream listener;
  initialise(&loop, listener, given.is_unix());
  must_be_good(given.is_unix() ? ::uv_pipe_open(&listener.pipe, socket)
                               : ::uv_tcp_open(&listener.tcp, socket),
               "uv_tcp_open");
  service how{given.roomy_buffer_size(), given.is_unix(), given.mode == "http"};
  listener.stream.data = &how;
  must_be_good(::uv_listen(&listener.stream, SOMAXCONN, on_connection), "uv_listen");
  must_be_good(::uv_run(&loop, UV_RUN_DEFAULT), "uv_run");
}

}  // namespace

int main(int count, char** words) {
  const peers::arguments given = peers::read_arguments(count, words, {"try_write", "http"});
  peers::run(given, [&](int listener) { run(given, listener); });
}
