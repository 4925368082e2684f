// std::stop_token, in and out. Not in the umbrella header: <stop_token> has threads and streams to
// compile.
#pragma once

#include <atomic>
#include <concepts>
#include <coroutine>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>

#include <ringlet/completion.hpp>
#include <ringlet/gather.hpp>
#include <ringlet/inbox.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/promise.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/scope.hpp>

namespace ringlet {

namespace detail {

/// What has `Function` called when `Token` says stop: C++26's tokens tell themselves.
template <class Token, class Function>
struct stop_callback_of {
  using type = typename Token::template callback_type<Function>;
};
template <class Function>
struct stop_callback_of<std::stop_token, Function> {
  using type = std::stop_callback<Function>;
};

/// Cancels a wait when a stop is requested, on whatever thread that is.
template <class Token>
class stop_link : message {
 public:
  explicit stop_link(gathering& target) noexcept : message(&on_delivery), target_(target) {}
  stop_link(const stop_link&) = delete;
  stop_link& operator=(const stop_link&) = delete;
  ~stop_link() { leave(); }

  /// The target must be under way.
  void enter(const Token& token) {
    loop_ = &target_.loop();
    loop_->open_inbox();
    callback_.emplace(token, requested{this});
  }

  /// From here on nobody cancels the target any more.
  void leave() noexcept {
    callback_.reset();  // waits for one that is being called
    // What it has sent leads here.
    while (posted_ && !delivered_) loop_->take_in();
  }

 private:
  struct requested {
    stop_link* link;
    void operator()() const noexcept { link->request(); }
  };

  void request() noexcept {
    if (loop_->is_own_thread()) {
      end();
    } else {
      posted_ = true;
      loop_->post(*this);
    }
  }
  static void on_delivery(message& letter) noexcept {
    auto& self = static_cast<stop_link&>(letter);
    self.delivered_ = true;
    self.end();
  }
  void end() noexcept {
    if (target_.left != 0 && target_.reason == cancel_reason::none) {
      loop_->cancel(target_, cancel_reason::cancelled);
    }
  }

  gathering& target_;
  ring* loop_ = nullptr;
  // Written before the callback has returned, and read when it has: nothing more is needed.
  bool posted_ = false;
  bool delivered_ = false;
  std::optional<typename stop_callback_of<Token, requested>::type> callback_;
};

template <class Token, class Waited>
class stopping_awaiter {
 public:
  stopping_awaiter(promise_base& parent, Waited&& waited, Token&& token)
      : inner_(std::move(waited).awaited_by(parent)), token_(std::move(token)) {}
  stopping_awaiter(const stopping_awaiter&) = delete;
  stopping_awaiter& operator=(const stopping_awaiter&) = delete;
  ~stopping_awaiter() = default;

  [[nodiscard]] gathering& wait() noexcept { return inner_.wait(); }

  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiter) {
    inner_.await_suspend(waiter);
    link_.enter(token_);
  }
  decltype(auto) await_resume() {
    link_.leave();
    return inner_.await_resume();
  }

 private:
  typename Waited::awaiter inner_;
  Token token_;
  stop_link<Token> link_{inner_.wait()};
};

template <class Token, class Waited>
class [[nodiscard("it does nothing until it is awaited")]] stoppable : public limited {
 public:
  stoppable(Token&& token, Waited&& waited) noexcept
      : waited_(std::move(waited)), token_(std::move(token)) {}

  using awaiter = stopping_awaiter<Token, Waited>;

  [[nodiscard]] awaiter awaited_by(promise_base& parent) && {
    waited_.add_limits(given_limits());
    return awaiter(parent, std::move(waited_), std::move(token_));
  }

 private:
  Waited waited_;
  Token token_;
};

}  // namespace detail

/// Cancels an operation, a task or a group when a stop is requested by `token`, on whatever thread:
/// then it ends as if cancel(id) had been called for it. Gives what it gives.
///
///     auto received = co_await with_stop(token, op::recv{.socket = peer, .buffer = buffer});
///
/// Any stop token of C++26's will do, such as that of a std::inplace_stop_source.
template <class Token, class Waited>
  requires operation_like<std::remove_cvref_t<Waited>> || detail::task_like<Waited> ||
           detail::gathered_like<Waited>
auto with_stop(Token token, Waited&& waited) {
  auto all = detail::as_gathered(std::forward<Waited>(waited));
  return detail::stoppable<Token, decltype(all)>(std::move(token), std::move(all));
}

/// Tells others, by a std::stop_token, that a scope is to end: a thread that computes something for
/// one of its tasks, say. It must not outlive the scope: declare it in a task of the scope's.
class scope_stop : detail::ending_listener {
 public:
  explicit scope_stop(scope& ending) : detail::ending_listener{{nullptr, nullptr}, &on_ending} {
    ending.tell(*this);
  }
  scope_stop(const scope_stop&) = delete;
  scope_stop& operator=(const scope_stop&) = delete;
  ~scope_stop() {
    if (linked()) unlink();
  }

  [[nodiscard]] std::stop_token token() const noexcept { return source_.get_token(); }

 private:
  static void on_ending(detail::ending_listener& self) noexcept {
    static_cast<scope_stop&>(self).source_.request_stop();
  }

  std::stop_source source_;
};

}  // namespace ringlet
