// A key-value server that speaks Redis' protocol: kv_server --log FILE --port N (0 takes any free
// one). SIGINT ends it. No change is acknowledged before it is on the device.
#include <signal.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <ringlet/ringlet.hpp>
#include <ringlet/signals.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "../accept_all.hpp"
#include "../command_line.hpp"
#include "append_log.hpp"
#include "resp.hpp"
#include "store.hpp"

using namespace ringlet;
using namespace std::chrono_literals;

namespace {

constexpr auto idle_limit = 5min;
constexpr auto send_limit = 10s;
constexpr auto parting_limit = 1s;
constexpr std::size_t most_clients = 10'000;
constexpr std::size_t most_unsent = 1U << 20U;  // answers are sent at the latest then, in bytes
constexpr std::size_t most_received = 1U << 14U;

struct database {
  kv::store store;
  kv::append_log log;
};

/// One client: all commands that have come are carried out before their answers are sent, at once.
class session {
 public:
  session(unique_fd peer, semaphore::permits place, database& of)
      : peer_(std::move(peer)), place_(std::move(place)), of_(of) {}

  task<> run() {
    std::array<char, most_received> room;
    for (;;) {
      const auto received = co_await within(idle_limit, op::recv{.socket = peer_, .buffer = room});
      if (!received || *received == 0) co_return;
      input_.append(room.data(), *received);
      const bool goes_on = co_await carry_out();
      const bool sent = co_await answer();
      if (!sent) co_return;
      if (!goes_on) co_return co_await part();
    }
  }

 private:
  /// Carries out all whole commands of the input. False where what comes is none.
  task<bool> carry_out() {
    std::string_view left = input_;
    while (!left.empty()) {
      const auto size = kv::parse(left, words_);
      if (!size) {
        kv::add_error(replies_, "Protocol error: " + size.error());
        co_return false;
      }
      if (*size == 0) break;
      if (!words_.empty() && of_.store.execute(words_, replies_)) {
        of_.log.append(left.substr(0, *size));
      }
      left.remove_prefix(*size);
      if (replies_.size() >= most_unsent) {
        const bool sent = co_await answer();
        if (!sent) co_return false;
      }
    }
    input_.erase(0, input_.size() - left.size());
    co_return true;
  }

  /// Sends the answers, once all changes that they may tell of are on the device: the client's own,
  /// and others' that it has read.
  task<bool> answer() {
    if (replies_.empty()) co_return true;
    const bool lasts = co_await of_.log.durable(of_.log.position());
    if (!lasts) co_return false;
    const auto sent = co_await within(send_limit, send_all(peer_, replies_));
    replies_.clear();
    co_return static_cast<bool>(sent);
  }

  /// Lets the client read the last answer: closing while there is something unread would be a
  /// reset, which overtakes it.
  task<> part() {
    const auto told = co_await op::shutdown{.socket = peer_, .how = shutdown_how::wr};
    if (!told) co_return;
    std::array<char, most_received> room;
    for (const auto end = std::chrono::steady_clock::now() + parting_limit;;) {
      const auto left = end - std::chrono::steady_clock::now();
      const auto received = co_await within(left, op::recv{.socket = peer_, .buffer = room});
      if (!received || *received == 0) co_return;
    }
  }

  unique_fd peer_;
  semaphore::permits place_;
  database& of_;
  std::string input_;
  std::string replies_;
  std::vector<std::string_view> words_;
};

task<> serve_client(unique_fd peer, semaphore::permits place, database& of) {
  session client(std::move(peer), std::move(place), of);
  co_await client.run();
}

/// Makes the store what it was, by doing again what the log has.
task<> reload(database& of) {
  std::uint64_t commands = 0;
  std::vector<std::string_view> words;
  std::string unused;
  const auto replay = [&](std::string_view batch) {
    while (!batch.empty()) {
      const auto size = kv::parse(batch, words);
      if (!size || *size == 0 || words.empty()) {
        throw std::runtime_error("the log has something that is no command");
      }
      of.store.execute(words, unused);
      unused.clear();
      batch.remove_prefix(*size);
      ++commands;
    }
  };
  co_await of.log.reload(replay);
  std::printf("reloaded %llu changes, %zu keys\n", static_cast<unsigned long long>(commands),
              of.store.size());
}

/// Until a signal comes, or the log cannot be written: that is thrown, and ends all sessions before
/// they acknowledge anything.
task<> serve(unique_fd listener, database& of, signal_set& signals) {
  semaphore places(most_clients);
  co_await in_scope([&](scope& sessions) -> task<> {
    sessions.spawn(of.log.write_batches());
    auto ended = co_await when_any(
        signals.next(), examples::accept_all(
                            std::move(listener), places,
                            [&](unique_fd client, const address&, semaphore::permits place) {
                              sessions.spawn(serve_client(std::move(client), std::move(place), of));
                            }));
    if (auto& accepted = std::get<1>(ended.results); !accepted) {
      std::rethrow_exception(accepted.error());
    }
    sessions.cancel();
  });
}

}  // namespace

int main(int count, char** words) {
  std::uint16_t port = 0;
  std::string path;
  CLI::App app{"A key-value server that speaks Redis' protocol"};
  app.add_option("--port", port, "Where to listen on this machine; 0 takes any free port")
      ->type_name("N");
  app.add_option("--log", path, "The file that changes are kept in; it is made if need be")
      ->type_name("FILE")
      ->required();
  examples::read_command_line(app, count, words);
  setvbuf(stdout, nullptr, _IOLBF, 0);  // each line is seen at once, also through a pipe
  try {
    signal_set signals({SIGINT, SIGTERM});
    ring loop;
    database data{.store = {}, .log = kv::append_log(path)};
    loop.run(reload(data));
    unique_fd listener = listen_on(address::loopback(port));
    std::printf("listening on %s\n", local_address(listener).to_string().c_str());
    loop.run(serve(std::move(listener), data, signals));
    std::printf("stopped\n");
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}
