// An echo server on ringlet.
#include <sys/uio.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <ringlet/buffer_ring.hpp>
#include <ringlet/file_table.hpp>
#include <ringlet/ringlet.hpp>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include "server.hpp"

using namespace ringlet;
using namespace std::chrono_literals;

namespace {

constexpr auto whole = msg_flags::waitall | msg_flags::nosignal;

task<> oneshot(unique_fd peer, std::size_t room) {
  const auto buffer = std::make_unique_for_overwrite<std::byte[]>(room);
  for (;;) {
    auto received = co_await op::recv{.socket = peer, .buffer = std::span(buffer.get(), room)};
    if (!received || *received == 0) break;
    auto sent = co_await op::send{
        .socket = peer, .buffer = std::span(buffer.get(), *received), .flags = whole};
    if (!sent) break;
  }
  (void)co_await op::close{std::move(peer)};
}

/// Does not try to receive before something has come: after an answer nothing has.
task<> polling(unique_fd peer, std::size_t room) {
  const auto buffer = std::make_unique_for_overwrite<std::byte[]>(room);
  for (;;) {
    auto received =
        co_await poll_first(op::recv{.socket = peer, .buffer = std::span(buffer.get(), room)});
    if (!received || *received == 0) break;
    auto sent = co_await op::send{
        .socket = peer, .buffer = std::span(buffer.get(), *received), .flags = whole};
    if (!sent) break;
  }
  (void)co_await op::close{std::move(peer)};
}

/// Sends an answer and receives what comes next by one chain.
task<> linking(unique_fd peer, std::size_t room) {
  const auto buffer = std::make_unique_for_overwrite<std::byte[]>(room);
  const op::recv receive{.socket = peer, .buffer = std::span(buffer.get(), room)};
  auto received = co_await receive;
  while (received && *received != 0) {
    const op::send answer{
        .socket = peer, .buffer = std::span(buffer.get(), *received), .flags = whole};
    received = std::get<1>(co_await linked(skip_success(answer), receive));
  }
  (void)co_await op::close{std::move(peer)};
}

task<> with_deadlines(unique_fd peer, std::size_t room) {
  const auto buffer = std::make_unique_for_overwrite<std::byte[]>(room);
  for (;;) {
    auto received =
        co_await within(30s, op::recv{.socket = peer, .buffer = std::span(buffer.get(), room)});
    if (!received || *received == 0) break;
    auto sent = co_await within(
        30s,
        op::send{.socket = peer, .buffer = std::span(buffer.get(), *received), .flags = whole});
    if (!sent) break;
  }
  (void)co_await op::close{std::move(peer)};
}

task<> http(unique_fd peer, std::size_t room) {
  const auto buffer = std::make_unique_for_overwrite<char[]>(room);
  peers::http_requests requests;
  bool open = true;
  while (open) {
    auto received = co_await op::recv{.socket = peer, .buffer = std::span(buffer.get(), room)};
    if (!received || *received == 0) break;
    for (unsigned left = requests.ended_in({buffer.get(), *received}); open && left != 0; --left) {
      auto sent = co_await op::send{.socket = peer, .buffer = peers::http_answer(), .flags = whole};
      open = sent.has_value();
    }
  }
  (void)co_await op::close{std::move(peer)};
}

task<> direct(owned_slot peer, std::size_t room) {
  const auto buffer = std::make_unique_for_overwrite<std::byte[]>(room);
  for (;;) {
    auto received = co_await op::recv{.socket = peer, .buffer = std::span(buffer.get(), room)};
    if (!received || *received == 0) break;
    auto sent = co_await op::send{
        .socket = peer, .buffer = std::span(buffer.get(), *received), .flags = whole};
    if (!sent) break;
  }
  (void)co_await op::close_direct{peer.release()};
}

task<> multishot(unique_fd peer, buffer_ring& buffers) {
  {
    auto messages = stream(op::recv_multishot{.socket = peer, .buffers = buffers});
    while (auto message = co_await messages.next()) {
      auto sent = co_await op::send{.socket = peer, .buffer = message->bytes(), .flags = whole};
      if (!sent) break;
    }
  }
  (void)co_await op::close{std::move(peer)};
}

task<> bundles(unique_fd peer, buffer_ring& buffers) {
  {
    std::vector<::iovec> pieces;
    auto messages = stream(op::recv_multishot_bundle{.socket = peer, .buffers = buffers});
    while (auto message = co_await messages.next()) {
      result<std::size_t> sent;
      if (message->size() <= buffers.buffer_size()) {
        sent = co_await op::send{.socket = peer, .buffer = *message->begin(), .flags = whole};
      } else {
        pieces.clear();
        for (const auto piece : *message) pieces.push_back({piece.data(), piece.size()});
        sent = co_await op::send_vectorized{.socket = peer, .buffers = pieces, .flags = whole};
      }
      if (!sent) break;
    }
  }
  (void)co_await op::close{std::move(peer)};
}

/// Starts a session for each connection, for ever.
template <class Accept, class Start>
task<> serve(Accept accept, Start start) {
  auto connections = stream(accept);
  while (auto connection = co_await connections.next()) start(*std::move(connection));
  throw std::system_error(connections.why_ended(), "accept");
}

void run(const peers::arguments& given, int listener) {
  const unique_fd listening(listener);
  const std::size_t room = given.buffer_size();
  ring loop;
  const op::accept_multishot accept{.socket = listening};
  if (given.mode == "oneshot") {
    loop.run(serve(accept, [&](unique_fd peer) { loop.spawn(oneshot(std::move(peer), room)); }));
  } else if (given.mode == "poll_first") {
    loop.run(serve(accept, [&](unique_fd peer) { loop.spawn(polling(std::move(peer), room)); }));
  } else if (given.mode == "linked") {
    loop.run(serve(accept, [&](unique_fd peer) { loop.spawn(linking(std::move(peer), room)); }));
  } else if (given.mode == "within") {
    loop.run(
        serve(accept, [&](unique_fd peer) { loop.spawn(with_deadlines(std::move(peer), room)); }));
  } else if (given.mode == "http") {
    loop.run(serve(accept, [&](unique_fd peer) { loop.spawn(http(std::move(peer), room)); }));
  } else if (given.mode == "direct") {
    file_table files(loop, peers::slots());
    loop.run(serve(op::accept_multishot_direct{.socket = listening},
                   [&](direct_slot peer) { loop.spawn(direct(files.own(peer), room)); }));
  } else if (given.mode == "multishot") {
    buffer_ring buffers(loop, given.buffer_count(), static_cast<std::uint32_t>(room));
    loop.run(
        serve(accept, [&](unique_fd peer) { loop.spawn(multishot(std::move(peer), buffers)); }));
  } else {
    buffer_ring buffers(loop, given.piece_count(), peers::arguments::piece_size);
    loop.run(serve(accept, [&](unique_fd peer) { loop.spawn(bundles(std::move(peer), buffers)); }));
  }
}

}  // namespace

int main(int count, char** words) {
  const peers::arguments given = peers::read_arguments(
      count, words,
      {"oneshot", "poll_first", "linked", "within", "http", "direct", "multishot", "bundle"});
  peers::run(given, [&](int listener) { run(given, listener); });
}
