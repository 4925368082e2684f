// Chains: several operations that are submitted together and run one after the other.
#pragma once

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <system_error>
#include <tuple>
#include <utility>

#include <ringlet/adaptors.hpp>
#include <ringlet/chrono.hpp>
#include <ringlet/duration.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/result.hpp>
#include <ringlet/uapi.hpp>

namespace ringlet {

namespace detail {

// A std::tuple is not trivially copyable.
template <class First, class... Rest>
struct pack {
  First first;
  pack<Rest...> rest;
};
template <class First>
struct pack<First> {
  First first;
};

template <std::size_t Index, class... Ops>
constexpr auto& member_of(pack<Ops...>& ops) noexcept {
  if constexpr (Index == 0)
    return ops.first;
  else
    return member_of<Index - 1>(ops.rest);
}
template <std::size_t Index, class... Ops>
constexpr const auto& member_of(const pack<Ops...>& ops) noexcept {
  if constexpr (Index == 0)
    return ops.first;
  else
    return member_of<Index - 1>(ops.rest);
}

template <class First, class... Rest>
constexpr pack<First, Rest...> make_pack(const First& first, const Rest&... rest) noexcept {
  if constexpr (sizeof...(Rest) == 0)
    return {first};
  else
    return {first, make_pack(rest...)};
}

template <class Op>
consteval void must_fit_a_chain() {
  static_assert(Op::sqe_count != 0,
                "a member of a chain is something that the kernel does: instead of a pause, "
                "op::timeout");
  static_assert(Op::sqe_count <= 1, "a member of a chain has one SQE: chains do not nest");
  static_assert(!arms<Op> || Op::sqe_count == 0,
                "within and with_id go around the chain, not around a member");
  static_assert(!is_immediate<Op>,
                "a cancel or an update in a chain would run later than it is encoded, when what it "
                "names may be over: submit it by itself");
  static_assert(!throws<Op>(), "checked goes around no chain: each member has a result of its own");
  static_assert(!repeats<Op>,
                "what may go to the kernel several times cannot be a member of a chain");
  static_assert(!is_multishot<Op>, "a multishot operation cannot be a member of a chain");
  static_assert(!is_wide<Op>,
                "a member of a chain has a plain result: one with a big CQE is awaited by itself");
}

/// Of a chain: whether the kernel tells of all its members at once.
template <class... Ops>
consteval bool skips_all_but_the_last() {
  const std::array<bool, sizeof...(Ops)> skips{skips_success<Ops>()...};
  for (std::size_t i = 0; i + 1 < skips.size(); ++i) {
    if (!skips[i]) return false;
  }
  return !skips.back();
}

template <class First, class... Rest>
consteval std::size_t common_sqe_size() {
  static_assert(((First::sqe_size == Rest::sqe_size) && ...),
                "the members of a chain have SQEs of the same size");
  return First::sqe_size;
}

inline constexpr std::size_t unbroken = static_cast<std::size_t>(-1);

/// Which member has broken a chain that has a failed one, by what their CQEs say: the first that
/// failed. Where all that failed were cancelled, and nobody has asked for that, it was for the one
/// before the first of them, which succeeded and fell short; a hard chain does not end for that.
/// Where one has told of all, it was that one.
[[gnu::noinline]] inline std::size_t breaker(std::span<const cqe_view> cqes, bool hard) noexcept {
  std::size_t cancelled = unbroken;
  for (std::size_t i = 0; i < cqes.size(); ++i) {
    if ((cqes[i].flags & tells_of_all) != 0) return i;
    if (cqes[i].res == -ECANCELED) {
      if (cancelled == unbroken) cancelled = i;
    } else if (cqes[i].res < 0) {
      return i;
    }
  }
  if (cancelled == unbroken || cancelled == 0 || hard) return cancelled;
  const bool asked = (cqes[cancelled].flags & asked_to_end) != 0;
  return asked ? cancelled : cancelled - 1;
}

}  // namespace detail

/// The results of a chain's members, in order: a std::tuple, which a structured binding takes
/// apart.
template <class... Results>
class chain_results : public std::tuple<Results...> {
 public:
  chain_results(std::size_t breaker, Results... results) noexcept
      : std::tuple<Results...>(std::move(results)...), breaker_(breaker) {}

