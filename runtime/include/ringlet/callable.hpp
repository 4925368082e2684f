// Calling and keeping what can be called, without <functional> and all that it has to compile.
#pragma once

#include <concepts>
#include <tuple>
#include <type_traits>
#include <utility>

#include <ringlet/owner.hpp>

namespace ringlet::detail {

/// std::invoke, of what <tuple> has.
template <class F, class... Args>
  requires std::invocable<F, Args...>
decltype(auto) invoke(F&& function, Args&&... args) {
  return std::apply(std::forward<F>(function), std::forward_as_tuple(std::forward<Args>(args)...));
}

/// Anything that can be called with a `const Argument&`, or nothing.
template <class Argument>
class handler {
 public:
  handler() noexcept = default;
  template <class F>
    requires(!std::same_as<std::remove_cvref_t<F>, handler> &&
             std::invocable<std::decay_t<F>&, const Argument&>)
  handler(F&& function) {
    // An empty std::function and a null pointer are nothing, here as well.
    if constexpr (requires { function == nullptr; }) {
      if (function == nullptr) return;
    }
    kept_ = owner<base>(new holder<std::decay_t<F>>(std::forward<F>(function)));
  }

  [[nodiscard]] explicit operator bool() const noexcept { return kept_.get() != nullptr; }
  void operator()(const Argument& argument) const { kept_->call(argument); }

 private:
  struct base {
    base() noexcept = default;
    base(const base&) = delete;
    base& operator=(const base&) = delete;
    virtual ~base() = default;
    virtual void call(const Argument& argument) = 0;
  };
  template <class F>
  struct holder final : base {
    explicit holder(F given) : function(std::move(given)) {}
    void call(const Argument& argument) override { (void)detail::invoke(function, argument); }
    F function;
  };

  owner<base> kept_;
};

}  // namespace ringlet::detail
