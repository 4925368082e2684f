// Sends each line that it reads to an echo server and prints the answer: echo_client --port N.
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <ringlet/ringlet.hpp>
#include <string>
#include <string_view>
#include <system_error>

#include "arguments.hpp"

using namespace ringlet;
using namespace std::chrono_literals;

namespace {

constexpr auto patience_with_server = 10s;
constexpr auto patience_with_typist = 60s;

/// Sends `line` and waits until as many bytes have come back. Errors come out as exceptions here,
/// because a client has nothing better to do with them than to give up.
task<std::string> ask(const unique_fd& server, std::string_view line) {
  for (std::string_view left = line; !left.empty();) {
    left.remove_prefix(co_await checked(
        within(patience_with_server,
               op::send{.socket = server, .buffer = left, .flags = msg_flags::nosignal})));
  }
  std::string answer(line.size(), '\0');
  for (std::size_t got = 0; got < answer.size();) {
    const std::size_t more = co_await checked(
        within(patience_with_server,
               op::recv{.socket = server, .buffer = std::span(answer).subspan(got)}));
    if (more == 0) throw std::runtime_error("the server has left");
    got += more;
  }
  co_return answer;
}

task<> converse(address where) {
  // IORING_OP_SOCKET would do as well, on kernels from 5.19 on.
  const unique_fd server(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  co_await checked(within(patience_with_server, op::connect{.socket = server, .peer = where}));
  std::printf("connected to %s\n", where.to_string().c_str());

  std::string unfinished;
  std::array<char, 256> room;
  for (;;) {
    auto typed =
        co_await within(patience_with_typist, op::read{.file = STDIN_FILENO, .buffer = room});
    if (!typed && typed.error() == std::errc::timed_out) {
      std::printf("nothing to say for %lld s\n",
                  static_cast<long long>(patience_with_typist.count()));
      co_return;
    }
    if (!typed) throw std::system_error(typed.error(), "reading the standard input");
    if (*typed == 0) co_return;
    unfinished.append(room.data(), *typed);
    for (std::size_t end; (end = unfinished.find('\n')) != std::string::npos;) {
      const std::string line = unfinished.substr(0, end + 1);
      unfinished.erase(0, end + 1);
      std::printf("> %s", line.c_str());
      const std::string answer = co_await ask(server, line);
      std::printf("< %s", answer.c_str());
    }
  }
}

}  // namespace

int main(int count, char** words) {
  const std::uint16_t port = examples::port_argument(count, words);
  setvbuf(stdout, nullptr, _IOLBF, 0);
  try {
    ring loop;
    loop.run(converse(address::loopback(port)));
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}