 private:
  template <class... Of>
  friend std::optional<std::size_t> broken_by(const chain_results<Of...>& results) noexcept;
  std::size_t breaker_;
};

/// Which member of a chain has broken it, counted from 0, or nothing where all went well: the one
/// that failed, fell short, was cancelled or was too late. Of a hard chain, which goes on, the
/// first that failed; one that fell short does not break it. 0 where the whole chain was refused.
///
/// The kernel tells only that a member was cancelled and not why. So where one falls short at the
/// very moment at which cancel(id) or a deadline asks for the chain's end, the next one is named;
/// and where somebody else cancels one (op::async_cancel by its file), the one before. With
/// skip_success() it is the one that told.
template <class... Results>
[[nodiscard]] std::optional<std::size_t> broken_by(
    const chain_results<Results...>& results) noexcept {
  if (results.breaker_ == detail::unbroken) return std::nullopt;
  return results.breaker_;
}

namespace detail {

template <unsigned Flag, class... Ops>
struct chain_op {
  static constexpr std::size_t sqe_size = common_sqe_size<Ops...>();
  static constexpr std::size_t sqe_count = sizeof...(Ops);
  static constexpr std::string_view name = "linked";
  static constexpr bool asks_first = (detail::asks_first<Ops>() || ...);
  static constexpr bool tells_once = (detail::skips_success<Ops>() || ...);
  // One that must be carried out, a close, takes the others with it.
  static constexpr bool shielded = (detail::shields<Ops>() || ...);
  using relocatable = std::conditional_t<(detail::relocates<Ops>() && ...), chain_op, void>;
  using indices = std::index_sequence_for<Ops...>;

  pack<Ops...> ops;

  [[nodiscard]] std::error_code check() const noexcept { return check(indices()); }
  [[gnu::always_inline]] void encode(sqe_slot slot) const noexcept { encode(slot, indices()); }
  static auto decode(std::span<const cqe_view> cqes) noexcept
    requires(decodes_statically<Ops> && ...)
  {
    return decode_each(nullptr, cqes, indices());
  }
  auto decode(std::span<const cqe_view> cqes) const noexcept
    requires(!(decodes_statically<Ops> && ...))
  {
    return decode_each(&ops, cqes, indices());
  }
  template <class Visit>
  void for_each_lent(Visit visit) const {
    for_each_member([&visit](const auto& op) {
      if constexpr (lends<std::remove_cvref_t<decltype(op)>>) op.for_each_lent(visit);
    });
  }
  /// Calls `visit(op)` with each member, inside of all adaptors.
  template <class Visit>
  void for_each_member(Visit visit) const {
    for_each_member(visit, indices());
  }

  static auto refuse(std::error_code error) noexcept {
    return chain_results<result_of<Ops>...>(0, refused_as<Ops>(error)...);
  }
  static const requirement* needs_of(std::size_t sqe) noexcept {
    const std::array<const requirement*, sqe_count> all{detail::needs_of<Ops>(0)...};
    return all[sqe];
  }

 private:
  template <class>
  static std::unexpected<std::error_code> refused_as(std::error_code error) noexcept {
    return std::unexpected<std::error_code>(error);
  }

