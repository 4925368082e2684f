// The name by which an operation in flight can be cancelled.
#pragma once

#include <cstdint>

#include <ringlet/completion.hpp>

namespace ringlet {

/// Names the operation that was awaited through with_id(id, op), from its submission until it has
/// completed. The caller owns it, and may use it again for the next operation.
///
/// A stale id is refused without asking the kernel, so that a cancel never hits a stranger that
/// happens to stand at the same address.
class cancel_id {
 public:
  cancel_id() = default;
  cancel_id(const cancel_id&) = delete;
  cancel_id& operator=(const cancel_id&) = delete;
  ~cancel_id() {
    if (target_ != nullptr) unlink();
  }

  /// Whether the operation is in flight.
  [[nodiscard]] bool live() const noexcept { return target_ != nullptr; }

  // For awaitables.
  [[nodiscard]] detail::tracked* target() const noexcept { return target_; }
  void link(detail::tracked& target) noexcept {
    target_ = &target;
    target.id = this;
  }
  void unlink() noexcept {
    target_->id = nullptr;
    target_ = nullptr;
  }

 private:
  detail::tracked* target_ = nullptr;
};

/// Which operation an async_cancel, poll_remove or timeout_remove is about: one of ringlet's, by
/// its cancel_id, or a raw SQE's, by the user_data that it was given.
class target {
 public:
  target(const cancel_id& id) noexcept : id_(&id) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] static target user_data(std::uint64_t value) noexcept { return target(value); }

  /// False for an id whose operation is over.
  [[nodiscard]] bool live() const noexcept { return id_ == nullptr || id_->live(); }

  /// What the kernel knows the operation by; if it is over, what the kernel knows nothing by. (Not
  /// 0, which a raw SQE may well have.)
  [[nodiscard]] std::uint64_t user_data() const noexcept {
    if (id_ == nullptr) return user_data_;
    return id_->live() ? detail::current_user_data(*id_->target()) : detail::nobodys_user_data;
  }

 private:
  explicit target(std::uint64_t user_data) noexcept : user_data_(user_data) {}

  const cancel_id* id_ = nullptr;
  std::uint64_t user_data_ = 0;
};

}  // namespace ringlet
