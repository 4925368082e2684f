#include "plain_transport.hpp"

#include "splice_file.hpp"
#include "tcp.hpp"

using namespace ringlet;

namespace examples::http {

task<result<>> plain_transport::open() { co_return prepare(socket_); }

task<result<std::size_t>> plain_transport::receive(std::span<char> room) {
  co_return co_await op::recv{.socket = socket_, .buffer = room};
}

task<result<>> plain_transport::send(std::string_view text) {
  auto sent = co_await within(limits_.send, send_all(socket_, text));
  if (!sent) co_return std::unexpected(sent.error());
  co_return {};
}

task<result<>> plain_transport::send_file(const unique_fd& file, std::uint64_t offset,
                                          std::uint64_t length) {
  return splice_file(file, offset, length, socket_, limits_);
}

task<> plain_transport::close() { return close_gently(socket_); }

}  // namespace examples::http
