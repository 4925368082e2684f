// Cancelling an operation by its cancel_id.
#pragma once

#include <cstddef>
#include <string_view>
#include <system_error>

#include <ringlet/cancel_id.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/result.hpp>
#include <ringlet/uapi.hpp>

namespace ringlet {

namespace detail {

struct cancel_op {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::string_view name = "cancel";
  static constexpr bool completes_once = true;
  static constexpr bool immediate = true;
  static constexpr bool shielded = true;  // a task that is to end may have to end others

  cancel_id* id;

  [[nodiscard]] std::error_code check() const noexcept {
    return id->live() ? std::error_code()
                      : std::make_error_code(std::errc::no_such_file_or_directory);
  }
  void encode(sqe_slot slot) const noexcept {
    io_uring_sqe& sqe = slot.sqe();
    sqe.opcode = IORING_OP_ASYNC_CANCEL;
    sqe.fd = -1;
    // Taking the SQE may have reaped the operation's completion; then this cancels nothing.
    const bool asks_kernel = id->live() && id->target()->give_up == nullptr;
    sqe.addr = asks_kernel ? current_user_data(*id->target()) : nobodys_user_data;
  }
  void arm(tracked& state) const noexcept {
    if (!id->live()) return;
    tracked& target = *id->target();
    // (Of a chain that may be at any of its members, the SQE names one.)
    const bool is_sent = target.give_up == nullptr && target.silent == 0;
    if (&target.loop() == &state.loop() && is_sent) {
      target.loop().cancel_sent(target, cancel_reason::cancelled);
    } else {
      target.loop().cancel(target, cancel_reason::cancelled);
    }
  }
  // Kernels disagree about what this CQE says of work in a worker thread; what became of the
  // operation, its own CQE says.
  static result<void> decode(cqe_view) noexcept { return {}; }
};

}  // namespace detail

/// Asks the kernel to end the operation that `id` names, and completes when the kernel has dealt
/// with that. What became of the operation its own result tells: errc::operation_canceled, or its
/// value if it was faster. If `id` names nothing in flight, the error is
/// errc::no_such_file_or_directory and the kernel is not asked.
[[nodiscard("it does nothing until it is awaited")]] inline detail::cancel_op cancel(
    cancel_id& id) noexcept {
  return {&id};
}

}  // namespace ringlet
