// A multishot operation as a stream of results.
#pragma once

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>
#include <utility>

#include <ringlet/completion.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/result.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/source.hpp>
#include <ringlet/sqe.hpp>
#include <ringlet/uapi.hpp>

namespace ringlet {

namespace detail {

/// What a multishot operation's row says of its end.
template <class Op>
concept ends_at_zero = requires { requires innermost_of<Op>::ends_at_zero; };

template <class Op>
concept is_finite = requires { requires innermost_of<Op>::finite; };

/// An operation that is over when what it was given has run out: its buffers say when.
template <class Op>
concept runs_out = requires(const innermost_of<Op>& op) { op.buffers.exhausted(); };

template <class Op>
concept takes_buffers = requires(const innermost_of<Op>& op) { op.buffers.pool(); };

/// An operation of whose buffers most results take one as a whole.
template <class Op>
concept takes_whole_buffers =
    requires(const innermost_of<Op>& op) { op.buffers.take_whole(outcome{}); };

/// An operation whose buffers come back to be taken again.
template <class Op>
concept reuses_buffers = requires(const innermost_of<Op>& op) { op.buffers.pool()->returned; };

/// The next item of a stream, as an operation without an SQE, so that every adaptor fits it.
template <class Stream>
class next_op : public without_sqe {
 public:
  static constexpr std::string_view name = "stream::next";

  explicit next_op(Stream& from) noexcept : from_(&from) {}

  [[nodiscard]] bool ready() const noexcept { return from_->has_answer(); }
  void arm(tracked& state) const noexcept { from_->await(state); }
  void disarm() const noexcept { from_->leave(); }
  [[nodiscard]] auto decode(cqe_view cqe) const noexcept -> typename Stream::result_type {
    if ((cqe.flags & never_begun) != 0) return failure(-cqe.res);
    return from_->answer(cqe);
  }

 private:
  Stream* from_;
};

}  // namespace detail

/// A multishot operation, whose results are taken one after the other:
///
///     auto connections = stream(op::accept_multishot{listener});
///     while (auto connection = co_await connections.next()) {
///       loop.spawn(serve, *std::move(connection));
///     }
///     // here connections.why_ended() says why
///
/// The operation goes to the kernel with the first next(), on the ring of the task that awaits it,
/// and stays there. Results that come while nobody waits are kept, `Slots` of them in the stream
/// and what comes beyond in memory that the ring has for that; then the operation is cancelled, and
/// asked for again when there is room, so that a slow reader slows the sender down. None is lost.
///
/// The kernel may end a multishot operation at any time, for want of room in its queue for example.
/// The stream then asks again, and after the errors that the operation's row names too (a
/// connection given up before it was accepted, no descriptor free, no buffer free).
///
/// Its destructor cancels the operation, blocks until the kernel has let go of it, and gives back
/// the descriptors and buffers that nobody took, and the slots by closing what is in them. Who
/// still waits for a result then ends with operation_canceled. It neither moves nor copies.
template <class Op, std::size_t Slots = 8>
class RINGLET_INSPECTED stream : detail::source_of<stream<Op, Slots>, Op> {
  using base = detail::source_of<stream<Op, Slots>, Op>;
  friend base;

  static_assert(detail::is_multishot<Op>,
                "a stream is made of a multishot operation; one that completes once is awaited "
                "itself");
  static_assert(Slots > 0);

 public:
  using result_type = decltype(std::declval<const Op&>().decode(std::declval<cqe_view>()));

  /// Keeps a copy of `op`; what that borrows must outlive the stream.
  explicit stream(const Op& op) noexcept : base(op) {}
  stream(const stream&) = delete;
  stream& operator=(const stream&) = delete;
  ~stream() {
    phase_ = phase::over;
    this->let_go();
    drop_all();
  }

  /// The next result, an operation as any other: within(1s, s.next()) waits that long for it and
  /// leaves the stream as it is; with_id(id, s.next()) can be given up. One task at a time.
  ///
  /// Where the stream has ended, the error says why: operation_canceled after cancel(), what the
  /// kernel answered, or std::error_code() where the end is no error (the peer has sent all).
  [[nodiscard("it does nothing until it is awaited")]] detail::next_op<stream> next() noexcept {
    return detail::next_op<stream>(*this);
  }

