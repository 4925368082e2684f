#include "plain_transport.hpp"

#include "splice_file.hpp"
#include "tcp.hpp"

using namespace ringlet;

namespace examples::http {

task<result<>> plain_transport::open() { co_return prepare(socket_); }

task<result<std::size_t>> plain_transport::receive(std::span<char> room) {
  auto received = co_await op::recv{.socket = socket_, .buffer = room};
  co_return received;
}

task<result<>> plain_transport::send(std::string_view text) {
  auto sent = co_await within(limits_.send, send_all(socket_, text));
  if (!sent) co_return std::unexpected(sent.error());
  co_return {};
}

task<result<>> plain_transport::send_file(const unique_fd& file, std::uint64_t offset,
                                          std::uint64_t length) {
  auto sent = co_await splice_file(file, offset, length, socket_, limits_);
  co_return sent;
}

task<> plain_transport::close() { co_await close_gently(socket_); }

}  // namespace examples::http
