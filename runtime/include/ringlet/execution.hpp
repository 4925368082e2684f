// std::execution and ringlet in one program: `as_sender(there, op)` is an operation as a sender,
// and `ring_scheduler` a ring as a scheduler.
//
// It stands outside of <ringlet/ringlet.hpp>, because it needs senders: the standard library's
// (C++26), or where that has none stdexec, from which they come.
#pragma once

#include <version>
#ifdef __cpp_lib_senders
#include <execution>
#include <stop_token>
#else
#include <stdexec/execution.hpp>
#endif

#include <exception>
#include <optional>
#include <system_error>
#include <utility>

#include <ringlet/operation.hpp>
#include <ringlet/remote.hpp>
#include <ringlet/result.hpp>
#include <ringlet/stop.hpp>
#include <ringlet/task.hpp>

namespace ringlet {

namespace detail {

/// The names of the standard's, whoever has them.
namespace senders {
#ifdef __cpp_lib_senders
using namespace std::execution;
using std::get_stop_token;
using std::unstoppable_token;
#else
using namespace stdexec;
#endif
}  // namespace senders

/// What else than a value a sender completes with; `Errors` are those of the operation.
template <class Value, class... Errors>
using ring_signatures =
    senders::completion_signatures<Value, Errors..., senders::set_error_t(std::exception_ptr),
                                   senders::set_stopped_t()>;

/// How a receiver is given what an operation gives.
template <class Given>
struct receiver_form {
  using signatures = ring_signatures<senders::set_value_t(Given)>;

  template <class Receiver>
  static void complete(Receiver&& receiver, Given&& given, bool) noexcept {
    senders::set_value(std::move(receiver), std::move(given));
  }
};
template <class Receiver>
void complete_without_value(Receiver&& receiver, std::error_code error,
                            bool asked_to_stop) noexcept {
  if (asked_to_stop && error == std::errc::operation_canceled) {
    senders::set_stopped(std::move(receiver));
  } else {
    senders::set_error(std::move(receiver), std::move(error));
  }
}
template <class T>
struct receiver_form<result<T>> {
  using signatures =
      ring_signatures<senders::set_value_t(T), senders::set_error_t(std::error_code)>;

  template <class Receiver>
  static void complete(Receiver&& receiver, result<T>&& given, bool asked_to_stop) noexcept {
    if (given) {
      senders::set_value(std::move(receiver), *std::move(given));
    } else {
      complete_without_value(std::move(receiver), given.error(), asked_to_stop);
    }
  }
};
template <>
struct receiver_form<result<>> {
  using signatures = ring_signatures<senders::set_value_t(), senders::set_error_t(std::error_code)>;

  template <class Receiver>
  static void complete(Receiver&& receiver, result<>&& given, bool asked_to_stop) noexcept {
    if (given) {
      senders::set_value(std::move(receiver));
    } else {
      complete_without_value(std::move(receiver), given.error(), asked_to_stop);
    }
  }
};

/// What a task owes a receiver: if the ring destroys the task before it has said anything, this
/// says that it was stopped.
template <class Receiver>
class owed {
 public:
  /// Nothing is owed until `begun` is true.
  owed(Receiver& receiver, const bool& begun) noexcept : receiver_(&receiver), begun_(&begun) {}
  owed(owed&& other) noexcept
      : receiver_(std::exchange(other.receiver_, nullptr)), begun_(other.begun_) {}
  owed& operator=(owed&&) = delete;
  ~owed() {
    if (receiver_ != nullptr && *begun_) senders::set_stopped(std::move(*receiver_));
  }

  [[nodiscard]] Receiver& receiver() noexcept { return *receiver_; }
  /// What it is given may destroy it.
  [[nodiscard]] Receiver&& pay() noexcept { return std::move(*std::exchange(receiver_, nullptr)); }

 private:
  Receiver* receiver_;
  const bool* begun_;
};

template <class Op, class Receiver>
task<> perform_for_receiver(Op op, owed<Receiver> waiting) {
  using form = receiver_form<result_of<Op>>;
  auto token = senders::get_stop_token(senders::get_env(waiting.receiver()));
  if constexpr (senders::unstoppable_token<decltype(token)>) {
    auto given = co_await op;
    form::complete(waiting.pay(), std::move(given), false);
  } else {
    auto given = co_await with_stop(token, op);
    form::complete(waiting.pay(), std::move(given), token.stop_requested());
  }
}

template <class Receiver>
task<> arrive_for_receiver(owed<Receiver> waiting) {
  senders::set_value(waiting.pay());
  co_return;
}

/// What is under way for a receiver: the task that `Begin` makes.
template <class Begin, class Receiver>
class ring_state {
 public:
  using operation_state_concept = senders::operation_state_tag;