  /// Whether no more will come after what was taken.
  [[nodiscard]] bool ended() const noexcept {
    return phase_ == phase::over && count_ == 0 && !this->in_flight;
  }

  /// Why it ended; std::error_code() where that is no error, and while it goes on.
  [[nodiscard]] std::error_code why_ended() const noexcept { return why_; }

  /// Ends the stream. What has come already can still be taken.
  void cancel() noexcept {
    if (phase_ == phase::over) return;
    end(std::make_error_code(std::errc::operation_canceled));
    if (this->in_flight) {
      this->loop->cancel(*this);  // its last completion says that it has ended
      // A drain may hold that request back, and may wait for just this stream.
      this->loop->tend(*this);
    } else if (detail::tracked* const waiting = this->call()) {
      this->loop->wake(*waiting);
    }
  }

 private:
  template <class>
  friend class detail::next_op;

  enum class phase : std::uint8_t {
    idle,      // nothing in flight: before the first next(), or because there is no room
    armed,     // the operation is in flight
    pausing,   // it is, and has been asked to end, because there is no room
    resting,   // a timeout is in flight instead, after an error that time mends
    starving,  // waits for a buffer
    over,
  };

  // ---- the reader's side -----------------------------------------------------------------------

  [[nodiscard]] bool has_answer() noexcept {
    if (this->loop == nullptr && phase_ == phase::idle) {
      if (const std::error_code unfit = this->unfit()) {
        end(unfit);
      } else if (has_run_out()) {
        end({});
      }
    }
    return count_ != 0 || ended();
  }

  void await(detail::tracked& state) noexcept {
    base::await(state);
    if (phase_ == phase::idle) this->loop->tend(*this);
  }

  result_type answer(cqe_view cqe) noexcept {
    this->leave();
    // An item as it came. Nothing else that ends a wait says that more will come.
    if (cqe.res >= 0 && (cqe.flags & IORING_CQE_F_MORE) != 0) [[likely]]
      return decode({{cqe.res, cqe.flags}, {}});
    return answer_kept(cqe.res);
  }

  /// Out of line, so that the other way saves no registers for this.
  [[gnu::noinline]] result_type answer_kept(std::int32_t res) noexcept {
    // An error here is the wait's: a deadline, or a cancel of this next() alone.
    if (res < 0) return std::unexpected(error_of(-res));
    if (count_ == 0) return std::unexpected(why_);
    const detail::arrival taken = pop();
    if (phase_ == phase::idle && has_room()) this->loop->tend(*this);
    return decode(taken);
  }

  // ---- what came and was not taken -------------------------------------------------------------

  [[nodiscard]] bool has_room() const noexcept { return count_ <= Slots / 2; }

  void push(const detail::arrival& came) noexcept {
    if (count_ >= Slots) [[unlikely]]
      return push_spilled(came);
    slots_[(first_ + count_) % Slots] = came;
    ++count_;
  }

  [[gnu::noinline, gnu::cold]] void push_spilled(const detail::arrival& came) noexcept {
    detail::spilled& place = this->loop->spill().take();
    place = {came, nullptr};
    (spilled_last_ != nullptr ? spilled_last_->next : spilled_first_) = &place;
    spilled_last_ = &place;
    ++count_;
  }

  detail::arrival pop() noexcept {
    const detail::arrival taken = slots_[first_];
    first_ = (first_ + 1) % Slots;
    --count_;
    if (spilled_first_ != nullptr) [[unlikely]]
      pop_spilled();
    return taken;
  }

  /// Moves the first one into the place that has become free.
  [[gnu::noinline, gnu::cold]] void pop_spilled() noexcept {
    detail::spilled& place = *spilled_first_;
    slots_[(first_ + Slots - 1) % Slots] = place.came;
    spilled_first_ = place.next;
    if (spilled_first_ == nullptr) spilled_last_ = nullptr;
    this->loop->spill().give_back(place);
  }

