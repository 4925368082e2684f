// What the live tests of processes, futexes, messages and buffer groups are set up with, besides
// what fixtures.hpp has.
#pragma once

#include "fixtures.hpp"

#include <linux/futex.h>  // FUTEX_PRIVATE_FLAG in rows
#include <signal.h>       // siginfo_t in rows
#include <unistd.h>       // getpid in rows

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace ringlet::live {

// ---- processes ----------------------------------------------------------------------------------

/// A child that waits, in a process group of its own. It is killed and reaped if it is still there.
class child_process {
 public:
  explicit child_process(ring& loop);
  child_process(const child_process&) = delete;
  child_process& operator=(const child_process&) = delete;
  ~child_process();

  [[nodiscard]] int pid() const { return pid_; }
  [[nodiscard]] int pidfd() const { return pidfd_.get(); }
  void exit_after(std::chrono::milliseconds delay, unsigned char code);
  void stop_after(std::chrono::milliseconds delay);

  [[nodiscard]] bool is_running() const;
  [[nodiscard]] bool has_ended_with(int code) const;  // and is still to be reaped
  [[nodiscard]] bool is_reaped() const;

 private:
  ring* loop_;
  std::shared_ptr<unique_fd> orders_;  // what is written here is what the child exits with
  int pid_;
  unique_fd pidfd_;
};

// ---- futexes ------------------------------------------------------------------------------------

/// A futex word, and plain futex(2) calls on it.
class futex_of_own {
 public:
  static constexpr std::uint32_t value = 0x1234'5678;

  explicit futex_of_own(ring& loop);
  [[nodiscard]] std::atomic<std::uint32_t>& word() const { return state_->word; }
  /// By a task of the ring: wakes one who waits with one of these bits.
  void wake_after(std::chrono::milliseconds delay, int flags = 0, std::uint32_t mask = ~0U);
  [[nodiscard]] int woken() const { return state_->woken; }  // by all of those
  [[nodiscard]] bool has_no_waiter() const;

 private:
  struct state {
    std::atomic<std::uint32_t> word = value;
    int woken = 0;
  };
  static task<> wake(std::shared_ptr<state> self, std::chrono::milliseconds delay, int flags,
                     std::uint32_t mask);

  ring* loop_;
  std::shared_ptr<state> state_;
};

/// A futex word at which two threads sleep: the first with bit 0 in its mask, the second with bit
/// 1.
class futex_with_sleepers {
 public:
  explicit futex_with_sleepers(ring& loop);
  futex_with_sleepers(const futex_with_sleepers&) = delete;
  futex_with_sleepers& operator=(const futex_with_sleepers&) = delete;
  ~futex_with_sleepers();

  [[nodiscard]] std::atomic<std::uint32_t>& word() { return word_; }
  /// Whether so many threads are awake, and the others asleep.
  [[nodiscard]] bool number_awake(unsigned count) const;
  [[nodiscard]] bool is_awake(std::size_t which) const { return sleepers_[which].awake; }

 private:
  struct sleeper {
    std::thread thread;
    std::atomic<int> id = 0;
    std::atomic<bool> awake = false;
  };

  std::atomic<std::uint32_t> word_ = 0;
  std::array<sleeper, 2> sleepers_;
};

/// A futex word in a page that cannot be touched.
class unmapped_futex {
 public:
  explicit unmapped_futex(ring& loop);
  unmapped_futex(const unmapped_futex&) = delete;
  unmapped_futex& operator=(const unmapped_futex&) = delete;
  ~unmapped_futex();
  [[nodiscard]] std::uint32_t& word() const { return *static_cast<std::uint32_t*>(page_); }

 private:
  void* page_;
};

// ---- other rings --------------------------------------------------------------------------------

/// A second ring of this thread, which notes down what is posted on it.
class other_ring {
 public:
  explicit other_ring(ring& loop);
  [[nodiscard]] int fd() const { return ring_->ring_fd(); }
  /// Whether this and nothing else comes.
  [[nodiscard]] bool got(std::uint64_t user_data, std::int32_t res, std::uint32_t flags);
  [[nodiscard]] bool got_nothing();

 protected:
  std::unique_ptr<ring> ring_ = std::make_unique<ring>();

 private:
  std::vector<foreign_completion> received_;
};

/// The same with a table of files.
class other_ring_with_table : public other_ring {
 public:
  explicit other_ring_with_table(ring& loop);
  [[nodiscard]] file_table& table() { return table_; }

 private:
  file_table table_;
};

/// Notes down what is posted on the ring itself.
class foreign_listener {
 public:
  explicit foreign_listener(ring& loop);
  foreign_listener(const foreign_listener&) = delete;
  foreign_listener& operator=(const foreign_listener&) = delete;
  ~foreign_listener();
  task<bool> got(std::uint64_t user_data, std::int32_t res);

 private:
  ring* loop_;
  std::vector<foreign_completion> received_;
};

// ---- groups of buffers --------------------------------------------------------------------------

/// A group of buffers that requests of the program's own make and use. It must be empty, or go with
/// the ring.
class group_by_hand {
 public:
  static constexpr std::uint16_t number = 0x4321;
  static constexpr std::uint32_t size = 64;
  static constexpr std::uint16_t count = 4;

  explicit group_by_hand(ring& loop);
  [[nodiscard]] std::span<std::byte> memory() { return memory_; }

  task<> provide();                                  // all buffers, with ids from 0 on
  task<bool> has(unsigned buffers);                  // exactly so many; takes them out
  task<bool> selects_all_from(std::uint16_t first);  // each once, where it lies in the memory

 private:
  /// Reads this into one, whose id it gives.
  task<std::optional<std::uint16_t>> select(std::string text);

  empty_pipe pipe_;
  std::vector<std::byte> memory_;
};

/// A group of as many buffers as there are ids.
class largest_group {
 public:
  static constexpr std::uint16_t number = 0x4322;
  static constexpr int count = 65536;

  explicit largest_group(ring&) : memory_(count) {}
  task<> provide();  // all of them

 private:
  std::vector<std::byte> memory_;
};

}  // namespace ringlet::live
