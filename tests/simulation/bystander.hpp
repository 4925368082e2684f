// A coroutine of somebody else's, which starts at once and which its owner destroys at any time.
#pragma once

#include <coroutine>
#include <exception>
#include <utility>

namespace simulation {

class bystander {
 public:
  struct promise_type {
    bystander get_return_object() {
      return bystander(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() { std::terminate(); }
  };

  bystander() = default;
  explicit bystander(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  bystander(bystander&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  bystander& operator=(bystander&&) = delete;
  ~bystander() { end(); }

  void end() {
    if (handle_ != nullptr) std::exchange(handle_, nullptr).destroy();
  }

 private:
  std::coroutine_handle<promise_type> handle_;
};

}  // namespace simulation
