// An echo server that is as small as it can be, for what it costs a compiler. It listens at the
// socket that is its standard input.
#ifdef PARTS
#include <ringlet/family/socket.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/stream.hpp>
#include <ringlet/task.hpp>
#else
#include <ringlet/ringlet.hpp>
#endif

#include <array>
#include <cstddef>
#include <span>
#include <utility>

using namespace ringlet;

task<> session(unique_fd peer) {
  std::array<std::byte, 4096> buffer;
  for (;;) {
    auto received = co_await op::recv{.socket = peer, .buffer = buffer};
    if (!received || *received == 0) co_return;
    auto sent = co_await op::send{.socket = peer,
                                  .buffer = std::span(buffer).first(*received),
                                  .flags = msg_flags::waitall | msg_flags::nosignal};
    if (!sent) co_return;
  }
}

task<> serve(ring& loop) {
  auto connections = stream(op::accept_multishot{.socket = 0});
  while (auto connection = co_await connections.next()) loop.spawn(session(*std::move(connection)));
}

int main() {
  ring loop;
  loop.run(serve(loop));
}