  ring_state(const remote& there, const Begin& begin, Receiver&& receiver)
      : there_(there), begin_(begin), receiver_(std::move(receiver)) {}
  ring_state(ring_state&&) = delete;
  ring_state& operator=(ring_state&&) = delete;
  ~ring_state() = default;

  void start() & noexcept {
    std::optional<task<>> work;
    try {
      work.emplace(begin_(owed<Receiver>(receiver_, begun_)));
    } catch (...) {
      senders::set_error(std::move(receiver_), std::current_exception());
      return;
    }
    begun_ = true;
    there_.spawn(*std::move(work));
  }

 private:
  remote there_;
  [[no_unique_address]] Begin begin_;
  Receiver receiver_;
  bool begun_ = false;
};

}  // namespace detail

class ring_scheduler;

namespace detail {

/// What all senders of a ring say of themselves.
struct ring_environment {
  remote there;

  template <class Tag, class... Environment>
  [[nodiscard]] ring_scheduler query(senders::get_completion_scheduler_t<Tag>,
                                     const Environment&...) const noexcept;
};

/// A sender that has a ring do what `Begin` says, with these signatures.
template <class Begin, class Signatures>
class ring_sender {
 public:
  using sender_concept = senders::sender_tag;
  using completion_signatures = Signatures;

  ring_sender(const remote& there, const Begin& begin) : there_(there), begin_(begin) {}

  template <class Receiver>
  [[nodiscard]] auto connect(Receiver receiver) const {
    return ring_state<Begin, Receiver>(there_, begin_, std::move(receiver));
  }
  [[nodiscard]] ring_environment get_env() const noexcept { return {there_}; }

 private:
  remote there_;
  [[no_unique_address]] Begin begin_;
};

template <class Op>
struct begin_operation {
  Op op;

  template <class Receiver>
  task<> operator()(owed<Receiver> waiting) const {
    return perform_for_receiver(op, std::move(waiting));
  }
};
struct begin_arrival {
  template <class Receiver>
  task<> operator()(owed<Receiver> waiting) const {
    return arrive_for_receiver(std::move(waiting));
  }
};

}  // namespace detail

/// A ring as a scheduler: what is scheduled runs in a task of that ring's, on the thread that runs
/// it. It is stopped where the ring is destroyed before that.
///
///     auto work = starts_on(ring_scheduler(loop.as_remote()), just() | then(look_around));
///
/// It is a mere reference: the ring must outlive it.
class ring_scheduler {
 public:
  using scheduler_concept = detail::senders::scheduler_tag;

  explicit ring_scheduler(const remote& there) noexcept : there_(there) {}

  /// A sender that completes there, from any thread.
  [[nodiscard]] auto schedule() const noexcept {
    using signatures = detail::ring_signatures<detail::senders::set_value_t()>;
    return detail::ring_sender<detail::begin_arrival, signatures>(there_, {});
  }

  friend bool operator==(const ring_scheduler&, const ring_scheduler&) noexcept = default;

 private:
  remote there_;
};

template <class Tag, class... Environment>
ring_scheduler detail::ring_environment::query(senders::get_completion_scheduler_t<Tag>,
                                               const Environment&...) const noexcept {
  return ring_scheduler(there);
}

/// `op` on the ring `there` as a sender, which any thread may make, connect and start.
///
///     auto size = as_sender(loop.as_remote(), op::read{.file = fd, .buffer = room}) | then(count);
///
/// It completes in a task of that ring's, on the thread that runs it:
///
/// - with the value, where there is one (a chain gives its results, and a whole transfer a
///   `transferred`, as one value);
/// - with the error, a std::error_code, or a std::exception_ptr where no memory is left to begin;
/// - stopped, where the receiver's stop token, on whatever thread, ended it as cancel() does (a
///   chain and a whole transfer say that in their value), or the ring was destroyed before it was
///   done, which waits until the kernel has let go of it.
///
/// What `op` borrows must last until then.
template <operation_like Op>
[[nodiscard("it does nothing until it is connected and started")]] auto as_sender(
    const remote& there, const Op& op) {
  static_assert(!detail::throws<Op>(),
                "senders have a channel for errors: as_sender() takes the operation without "
                "checked()");
  using signatures = typename detail::receiver_form<detail::result_of<Op>>::signatures;
  return detail::ring_sender<detail::begin_operation<Op>, signatures>(there, {op});
}

}  // namespace ringlet
