// A ring on a thread of its own, for tests of what goes from one thread to another.
#pragma once

#include <thread>

#include <ringlet/remote.hpp>
#include <ringlet/ring.hpp>

namespace helpers {

using ringlet::remote;
using ringlet::ring;

/// A ring that a thread of its own runs until it is stopped.
class worker {
 public:
  worker() : remote_(loop_.as_remote()), thread_([this] { loop_.run_until_stopped(); }) {}
  worker(const worker&) = delete;
  worker& operator=(const worker&) = delete;
  ~worker() { join(); }

  void join() {
    remote_.stop();
    if (thread_.joinable()) thread_.join();
  }
  [[nodiscard]] const remote& there() const { return remote_; }
  [[nodiscard]] std::thread::id id() const { return thread_.get_id(); }

 private:
  // The ring dies on another thread than its own, which it may once nothing is on it.
  ring loop_;
  remote remote_;
  std::thread thread_;
};

}  // namespace helpers
