#include "plain_transport.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>

#include "closing.hpp"
#include "splice_file.hpp"

using namespace ringlet;

namespace examples::http {

task<result<>> plain_transport::open() {
  // An answer is sent in few large pieces, none of which is to wait for an acknowledgement.
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

task<result<>> plain_transport::send_file(const unique_fd& file, std::uint64_t offset,
                                          std::uint64_t length) {
  auto sent = co_await splice_file(file, offset, length, socket_, limits_);
  co_return sent;
}

task<> plain_transport::close() { co_await close_gently(socket_); }

}  // namespace examples::http
