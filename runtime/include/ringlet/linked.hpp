// Chains: several operations that are submitted together and run one after the other.
#pragma once

#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <span>
#include <system_error>
#include <tuple>
#include <utility>

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
  static_assert(Op::sqe_count == 1, "a member of a chain has one SQE: chains do not nest");
  static_assert(!arms<Op>, "within and with_id go around the chain, not around a member");
  static_assert(!is_immediate<Op>(),
                "a cancel or an update in a chain would run later than it is encoded, when what it "
                "names may be over: submit it by itself");
  static_assert(!throws<Op>(), "checked goes around no chain: each member has a result of its own");
  static_assert(!repeats<Op>,
                "what may go to the kernel several times cannot be a member of a chain");
  static_assert(!is_multishot<Op>(), "a multishot operation cannot be a member of a chain");
}

template <class First, class... Rest>
consteval std::size_t common_sqe_size() {
  static_assert(((First::sqe_size == Rest::sqe_size) && ...),
                "the members of a chain have SQEs of the same size");
  return First::sqe_size;
}

template <unsigned Flag, class... Ops>
struct chain_op {
  static constexpr std::size_t sqe_size = common_sqe_size<Ops...>();
  static constexpr std::size_t sqe_count = sizeof...(Ops);
  static constexpr std::string_view name = "linked";
  static constexpr bool asks_first = (detail::asks_first<Ops>() || ...);
  using indices = std::index_sequence_for<Ops...>;

  pack<Ops...> ops;

  [[nodiscard]] std::error_code check() const noexcept { return check(indices()); }
  void encode(sqe_slot slot) const noexcept { encode(slot, indices()); }
  auto decode(std::span<const cqe_view> cqes) const noexcept { return decode(cqes, indices()); }

  static auto refuse(std::error_code error) noexcept {
    return std::tuple<decltype(std::declval<const Ops&>().decode(cqe_view()))...>(
        refused_as<Ops>(error)...);
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
  void encode(sqe_slot slot, std::index_sequence<Index...>) const noexcept {
    (member_of<Index>(ops).encode(sqe_slot(slot[Index])), ...);
    for (std::size_t i = 0; i + 1 < sqe_count; ++i) slot[i].flags |= Flag;
  }
  template <std::size_t... Index>
  auto decode(std::span<const cqe_view> cqes, std::index_sequence<Index...>) const noexcept {
    return std::tuple<decltype(std::declval<const Ops&>().decode(cqe_view()))...>(
        member_of<Index>(ops).decode(cqes[Index])...);
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

/// Submits the operations together; each starts when the one before has succeeded in full. Where
/// one fails or falls short, the rest end with errc::operation_canceled. Gives a std::tuple of
/// their results, in order. A chain longer than the ring's submission queue is refused with
/// errc::value_too_large, and so is everything in it. (IOSQE_IO_LINK, Linux 5.3)
template <operation_like... Ops>
[[nodiscard]] auto linked(const Ops&... ops) noexcept {
  static_assert(sizeof...(Ops) >= 2, "a chain has at least two members");
  (detail::must_fit_a_chain<Ops>(), ...);
  return detail::chain_op<IOSQE_IO_LINK, Ops...>{detail::make_pack(ops...)};
}

/// Like linked(), but each starts when the one before has completed, however that went. What the
/// kernel refuses as it takes the chain ends all of it, though: an opcode that it lacks, and
/// without IORING_FEAT_LINKED_FILE (Linux 5.18) a bad descriptor. (IOSQE_IO_HARDLINK, Linux 5.5)
template <operation_like... Ops>
[[nodiscard]] auto hard_linked(const Ops&... ops) noexcept {
  static_assert(sizeof...(Ops) >= 2, "a chain has at least two members");
  (detail::must_fit_a_chain<Ops>(), ...);
  return detail::chain_op<IOSQE_IO_HARDLINK, Ops...>{detail::make_pack(ops...)};
}

/// Lets the kernel cancel `op` after `span`, by a LINK_TIMEOUT behind it; its result is then
/// errc::timed_out. within() does the same at a fraction of the cost, and reaches work in a worker
/// thread, which a LINK_TIMEOUT does not: this is for what must not depend on the loop's own turn.
/// (Linux 5.5)
template <class Rep, class Period, operation_like Op>
[[nodiscard]] auto link_timeout(std::chrono::duration<Rep, Period> span, const Op& op) noexcept {
  detail::must_fit_a_chain<Op>();
  return detail::link_timeout_op<Op>{op, timespec_in(span)};
}

}  // namespace ringlet
