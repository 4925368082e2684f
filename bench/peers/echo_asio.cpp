// An echo server on Asio, built twice: for epoll, and for io_uring.
#include <asio.hpp>
#include <cstddef>
#include <memory>
#include <utility>

#include "server.hpp"

namespace {

/// By coroutines.
template <class Socket>
asio::awaitable<void> session(Socket peer, std::size_t room) {
  const auto buffer = std::make_unique_for_overwrite<char[]>(room);
  try {
    for (;;) {
      const std::size_t received =
          co_await peer.async_read_some(asio::buffer(buffer.get(), room), asio::use_awaitable);
      co_await asio::async_write(peer, asio::buffer(buffer.get(), received), asio::use_awaitable);
    }
  } catch (const asio::system_error&) {
    co_return;  // the peer has gone
  }
}

/// The same, which answers HTTP requests.
template <class Socket>
asio::awaitable<void> http(Socket peer, std::size_t room) {
  const auto buffer = std::make_unique_for_overwrite<char[]>(room);
  peers::http_requests requests;
  try {
    for (;;) {
      const std::size_t received =
          co_await peer.async_read_some(asio::buffer(buffer.get(), room), asio::use_awaitable);
      for (unsigned left = requests.ended_in({buffer.get(), received}); left != 0; --left) {
        co_await asio::async_write(peer, asio::buffer(peers::http_answer()), asio::use_awaitable);
      }
    }
  } catch (const asio::system_error&) {
    co_return;  // the peer has gone
  }
}

template <class Acceptor, class Session>
asio::awaitable<void> serve(Acceptor& acceptor, Session session) {
  for (;;) {
    asio::co_spawn(acceptor.get_executor(),
                   session(co_await acceptor.async_accept(asio::use_awaitable)), asio::detached);
  }
}

/// By callbacks.
template <class Socket>
class caller : public std::enable_shared_from_this<caller<Socket>> {
 public:
  caller(Socket peer, std::size_t room)
      : peer_(std::move(peer)),
        room_(room),
        buffer_(std::make_unique_for_overwrite<char[]>(room)) {}

  void receive() {
    peer_.async_read_some(
        asio::buffer(buffer_.get(), room_),
        [self = this->shared_from_this()](asio::error_code error, std::size_t received) {
          if (!error) self->send(received);
        });
  }

 private:
  void send(std::size_t size) {
    asio::async_write(peer_, asio::buffer(buffer_.get(), size),
                      [self = this->shared_from_this()](asio::error_code error, std::size_t) {
                        if (!error) self->receive();
                      });
  }

  Socket peer_;
  std::size_t room_;
  std::unique_ptr<char[]> buffer_;
};

template <class Acceptor>
void accept(Acceptor& acceptor, std::size_t room) {
  acceptor.async_accept([&acceptor, room](asio::error_code error, auto peer) {
    if (error && error != asio::error::connection_aborted) throw asio::system_error(error);
    if (!error) std::make_shared<caller<decltype(peer)>>(std::move(peer), room)->receive();
    accept(acceptor, room);
  });
}

template <class Protocol>
void run(const peers::arguments& given, int listener, Protocol protocol) {
  asio::io_context loop(1);
  typename Protocol::acceptor acceptor(loop, protocol, listener);
  const std::size_t room = given.buffer_size();
  const auto start = [&](auto each) {
    asio::co_spawn(loop, serve(acceptor, each), [](const std::exception_ptr& error) {
      if (error) std::rethrow_exception(error);
    });
  };
  if (given.mode == "coroutines") {
    start([room](auto peer) { return session(std::move(peer), room); });
  } else if (given.mode == "http") {
    start([room](auto peer) { return http(std::move(peer), room); });
  } else {
    accept(acceptor, room);
  }
  loop.run();
}

}  // namespace

int main(int count, char** words) {
  const peers::arguments given =
      peers::read_arguments(count, words, {"coroutines", "callbacks", "http"});
  peers::run(given, [&](int listener) {
    if (given.is_unix()) {
      run(given, listener, asio::local::stream_protocol());
    } else {
      run(given, listener, asio::ip::tcp::v4());
    }
  });
}