  template <std::size_t... Index>
  std::error_code check(std::index_sequence<Index...>) const noexcept {
    std::error_code refused;
    const auto ask = [&refused](const auto& op) {
      if constexpr (checks<std::remove_cvref_t<decltype(op)>>) {
        if (!refused) refused = op.check();
      }
    };
    (ask(member_of<Index>(ops)), ...);
    return refused;
  }
  template <std::size_t... Index>
  [[gnu::always_inline]] void encode(sqe_slot slot, std::index_sequence<Index...>) const noexcept {
    (member_of<Index>(ops).encode(sqe_slot(slot[Index])), ...);
    for (std::size_t i = 0; i + 1 < sqe_count; ++i) slot[i].flags |= Flag;
  }
  template <class Visit, std::size_t... Index>
  void for_each_member(Visit& visit, std::index_sequence<Index...>) const {
    (visit(innermost(member_of<Index>(ops))), ...);
  }
  /// `ops` may be null where no decode needs them.
  template <std::size_t... Index>
  [[gnu::always_inline]] static auto decode_each(const pack<Ops...>* ops,
                                                 std::span<const cqe_view> cqes,
                                                 std::index_sequence<Index...>) noexcept {
    const bool well = ((cqes[Index].res >= 0) && ...);
    return chain_results<result_of<Ops>...>(
        well ? unbroken : breaker(cqes, Flag == IOSQE_IO_HARDLINK),
        decode_with(ops == nullptr ? nullptr : &member_of<Index>(*ops), cqes[Index])...);
  }
};

/// What it asks for, `request` asks of the kernel for the chain as a whole.
template <class Op>
struct skip_success_op : adaptor<Op> {
  using relocatable = skip_success_op;
  static constexpr bool skips_success = true;

  void encode(sqe_slot slot) const noexcept {
    this->op.encode(slot);
    // What is sent in part would be a success, and nobody told of how much.
    if constexpr (polls_first<Op>) slot.sqe().msg_flags |= MSG_WAITALL;
  }
  static result<> decode(cqe_view cqe) noexcept
    requires decodes_statically<Op>
  {
    return without_value(Op::decode(cqe));
  }
  result<> decode(cqe_view cqe) const noexcept
    requires(!decodes_statically<Op>)
  {
    return without_value(this->op.decode(cqe));
  }

 private:
  template <class Given>
  static result<> without_value(const Given& given) noexcept {
    if (!given) return std::unexpected(given.error());
    return {};
  }
};

template <class Op>
struct link_timeout_op {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 2;
  using inner = Op;

  Op op;
  timespec_in after;