  void drop_all() noexcept {
    while (count_ != 0) {
      [[maybe_unused]] const auto table = static_cast<std::uint32_t>(slots_[first_].extra[0]);
      [[maybe_unused]] const result_type dropped = decode(pop());
      if constexpr (detail::names_slot<result_type>) {
        detail::drop(*this->loop, dropped, table);
      }
    }
  }

  result_type decode(const detail::arrival& came) const noexcept {
    return this->op().decode(cqe_view{
        .res = came.result.res(), .flags = came.result.flags(), .extra = came.extra.data()});
  }

  // ---- the ring's side -------------------------------------------------------------------------

  detail::tracked* arrive(detail::outcome result, const std::uint64_t* extra,
                          bool at_once) noexcept {
    const bool more = (result.flags() & IORING_CQE_F_MORE) != 0;
    // What nearly all of them are: an item of an operation that goes on, and who waits for it gets
    // it as it is. Who waits has found nothing kept, so nothing is overtaken.
    if (more && at_once && extra == nullptr && phase_ == phase::armed && this->takes_at_once() &&
        is_plain(result)) [[likely]] {
      gained_ = true;
      return this->call(result);
    }
    return arrive_otherwise(result, extra, more);
  }

  /// Whether nothing is to be noted of an item but itself; takes over the buffer that it names.
  [[nodiscard]] bool is_plain(detail::outcome result) const noexcept {
    if (result.res() < 0) return false;
    if constexpr (detail::takes_whole_buffers<Op>)
      return detail::innermost(this->op()).buffers.take_whole(result);
    else
      return !detail::takes_buffers<Op> && !detail::names_slot<result_type>;
  }

  [[gnu::noinline]] detail::tracked* arrive_otherwise(detail::outcome result,
                                                      const std::uint64_t* extra,
                                                      bool more) noexcept {
    if (!more) this->in_flight = false;
    if (phase_ == phase::resting) {
      ask_again();
      return has_answer() ? this->call() : nullptr;
    }
    if (more || is_success(result.res())) {
      note_item(result, extra, more);
      if (!more && phase_ != phase::over) go_on();
    } else {
      drop_buffer(result);
      if (phase_ != phase::over) failed(result.res());
    }
    // A cancel may have missed.
    if (more && phase_ == phase::over) this->loop->tend(*this);
    return has_answer() ? this->call() : nullptr;
  }

  [[nodiscard]] bool has_run_out() const noexcept {
    if constexpr (detail::runs_out<Op>)
      return detail::innermost(this->op()).buffers.exhausted();
    else
      return false;
  }

  /// An operation that fails may have taken a buffer all the same.
  void drop_buffer(detail::outcome result) noexcept {
    if constexpr (detail::takes_buffers<Op>) (void)decode(noted(result, nullptr));
  }

  /// Some errnos are what an operation was asked for: ETIME of a timeout.
  [[nodiscard]] bool is_success(std::int32_t res) const noexcept {
    return res >= 0 ||
           this->op().decode(cqe_view{.res = res, .flags = 0, .extra = nullptr}).has_value();
  }

  void orphan() noexcept {
    drop_all();
    if (phase_ != phase::over) end(std::make_error_code(std::errc::operation_canceled));
  }

  /// What is noted of a CQE as it comes.
  [[nodiscard]] detail::arrival noted(detail::outcome result,
                                      const std::uint64_t* extra) const noexcept {
    detail::arrival came{result, {}};
    if (extra != nullptr) came.extra = {extra[0], extra[1]};
    if constexpr (detail::takes_buffers<Op>) {
      detail::innermost(this->op()).buffers.taken(result.res(), result.flags(), came.extra[0]);
    }
    if constexpr (detail::names_slot<result_type>) {
      came.extra[0] = this->loop->tables_left().file_tables;
    }
    return came;
  }

  void note_item(detail::outcome result, const std::uint64_t* extra, bool more) noexcept {
    const detail::arrival came = noted(result, extra);
    if constexpr (detail::ends_at_zero<Op>) {
      if (result.res() == 0 && !more) {
        (void)decode(came);  // which may have a buffer in it
        if (phase_ != phase::over) end({});
        return;
      }
    }
    gained_ = true;
    push(came);
    // Until the kernel has seen the cancel more may come; and one that was sent may have missed.
    if (count_ > Slots && (count_ - 1) % Slots == 0 && more && phase_ != phase::over) {
      phase_ = phase::pausing;
      this->loop->tend(*this);
    }
  }

