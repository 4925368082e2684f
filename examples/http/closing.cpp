#include "closing.hpp"

#include <sys/socket.h>

#include <array>
#include <chrono>

using namespace ringlet;
using namespace std::chrono_literals;

namespace examples::http {

namespace {

constexpr auto patience = 1s;

task<> take_the_rest(const unique_fd& socket) {
  std::array<char, 4096> room;
  for (;;) {
    auto received = co_await op::recv{.socket = socket, .buffer = room};
    if (!received || *received == 0) co_return;
  }
}

}  // namespace

task<> close_gently(const unique_fd& socket) {
  // A plain system call: it does not wait, and io_uring would have a worker thread do it.
  if (::shutdown(socket.get(), SHUT_WR) != 0) co_return;
  co_await within(patience, take_the_rest(socket));
}

}  // namespace examples::http
