#include "tcp.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <chrono>

#include "limits.hpp"

using namespace ringlet;
using namespace std::chrono_literals;

namespace examples::http {

namespace {

constexpr auto patience = 1s;

bool set(const unique_fd& socket, int name, int value) {
  return ::setsockopt(socket.get(), IPPROTO_TCP, name, &value, sizeof value) == 0;
}

task<> take_the_rest(const unique_fd& socket) {
  std::array<char, 4096> room;
  for (;;) {
    auto received = co_await op::recv{.socket = socket, .buffer = room};
    if (!received || *received == 0) co_return;
  }
}

}  // namespace

result<> prepare(const unique_fd& socket) {
  // An answer is sent in few large pieces, none of which is to wait for an acknowledgement.
  if (!set(socket, TCP_NODELAY, 1)) return failure(errno);
  // Otherwise the kernel takes megabytes, and then has no room for the next piece until a third of
  // them is with the client: limits::send would be a limit for that, and not for a piece.
  if (!set(socket, TCP_NOTSENT_LOWAT, 2 * static_cast<int>(piece_size))) return failure(errno);
  return {};
}

task<> close_gently(const unique_fd& socket) {
  // A plain system call: it does not wait, and io_uring would have a worker thread do it.
  if (::shutdown(socket.get(), SHUT_WR) != 0) co_return;
  co_await within(patience, take_the_rest(socket));
}

}  // namespace examples::http
