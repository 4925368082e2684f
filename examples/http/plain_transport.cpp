#include "plain_transport.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <utility>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "closing.hpp"

using namespace ringlet;

namespace examples::http {

task<result<>> plain_transport::open() {
  const int yes = 1;
  if (::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) != 0) {
    co_return failure(errno);
  }
  co_return {};
}

task<result<std::size_t>> plain_transport::receive(std::span<char> room) {
  auto received = co_await op::recv{.socket = socket_, .buffer = room};
  co_return received;
}

task<result<>> plain_transport::send(std::string_view text) {
  auto sent = co_await within(limits_.send, send_all(socket_, text));
  if (!sent) co_return std::unexpected(sent.error());
  co_return {};
}

static std::string_view variant() {
  static const char* v = std::getenv("HTTP_VARIANT");
  return v ? v : "splice";
}

task<result<>> plain_transport::send_file(const unique_fd& file, std::uint64_t offset,
                                          std::uint64_t length) {
  if (variant() == "copy") {
    auto buffer = std::make_unique_for_overwrite<char[]>(piece_size);
    while (length != 0) {
      auto got = co_await op::read{.file = file, .buffer = std::span(buffer.get(), std::min<std::uint64_t>(length, piece_size)), .offset = offset};
      if (!got) co_return std::unexpected(got.error());
      if (*got == 0) co_return failure(EIO);
      offset += *got; length -= *got;
      auto s = co_await send(std::string_view(buffer.get(), *got));
      if (!s) co_return s;
    }
    co_return {};
  }
  if (variant() == "zc") {
    constexpr std::size_t n = 4;
    auto buffer = std::make_unique_for_overwrite<char[]>(n * piece_size);
    std::array<std::optional<notified<op::send_zc>>, n> flying;
    std::size_t at = 0;
    while (length != 0) {
      auto& slot = flying[at];
      if (slot) { auto r = co_await slot->returned(); (void)r; slot.reset(); }
      char* b = buffer.get() + at * piece_size;
      auto got = co_await op::read{.file = file, .buffer = std::span(b, std::min<std::uint64_t>(length, piece_size)), .offset = offset};
      if (!got) co_return std::unexpected(got.error());
      if (*got == 0) co_return failure(EIO);
      offset += *got; length -= *got;
      slot.emplace(op::send_zc{.socket = socket_, .buffer = std::string_view(b, *got), .flags = msg_flags::nosignal | msg_flags::waitall});
      auto s = co_await slot->sent();
      if (!s) co_return std::unexpected(s.error());
      if (*s != *got) co_return failure(EIO);
      at = (at + 1) % n;
    }
    for (auto& slot : flying) if (slot) { auto r = co_await slot->returned(); (void)r; }
    co_return {};
  }
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) co_return failure(errno);
  const unique_fd out_of(ends[0]);
  const unique_fd into(ends[1]);
  const bool polls = variant() == "splice";
  while (length != 0) {
    const auto piece = static_cast<std::uint32_t>(std::min<std::uint64_t>(length, piece_size));
    auto in = co_await op::splice{.input = file, .input_offset = offset, .output = into, .length = piece};
    if (!in) co_return std::unexpected(in.error());
    if (*in == 0) co_return failure(EIO);
    offset += *in;
    length -= *in;
    for (std::size_t left = *in; left != 0;) {
      if (polls) {
        auto w = co_await within(limits_.send, op::poll_add{.file = socket_, .events = poll_events::out});
        if (!w) co_return std::unexpected(w.error());
      }
      auto out = co_await within(limits_.send, op::splice{.input = out_of, .output = socket_, .length = static_cast<std::uint32_t>(left), .flags = length != 0 ? splice_flags::more : splice_flags()});
      if (!out) co_return std::unexpected(out.error());
      left -= *out;
    }
  }
  co_return {};
}

task<> plain_transport::close() {
  co_await close_gently(socket_);
}

}  // namespace examples::http
