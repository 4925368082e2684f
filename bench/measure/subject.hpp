// The program that is measured.
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "processors.hpp"

namespace measure {

/// A child of this process. It stands still before it becomes its program until start(), so that
/// counters can be put on it. It never outlives this process.
class subject {
 public:
  enum class kind {
    server,  ///< says that it is ready, and is ended by SIGTERM
    batch,   ///< does its work and ends; what it prints is read afterwards
  };

  subject(std::vector<std::string> command, const processors& where, kind what);
  ~subject();
  subject(const subject&) = delete;
  subject& operator=(const subject&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }

  /// Lets it become its program; gives up where there is no such program.
  void start();

  /// Waits until it prints "ready"; gives up where it prints something else, ends, or takes longer
  /// than ten seconds.
  void await_ready();

  /// Gives up, saying why, if it has ended: what has gone wrong with the load is then its fault.
  void must_be_alive();

  /// Has it ended by SIGTERM, as servers are; gives up where it does not end.
  void terminate();

  /// What is left of a batch.
  struct remains {
    double cpu_seconds;
    std::optional<std::uint64_t> peak_kib;  ///< none where it may not be traced
    std::string output;
  };

  /// Waits for the end of a batch, and gives up unless its exit status is 0.
  remains bury();

  /// A line of /proc/PID/status in KiB, "VmHWM" for example.
  [[nodiscard]] std::optional<std::uint64_t> status_kib(const char* key) const;

  /// The processor time of all its threads until now, in nanoseconds.
  [[nodiscard]] std::int64_t cpu_time() const;

  /// As it is told to people: the name of its program.
  [[nodiscard]] std::string name() const;

 private:
  [[noreturn]] void ended(int status);

  std::vector<std::string> command_;
  pid_t pid_ = -1;
  int go_ = -1;      // what is written here starts it
  int failed_ = -1;  // and what comes here is why it could not be started
  int output_ = -1;
  bool buried_ = false;
};

}  // namespace measure
