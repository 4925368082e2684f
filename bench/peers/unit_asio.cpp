// The same on Asio.
#ifdef PARTS
#include <asio/awaitable.hpp>
#include <asio/buffer.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>
#else
#include <asio.hpp>
#endif

#include <array>
#include <cstddef>

using asio::ip::tcp;

asio::awaitable<void> session(tcp::socket peer) {
  std::array<std::byte, 4096> buffer;
  try {
    for (;;) {
      const std::size_t received =
          co_await peer.async_read_some(asio::buffer(buffer), asio::use_awaitable);
      co_await asio::async_write(peer, asio::buffer(buffer, received), asio::use_awaitable);
    }
  } catch (const asio::system_error&) {
    co_return;  // the peer has gone
  }
}

asio::awaitable<void> serve(tcp::acceptor& acceptor) {
  for (;;) {
    asio::co_spawn(acceptor.get_executor(),
                   session(co_await acceptor.async_accept(asio::use_awaitable)), asio::detached);
  }
}

int main() {
  asio::io_context loop(1);
  tcp::acceptor acceptor(loop, tcp::v4(), 0);
  asio::co_spawn(loop, serve(acceptor), asio::detached);
  loop.run();
}