  [[nodiscard]] std::error_code check() const noexcept
    requires checks<Op>
  {
    return op.check();
  }
  void encode(sqe_slot slot) const noexcept {
    op.encode(sqe_slot(slot[0]));
    slot[0].flags |= IOSQE_IO_LINK;
    io_uring_sqe& timeout = slot[1];
    timeout.opcode = IORING_OP_LINK_TIMEOUT;
    timeout.fd = -1;
    timeout.addr = after.address();
    timeout.len = 1;
  }
  auto decode(std::span<const cqe_view> cqes) const noexcept {
    cqe_view answer = cqes[0];
    const bool fired = cqes[1].res == -ETIME || cqes[1].res == -EALREADY || cqes[1].res == 1;
    if (fired && (answer.res == -ECANCELED || answer.res == -EINTR)) answer.res = -ETIMEDOUT;
    return op.decode(answer);
  }
  static auto refuse(std::error_code error) noexcept {
    return std::unexpected<std::error_code>(error);
  }
};

}  // namespace detail

/// In a chain: has the kernel tell of `op` only if it fails or falls short, so that the whole chain
/// has one completion, its last member's or that of the member that broke it. A server that sends
/// an answer and receives the next message then enters the kernel once for both, where it would be
/// woken up in between for nothing but the answer's success:
///
///     auto [sent, received] = co_await linked(skip_success(op::send{…}), op::recv{…});
///
/// All members of a linked() have it but the last, or none. It is for op::send and op::sendmsg with
/// their forms, and for op::nop: of much else the kernel takes a failure for a success. Its result
/// is a success without a value, or the error. What is sent is sent in full (MSG_WAITALL); what
/// falls short all the same is a success, and broken_by() names it.
///
/// Where the kernel has refused a member as it took the chain, what is not implemented here is
/// errc::operation_not_supported and the rest errc::operation_canceled; where it is refused for
/// another reason, all are, without a word which one it was. A ring that has had such a chain
/// refuses whatever is drained() from then on: errc::operation_not_supported. If the kernel runs
/// out of memory in the middle of such a chain, the program ends, since nobody could say any more
/// what of it is still to come.
///
/// Without IORING_FEAT_CQE_SKIP (Linux 5.17), with a submitting thread (IORING_SETUP_SQPOLL) or
/// SQEs of 128 bytes it is a plain chain, with the same results. (IOSQE_CQE_SKIP_SUCCESS,
/// io_uring_enter(2))
template <operation_like Op>
[[nodiscard("it does nothing until it is awaited")]] auto skip_success(const Op& op) noexcept {
  static_assert(
      detail::may_skip_success<Op>,
      "skip_success() is for what sends, and for op::nop: of another operation the kernel "
      "may take a failure for a success, or what it gives would be lost");
  return detail::skip_success_op<Op>{{op}};
}

/// Submits the operations together; each starts when the one before has succeeded in full. Where
/// one fails or falls short, the rest end with errc::operation_canceled. Gives a std::tuple of
/// their results, in order, and broken_by() says which one it was. A chain longer than the ring's
/// submission queue is refused with errc::value_too_large, and so is everything in it.
///
/// Where it is given up, what its last member has opened is closed, in a slot too. A slot that
/// another member has opened stays open: a later one may have closed it, and it be somebody else's.
///
/// What has failed is for the kernel to say. An error of fsync, sync_file_range, fallocate,
/// ftruncate, madvise, statx, unlinkat, mkdirat, renameat, linkat, symlinkat, shutdown or of
/// extended attributes breaks no chain (seen on Linux 6.18): their result tells, and what stands
/// behind them runs all the same. (IOSQE_IO_LINK, Linux 5.3)
template <operation_like... Ops>
[[nodiscard("it does nothing until it is awaited")]] auto linked(const Ops&... ops) noexcept {
  static_assert(sizeof...(Ops) >= 2, "a chain has at least two members");
  (detail::must_fit_a_chain<Ops>(), ...);
  static_assert(!(detail::skips_success<Ops>() || ...) || detail::skips_all_but_the_last<Ops...>(),
                "skip_success() goes around all members of a chain but the last, or around none");
  return detail::chain_op<IOSQE_IO_LINK, Ops...>{detail::make_pack(ops...)};
}

/// Like linked(), but each starts when the one before has completed, however that went. What the
/// kernel refuses as it takes the chain ends all of it, though: an opcode that it lacks, and
/// without IORING_FEAT_LINKED_FILE (Linux 5.18) a bad descriptor. (IOSQE_IO_HARDLINK, Linux 5.5)
template <operation_like... Ops>
[[nodiscard("it does nothing until it is awaited")]] auto hard_linked(const Ops&... ops) noexcept {
  static_assert(sizeof...(Ops) >= 2, "a chain has at least two members");
  (detail::must_fit_a_chain<Ops>(), ...);
  static_assert(!(detail::skips_success<Ops>() || ...),
                "skip_success() is for linked(): a hard chain goes on after a failure, and nobody "
                "could say how many completions are to come");
  return detail::chain_op<IOSQE_IO_HARDLINK, Ops...>{detail::make_pack(ops...)};
}

/// Lets the kernel cancel `op` after `span`, by a LINK_TIMEOUT behind it; its result is then
/// errc::timed_out. within() does the same at a fraction of the cost, and reaches work in a worker
/// thread, which a LINK_TIMEOUT does not: this is for what must not depend on the loop's own turn.
/// (Linux 5.5)
template <class Rep, class Period, operation_like Op>
[[nodiscard("it does nothing until it is awaited")]] auto link_timeout(
    std::chrono::duration<Rep, Period> span, const Op& op) noexcept {
  detail::must_fit_a_chain<Op>();
  return detail::link_timeout_op<Op>{op, timespec_in(span)};
}

}  // namespace ringlet

template <class... Results>
struct std::tuple_size<ringlet::chain_results<Results...>>
    : std::tuple_size<std::tuple<Results...>> {};
template <std::size_t Index, class... Results>
struct std::tuple_element<Index, ringlet::chain_results<Results...>>
    : std::tuple_element<Index, std::tuple<Results...>> {};
