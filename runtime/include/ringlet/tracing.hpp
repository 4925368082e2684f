// What <ringlet/trace.hpp> is made of, but for the names of the kernel's.
#pragma once

#include <ringlet/inspection.hpp>
#include <ringlet/ring.hpp>

#if RINGLET_INSPECT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <ringlet/argument_text.hpp>
#include <ringlet/completion.hpp>
#include <ringlet/deadlines.hpp>
#include <ringlet/sqe_text.hpp>
#include <ringlet/uapi.hpp>
#endif

namespace ringlet::detail {

#if RINGLET_INSPECT

/// Writes a line for each SQE, as it goes to the kernel, and for each CQE, as it is taken:
///
///     #1 0.000041 submit read(file=5, buffer=64 B, …) [opcode=IORING_OP_READ fd=5 …]
///     #1 0.000119 complete read: 64
///     #2 0.000127 submit [opcode=IORING_OP_ASYNC_CANCEL fd=-1 …]
///     #3 0.000140 complete recv: Operation canceled (ECANCELED)
///
/// SQEs are numbered in the order in which the kernel gets them, and a CQE has the number of its
/// SQE (one of the ring's own requests, which all have one user_data, has none). The time is in
/// seconds since the trace began. In front of the SQE stands the operation that the program awaits,
/// if it is one: requests of the ring's own and raw SQEs have none. What completes is told as the
/// kernel told it: a deadline that has cancelled an operation says ECANCELED here. What needs no
/// SQE, such as a pause, is not told, and neither is the success of a member with skip_success().
///
/// A ring has one trace at a time, which must be gone before the ring. It is for the ring's thread.
template <class Names>
class tracing : tracer {
 public:
  /// What takes a line, without an end of line. It must not throw, nor use the ring.
  using sink = std::function<void(std::string_view line)>;

  /// Throws std::logic_error where `loop` has a trace already.
  tracing(ring& loop, sink each_line)
      : loop_(loop), each_line_(std::move(each_line)), began_(monotonic_now()) {
    if (!loop.inspection().watch(*this)) {
      throw std::logic_error("ringlet::trace: this ring has a trace already, and can have one");
    }
  }
  /// To a file that stays open as long, stderr for one.
  explicit tracing(ring& loop, std::FILE* to = stderr)
      : tracing(loop, [to](std::string_view line) {
          (void)std::fprintf(to, "%.*s\n", static_cast<int>(line.size()), line.data());
        }) {}
  tracing(const tracing&) = delete;
  tracing& operator=(const tracing&) = delete;
  ~tracing() { loop_.inspection().unwatch(); }

 private:
  /// What is known of a user_data that the kernel has, or is about to get.
  struct request {
    std::uint64_t number = 0;  // 0 where it was submitted before the trace began
    std::string name;
    std::string text;  // empty where no operation of the program's is behind it
  };

  void began(std::uint64_t user_data, std::string_view name, std::string text) override {
    request& known = requests_[user_data];
    known.name = name;
    known.text = std::move(text);
  }

  void submitting(const io_uring_sqe& sqe) override {
    std::string line = beginning(++submitted_);
    append_text(line, "submit ");
    if (sqe.user_data != ignored_user_data) {
      request& known = requests_[sqe.user_data];
      known.number = submitted_;
      if (known.text.empty()) {
        known.name.clear();
        append_opcode<Names>(known.name, sqe.opcode);
      } else {
        append_text(line, known.text);
        append_text(line, " ");
      }
    }
    append_text(line, "[");
    append_sqe<Names>(line, sqe);
    append_text(line, "]");
    each_line_(line);
  }

  [[nodiscard]] bool is_big(const io_uring_sqe& sqe) const override {
    return std::ranges::find(Names::big, sqe.opcode) != Names::big.end();
  }

  void reaped(std::uint64_t user_data, outcome result) override {
    const auto found = requests_.find(user_data);
    const bool known = found != requests_.end();
    std::string line = beginning(known ? found->second.number : 0);
    append_text(line, "complete ");
    if (known) {
      append_text(line, found->second.name);
    } else if (user_data == ignored_user_data) {
      append_text(line, "a request of the ring's own");
    } else {
      append_text(line, "user_data=");
      append_bits(line, user_data);
    }
    append_text(line, ": ");
    append_cqe<Names>(line, result.res(), result.flags());
    each_line_(line);
    // A whole transfer may go to the kernel again, under the same name.
    const bool may_go_on =
        (result.flags() & IORING_CQE_F_MORE) != 0 || tag(user_data).what() == kind::repeated;
    if (known && !may_go_on) requests_.erase(found);
  }

  [[nodiscard]] std::string beginning(std::uint64_t number) const {
    std::string line("#");
    if (number != 0) {
      append_number(line, number);
    } else {
      append_text(line, "-");
    }
    std::array<char, 32> time;
    const auto passed = static_cast<double>(monotonic_now() - began_) / 1e9;
    const int size = std::snprintf(time.data(), time.size(), " %.6f ", passed);
    append_text(line, std::string_view(time.data(), static_cast<std::size_t>(size)));
    return line;
  }

  ring& loop_;
  sink each_line_;
  std::int64_t began_;
  std::uint64_t submitted_ = 0;
  std::unordered_map<std::uint64_t, request> requests_;
};

#else

template <class Names>
class tracing {
 public:
  template <class... To, bool compiled_so = false>
  explicit tracing(ring&, const To&...) {
    static_assert(compiled_so, "ringlet::trace needs RINGLET_INSPECT=1, in the whole program");
  }
};

#endif

}  // namespace ringlet::detail
