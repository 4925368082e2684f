// Connections over loopback TCP, and a client that keeps them busy from another thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <thread>
#include <vector>

namespace bench {

/// Pairs of connected sockets, closed at the end.
class loopback {
 public:
  explicit loopback(std::size_t count);
  ~loopback();
  loopback(const loopback&) = delete;
  loopback& operator=(const loopback&) = delete;

  [[nodiscard]] std::span<const int> servers() const { return servers_; }
  [[nodiscard]] std::span<const int> clients() const { return clients_; }

 private:
  std::vector<int> servers_;
  std::vector<int> clients_;
};

/// A client on epoll in a thread of its own, so that nothing of it is counted: on each connection
/// it sends 64 bytes, waits for all of them to come back, and begins again, `messages` times; then
/// it shuts the connection down.
class load {
 public:
  static constexpr std::size_t message = 64;

  load(const loopback& connections, std::uint64_t messages);
  ~load();
  load(const load&) = delete;
  load& operator=(const load&) = delete;

 private:
  std::thread thread_;
};

/// Puts the calling thread on the second processor while a `pinned` lives, as `load` does its own.
void keep_to_second_processor();

/// Keeps the calling thread on the first processor it may use while this lives, and each `load`
/// on the second one: server and client then meet the same machine in every run.
class pinned {
 public:
  pinned();
  ~pinned();
  pinned(const pinned&) = delete;
  pinned& operator=(const pinned&) = delete;
};

}  // namespace bench
