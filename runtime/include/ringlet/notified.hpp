// An operation whose result comes before the kernel has let go of its buffer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

#include <ringlet/completion.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/result.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/source.hpp>

namespace ringlet {

template <class Op>
class RINGLET_INSPECTED notified;

namespace detail {

/// One of the two things to wait for, as an operation without an SQE.
template <class Op, bool Returned>
class notified_op : public without_sqe {
 public:
  static constexpr bool ignorable = Returned;
  static constexpr std::string_view name = Returned ? "notified::returned" : "notified::sent";

  explicit notified_op(notified<Op>& from) noexcept : from_(&from) {}

  [[nodiscard]] bool ready() const noexcept { return from_->is_done(Returned); }
  void arm(tracked& state) const noexcept { from_->await(state, Returned); }
  void disarm() const noexcept { from_->leave(); }
  [[nodiscard]] auto decode(cqe_view cqe) const noexcept
      -> std::conditional_t<Returned, result<>, typename notified<Op>::result_type> {
    if ((cqe.flags & never_begun) != 0) return failure(-cqe.res);
    if constexpr (Returned)
      return from_->answer_returned(cqe);
    else
      return from_->answer_sent(cqe);
  }

 private:
  notified<Op>* from_;
};

}  // namespace detail

/// An operation that tells its result first and gives its buffer back later (send_zc, sendmsg_zc):
/// awaited plainly it returns when both have come; so, the next one can start in between:
///
///     auto first = notified(op::send_zc{.socket = peer, .buffer = one});
///     auto bytes = co_await first.sent();      // submits it; the peer may not have it all yet
///     …                                        // the next send, from another buffer
///     co_await first.returned();               // `one` may be written to again
///
/// The operation goes to the kernel with the first of the two that is awaited. The destructor
/// blocks until the kernel has let go of the buffer; who still waits then ends with
/// operation_canceled. It neither moves nor copies.
template <class Op>
class RINGLET_INSPECTED notified : detail::source_of<notified<Op>, Op> {
  using base = detail::source_of<notified<Op>, Op>;
  friend base;

  static_assert(detail::is_notified<Op>,
                "notified() is for operations that a notification follows; another one is awaited "
                "itself");

 public:
  using result_type = decltype(std::declval<const Op&>().decode(std::declval<cqe_view>()));

  /// Keeps a copy of `op`; what that borrows must outlive this.
  explicit notified(const Op& op) noexcept : base(op) {}
  notified(const notified&) = delete;
  notified& operator=(const notified&) = delete;
  ~notified() { this->let_go(); }

  /// The operation's result, as soon as it is known.
  [[nodiscard("it does nothing until it is awaited")]] detail::notified_op<Op, false>
  sent() noexcept {
    return detail::notified_op<Op, false>(*this);
  }

  /// Done when the buffer is the caller's again, whatever became of the operation.
  [[nodiscard("it does nothing until it is awaited")]] detail::notified_op<Op, true>
  returned() noexcept {
    return detail::notified_op<Op, true>(*this);
  }

  /// What the notification said (with send_zc_flags::report_usage: whether the kernel copied the
  /// data after all, IORING_NOTIF_USAGE_ZC_COPIED); 0 before it and where none came.
  [[nodiscard]] std::uint32_t notification() const noexcept { return notification_; }

  /// Asks the kernel to end the operation, if it has not got to its result yet.
  void cancel() noexcept {
    if (this->in_flight) {
      if (!has_result_) this->loop->cancel(*this);
    } else if (!over_) {
      refuse(std::make_error_code(std::errc::operation_canceled));
      if (detail::tracked* const waiting = this->call()) this->loop->wake(*waiting);
    }
  }

 private:
  template <class, bool>
  friend class detail::notified_op;

  [[nodiscard]] bool is_done(bool returned) noexcept {
    if (this->loop == nullptr && !over_) {
      if (const std::error_code unfit = this->unfit()) refuse(unfit);
    }
    return returned ? over_ : has_result_;
  }

  void await(detail::tracked& state, bool returned) noexcept {
    waits_for_return_ = returned;
    base::await(state);
    if (!this->in_flight) this->loop->tend(*this);
  }

  result_type answer_sent(cqe_view cqe) noexcept {
    this->leave();
    if (cqe.res < 0) return std::unexpected(error_of(-cqe.res));
    if (refused_) return std::unexpected(refused_);
    return this->op().decode(
        cqe_view{.res = result_.res(), .flags = result_.flags(), .extra = nullptr});
  }

  result<> answer_returned(cqe_view cqe) noexcept {
    this->leave();
    if (cqe.res < 0) return std::unexpected(error_of(-cqe.res));
    return {};
  }

  detail::tracked* arrive(detail::outcome came, const std::uint64_t*, bool) noexcept {
    if ((came.flags() & IORING_CQE_F_NOTIF) != 0) {
      notification_ = static_cast<std::uint32_t>(came.res());
    } else {
      const std::int32_t res = came.res() < 0 ? this->explained(came.res()) : came.res();
      result_ = {res, came.flags()};
      has_result_ = true;
    }
    if ((came.flags() & IORING_CQE_F_MORE) == 0) {
      this->in_flight = false;
      over_ = true;
    }
    return (waits_for_return_ ? over_ : has_result_) ? this->call() : nullptr;
  }

  void tend_now() {
    if (this->in_flight || over_) return;
    if (this->is_supported()) {
      this->submit(this->op());
      return;
    }
    refuse(std::make_error_code(std::errc::operation_not_supported));
    if (detail::tracked* const waiting = this->call()) this->loop->wake(*waiting);
  }

  void orphan() noexcept {
    if (!over_) refuse(std::make_error_code(std::errc::operation_canceled));
  }

  void refuse(std::error_code why) noexcept {
    refused_ = why;
    has_result_ = over_ = true;
  }

  detail::outcome result_{0, 0};
  std::uint32_t notification_ = 0;
  bool waits_for_return_ = false;
  bool has_result_ = false;
  bool over_ = false;
  std::error_code refused_;
};

template <class Op>
notified(const Op&) -> notified<Op>;

}  // namespace ringlet