  /// After a final completion that was no error.
  void go_on() noexcept {
    if (detail::is_finite<Op>) {
      end({});
    } else {
      ask_again();
    }
  }

  void ask_again() noexcept {
    if (has_run_out()) {
      end({});
      return;
    }
    phase_ = phase::idle;
    if (has_room()) this->loop->tend(*this);
  }

  void failed(std::int32_t res) noexcept {
    if (phase_ == phase::pausing && res == -ECANCELED) {
      ask_again();
      return;
    }
    if constexpr (requires { detail::innermost_of<Op>::rearms; }) {
      for (const rearm_rule rule : detail::innermost_of<Op>::rearms) {
        if (rule.error == -res) {
          if (!recover(rule.how)) break;
          return;
        }
      }
    }
    end(error_of(-this->explained(res)));
  }

  /// Whether it can: buffers that are not known here are known to come back by nobody.
  bool recover(rearm how) noexcept {
    if constexpr (detail::reuses_buffers<Op>) {
      if (how == rearm::buffer) {
        auto* const pool = detail::innermost(this->op()).buffers.pool();
        if (!pool->open) return false;
        // Some may have come back since it asked, and gone to another stream: each such attempt is
        // paid for by a buffer, so that these cannot spin.
        const bool free = pool->has_free();
        if (!free || pool->returned != returned_before_) {
          phase_ = phase::starving;
          pool->enlist(*this);
          if (free) pool->feed();
          return true;
        }
      }
    }
    // What has brought nothing since it was last asked for is not asked again at once.
    phase_ = how == rearm::pause || !gained_ ? phase::resting : phase::idle;
    this->loop->tend(*this);
    return true;
  }

  void tend_now() {
    switch (phase_) {
      case phase::pausing:
        // By a request, and where that has not come to it by the time that more is here, by a call.
        if (count_ <= 2 * Slots) {
          this->loop->cancel(*this);
        } else {
          this->loop->insist(*this);
        }
        return;
      case phase::idle:
      case phase::starving:
        phase_ = phase::idle;
        if (!has_room()) return;
        if (!this->is_supported()) {
          end(std::make_error_code(std::errc::operation_not_supported));
          if (detail::tracked* const waiting = this->call()) this->loop->wake(*waiting);
          return;
        }
        if constexpr (detail::reuses_buffers<Op>) {
          returned_before_ = detail::innermost(this->op()).buffers.pool()->returned;
        }
        this->submit(this->op());
        phase_ = phase::armed;
        gained_ = false;
        return;
      case phase::resting:
        if (!this->in_flight) this->submit(rest{});
        return;
      case phase::over:
        if (this->in_flight) this->loop->insist(*this);
        return;
      default:
        return;
    }
  }

  /// A timeout in the operation's place.
  struct rest {
    static constexpr std::size_t sqe_size = 64;

    static void encode(sqe_slot slot) noexcept {
      static constexpr __kernel_timespec pause{0, 10'000'000};
      io_uring_sqe& sqe = slot.sqe();
      sqe.opcode = IORING_OP_TIMEOUT;
      sqe.fd = -1;
      sqe.addr = reinterpret_cast<std::uintptr_t>(&pause);
      sqe.len = 1;
    }
  };

  void end(std::error_code why) noexcept {
    phase_ = phase::over;
    why_ = why;
  }

  phase phase_ = phase::idle;
  bool gained_ = true;  // whether something has come since the operation was last submitted
  std::uint64_t returned_before_ = 0;  // to its buffers, when it was submitted
  std::error_code why_;
  std::size_t first_ = 0;  // in slots_
  std::size_t count_ = 0;  // in slots_ and spilled
  detail::spilled* spilled_first_ = nullptr;
  detail::spilled* spilled_last_ = nullptr;
  std::array<detail::arrival, Slots> slots_;
};

template <class Op>
stream(const Op&) -> stream<Op>;

}  // namespace ringlet
