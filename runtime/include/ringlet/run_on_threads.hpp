// A ring on each of several threads. Not in the umbrella header: <thread> and <stop_token> are much
// to compile.
#pragma once

#include <pthread.h>
#include <sched.h>

#include <cerrno>
#include <concepts>
#include <cstddef>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <ringlet/ring.hpp>
#include <ringlet/ring_options.hpp>
#include <ringlet/sentence.hpp>
#include <ringlet/stop.hpp>
#include <ringlet/task.hpp>

namespace ringlet {

/// How rings on threads are made.
struct thread_options {
  /// The processors to run on, by their numbers: thread i on processors[i] and nowhere else. Empty:
  /// wherever the system puts them.
  std::vector<int> processors = {};
  /// Ends all of them when a stop is requested.
  std::stop_token stop = {};
  /// For each ring.
  ring_options rings = {};
};

/// The numbers of the processors on which the calling thread may run.
[[nodiscard]] inline std::vector<int> usable_processors() {
  ::cpu_set_t set;
  CPU_ZERO(&set);
  if (const int error = ::pthread_getaffinity_np(::pthread_self(), sizeof set, &set); error != 0) {
    detail::throw_error(error, "ringlet::usable_processors");
  }
  std::vector<int> found;
  for (int number = 0; number < CPU_SETSIZE; ++number) {
    if (CPU_ISSET(number, &set)) found.push_back(number);
  }
  return found;
}

namespace detail {

/// Puts the calling thread on one processor.
inline void pin_to(int processor) {
  int error = EINVAL;
  if (processor >= 0 && processor < CPU_SETSIZE) {
    ::cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    error = ::pthread_setaffinity_np(::pthread_self(), sizeof set, &set);
  }
  if (error != 0) {
    throw_error(
        error,
        ("ringlet::run_on_threads: pinning to processor " + std::to_string(processor)).c_str());
  }
}

/// Threads that end together.
class thread_group {
 public:
  explicit thread_group(const std::stop_token& stop) : stop_outside_(stop, request{this}) {}
  thread_group(const thread_group&) = delete;
  thread_group& operator=(const thread_group&) = delete;
  ~thread_group() { join(); }

  template <class F>
  void start(F function) {
    threads_.emplace_back([this, function = std::move(function)] {
      try {
        function(stop_.get_token());
      } catch (...) {
        fail(std::current_exception());
      }
    });
  }
  /// Ends all of them; this is what join() then throws, unless there was something before.
  void fail(std::exception_ptr error) {
    {
      const std::lock_guard held(lock_);
      if (!error_) error_ = std::move(error);
    }
    stop_.request_stop();
  }
  void join() {
    for (std::thread& each : threads_) each.join();
    threads_.clear();
  }
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  struct request {
    thread_group* all;
    void operator()() const noexcept { all->stop_.request_stop(); }
  };

  std::mutex lock_;
  std::exception_ptr error_;  // the first
  std::stop_source stop_;
  std::stop_callback<request> stop_outside_;
  std::vector<std::thread> threads_;
};

}  // namespace detail

/// Starts `count` threads, makes a ring on each, and runs the task there that `function(loop,
/// index)` gives; index counts from 0. Returns when all of those tasks are done.
///
///     run_on_threads(4, [&](ring& loop, unsigned index) -> task<> {
///       const unique_fd listener = listen_on(where, {.reuse_port = true});
///       co_await serve(loop, listener);
///     });
///
/// `function` is called on all of the threads at the same time, so that what it refers to is shared
/// by them. They inherit the calling thread's blocked signals.
///
/// An exception, of the task or of a ring that cannot be made, ends the others and is thrown here
/// when they have ended; the first one, if there are several. To end them is to cancel their tasks
/// as with_stop() does, with operation_canceled wherever they wait; `options.stop` does the same.
/// What a task has spawned on its ring dies with the ring.
///
/// Throws std::invalid_argument where `options.processors` are not as many as the threads, and
/// std::system_error where a thread cannot be started or pinned.
template <class F>
  requires std::invocable<F&, ring&, unsigned>
void run_on_threads(unsigned count, F function, const thread_options& options = {}) {
  if (!options.processors.empty() && options.processors.size() != count) {
    throw std::invalid_argument(
        "ringlet::run_on_threads: as many processors as threads, or none, are to be named");
  }
  detail::thread_group threads(options.stop);
  try {
    for (unsigned index = 0; index < count; ++index) {
      threads.start([&function, &options, index](std::stop_token stop) {
        if (!options.processors.empty()) detail::pin_to(options.processors[index]);
        ring loop(options.rings);  // here, so that its memory is near to the thread
        loop.run(with_stop(std::move(stop), function(loop, index)));
      });
    }
  } catch (...) {
    threads.fail(std::current_exception());
  }
  threads.join();
  threads.rethrow();
}

}  // namespace ringlet
