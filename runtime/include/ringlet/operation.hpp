// What it takes to be an operation, and the awaitable that every operation becomes.
#pragma once

#include <array>
#include <cerrno>
#include <concepts>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>

#include <ringlet/completion.hpp>
#include <ringlet/inspection.hpp>
#include <ringlet/result.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet {

/// An operation is a trivially copyable struct that writes its request into SQEs and reads its
/// result from a CQE. The generated ones, the adaptors and a program's own are all just that:
///
///     struct my_nop {
///       static constexpr std::size_t sqe_size = 64;   // or 128
///       static constexpr std::size_t sqe_count = 1;   // more for a chain of its own
///       void encode(ringlet::sqe_slot slot) const noexcept { slot.sqe().opcode = IORING_OP_NOP; }
///       static ringlet::result<int> decode(ringlet::cqe_view cqe) noexcept;
///     };
///
/// `encode` finds its SQEs zeroed; pointers that it writes may point into the operation itself,
/// which stays where it is until the result is taken. The runtime writes user_data. A `decode` that
/// needs the operation is const instead of static, and costs a pointer in the frame.
///
/// An operation is awaited once, and its value is that of its last CQE, the one without
/// IORING_CQE_F_MORE. Neither `encode` nor `decode` throws.
///
/// With several SQEs the operation completes when all their CQEs have come, and its value is that
/// of SQE number `result_sqe`, the last one unless the struct has a static member of that name. It
/// may instead take all: `decode(std::span<const cqe_view>)`.
///
/// Further members that it may have: `check() const noexcept` gives a std::error_code, and what it
/// refuses is not submitted; `static constexpr std::string_view name` and `requirement needs`;
/// `static constexpr bool shielded = true` where it is to be carried out although its task is to
/// end; `static constexpr bool completes_once = true` where no CQE of it can have
/// IORING_CQE_F_MORE, which spares the look at that; `using relocatable = my_nop;` where `encode`
/// writes no pointer into the operation itself, so that a copy of it may be encoded. It names the
/// operation, because what derives from it may have something to point to.
///
/// `for_each_lent(visit) const` tells what memory it leads the kernel to, see
/// <ringlet/lending.hpp>: the sanitizers are told.
///
/// One that may need several goes, such as a transfer that is to be whole, has `wants_more` and
/// `advance`: see <ringlet/transfer.hpp>.
template <class Op>
concept operation_like =
    requires(const Op& op, sqe_slot slot) {
      { Op::sqe_size } -> std::convertible_to<std::size_t>;
      { Op::sqe_count } -> std::convertible_to<std::size_t>;
      { op.encode(slot) } noexcept;
    } && (requires(const Op& op, cqe_view cqe) {
      { op.decode(cqe) } noexcept;
    } || requires(const Op& op, std::span<const cqe_view> cqes) {
      { op.decode(cqes) } noexcept;
    });

namespace detail {

// An adaptor says by `inner` what it wraps, and what it does not say itself is as there.
template <class Op>
concept is_adaptor = requires { typename Op::inner; };

/// The operation inside of all adaptors.
template <class Op>
const auto& innermost(const Op& op) noexcept {
  if constexpr (is_adaptor<Op>)
    return innermost(op.op);
  else
    return op;
}

template <class Op>
using innermost_of = std::remove_cvref_t<decltype(innermost(std::declval<const Op&>()))>;

template <class Op>
concept checks = requires(const Op& op) {
  { op.check() } noexcept -> std::same_as<std::error_code>;
};

template <class Op>
concept has_check = requires(const Op& op) { op.check(); };

template <class Op>
concept arms = requires(const Op& op, tracked& state) { op.arm(state); };

// An operation without an SQE waits for something of the program's own: `arm` hangs it in there,
// `ready` says that there is nothing to wait for, and `disarm` takes it out if it is given up.
template <class Op>
concept has_ready = requires(const Op& op) {
  { op.ready() } -> std::same_as<bool>;
};

template <class Op>
concept disarms = requires(const Op& op) { op.disarm(); };

// What it may say itself of how it ends early.
template <class Op>
concept gives_up =
    requires(tracked& state) { innermost_of<Op>::give_up(state, cancel_reason::none); };

/// What an operation without an SQE has in place of what goes into one.
struct without_sqe {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 0;
  void encode(sqe_slot) const noexcept {}
};

// What it may bring as its own state: a `state_type`, which derives from `tracked` first.
// `abandoned(state)`, static, is told where whoever awaited it has died first: the state is then in
// no queue of the ring's any more.
template <class Op>
concept brings_state = requires { typename innermost_of<Op>::state_type; };

template <class Op>
concept minds_abandoning = brings_state<Op> && requires(innermost_of<Op>::state_type& state) {
  innermost_of<Op>::abandoned(state);
};

/// Whether it goes on although its task is to end.
template <class Op>
consteval bool shields() {
  if constexpr (requires { Op::shielded; })
    return Op::shielded;
  else if constexpr (is_adaptor<Op>)
    return shields<typename Op::inner>();
  else
    return false;
}
template <class Op>
inline constexpr bool is_shielded = shields<Op>();

/// Whether its first CQE is its last, for certain.
template <class Op>
concept completes_once = requires { requires innermost_of<Op>::completes_once; };

/// Whether a copy of it may be encoded in its place. What derives from an operation, or wraps one,
/// has to say so itself.
template <class Op>
consteval bool relocates() {
  if constexpr (!requires { requires std::same_as<typename Op::relocatable, Op>; })
    return false;
  else if constexpr (is_adaptor<Op>)
    return relocates<typename Op::inner>();
  else
    return true;
}

/// What is encoded: a copy where that does. The compiler keeps it in registers, while it must read
/// the operation itself again after each write to memory that it does not know.
template <class Op>
using encoded_as = std::conditional_t<relocates<Op>(), const Op, const Op&>;

/// Whether it goes to the kernel until it has had enough. `wants_more(res, so_far)` is told of each
/// result, keeps count in `so_far`, which begins at 0, and says whether to go on; if not, it may
/// change `res` to what `decode` is to see, beside `so_far` in `extra[0]`. `advance(sqe, so_far)`
/// changes what `encode` has written into what is still wanted.
template <class Op>
concept repeats = requires(const innermost_of<Op>& op, std::int32_t& res, std::uint64_t& so_far) {
  { op.wants_more(res, so_far) } noexcept -> std::same_as<bool>;
};

template <class Op>
concept decodes_all = requires(const Op& op, std::span<const cqe_view> all) { op.decode(all); };

/// What it gives.
template <class Op>
auto decode_anything(const Op& op) {
  if constexpr (decodes_all<Op>)
    return op.decode(std::span<const cqe_view>());
  else
    return op.decode(cqe_view());
}
template <class Op>
using result_of = decltype(decode_anything(std::declval<const Op&>()));

template <class Op>
concept is_multishot = requires { requires innermost_of<Op>::multishot; };

/// Whether a notification may follow the completion, when the kernel has let go of the buffer.
template <class Op>
concept is_notified = requires { requires innermost_of<Op>::notified; };

/// Whether its result is in the 16 more bytes of a big CQE.
template <class Op>
concept is_wide = requires { requires innermost_of<Op>::cqe_size == 32; };

/// Whether its row says that a chain can do without the completion of its success.
template <class Op>
concept may_skip_success = requires { requires innermost_of<Op>::may_skip_success; };

/// Whether the kernel is to tell of it only if it fails.
template <class Op>
consteval bool skips_success() {
  if constexpr (requires { Op::skips_success; })
    return Op::skips_success;
  else if constexpr (is_adaptor<Op>)
    return skips_success<typename Op::inner>();
  else
    return false;
}

/// Whether one CQE is to tell of all its SQEs: the last one's, or that of the first that failed.
template <class Op>
concept tells_once = requires { requires innermost_of<Op>::tells_once; };

/// Whether it needs more of the queues' entries than any ring's have.
template <class Op>
consteval bool wants_entries() {
  return Op::sqe_count > 1 || Op::sqe_size > 64 || is_wide<Op>;
}

/// What `loop` cannot give an operation that does.
template <class Op>
std::error_code lacking_entries(const ring& loop) noexcept {
  constexpr unsigned count = Op::sqe_count;
  const unsigned entries = loop.entries_for(count, Op::sqe_size);
  if ((count != 0 && entries == 0) || (is_wide<Op> && !loop.has_wide_cqes())) {
    return std::make_error_code(std::errc::operation_not_supported);
  }
  if (entries > loop.sq_entries()) return std::make_error_code(std::errc::value_too_large);
  return {};
}

template <class Op>
consteval bool throws() {
  if constexpr (requires { Op::throws; })
    return Op::throws;
  else if constexpr (is_adaptor<Op>)
    return throws<typename Op::inner>();
  else
    return false;
}

/// Whether it names another operation in flight, and so must go to the kernel when it is encoded:
/// later, the name may be a stranger's.
template <class Op>
concept is_immediate = requires { requires innermost_of<Op>::immediate; };

/// Whether a result without a value may be dropped without a word, as that of a pause may.
template <class Op>
concept is_ignorable = requires(const Op& op, cqe_view cqe) {
  requires Op::ignorable;
  { op.decode(cqe) } -> std::same_as<result<>>;
};

template <class Op>
consteval std::size_t result_sqe() {
  if constexpr (requires { Op::result_sqe; })
    return Op::result_sqe;
  else if constexpr (is_adaptor<Op>)
    return result_sqe<typename Op::inner>();
  else
    return Op::sqe_count - 1;
}

template <class Op>
consteval std::string_view name_of() {
  if constexpr (requires { Op::name; })
    return Op::name;
  else if constexpr (is_adaptor<Op>)
    return name_of<typename Op::inner>();
  else
    return "operation";
}

/// The same where a reference is wanted: it is passed in one register.
template <class Op>
inline constexpr std::string_view operation_name = name_of<innermost_of<Op>>();

/// What SQE number `sqe` needs of the kernel, as far as the operation says.
template <class Op>
constexpr const requirement* needs_of(std::size_t sqe) {
  if constexpr (requires { Op::needs_of(sqe); })
    return Op::needs_of(sqe);
  else if constexpr (requires { Op::needs; })
    return &Op::needs;
  else if constexpr (is_adaptor<Op>)
    return needs_of<typename Op::inner>(sqe);
  else
    return nullptr;
}

/// Whether a kernel that lacks what an SQE needs would do something else instead of refusing it, so
/// that it has to be asked before.
template <class Op>
consteval bool asks_first() {
  if constexpr (requires { Op::asks_first; })
    return Op::asks_first;
  else if constexpr (requires { Op::needs; })
    return Op::needs.ignored_without;
  else if constexpr (is_adaptor<Op>)
    return asks_first<typename Op::inner>();
  else
    return false;
}

/// Set in the flags that an operation with several SQEs sees where one of them has failed and the
/// runtime has asked the kernel to end it. No CQE carries it.
inline constexpr std::uint32_t asked_to_end = 1U << 14;
/// And where an operation was refused because its task is to end, so that it was never armed, or
/// what it waited in is gone: it is not to look there.
inline constexpr std::uint32_t never_begun = 1U << 15;
/// And of the SQE whose CQE has told of all.
inline constexpr std::uint32_t tells_of_all = 1U << 13;

/// The state of an operation with `Count` SQEs.
template <std::size_t Count>
struct grouped : tracked {
  std::array<group_member, Count> entries;
};

template <class Op>
using state_of_one = std::conditional_t<
    repeats<Op>, repeated,
    std::conditional_t<is_wide<Op>, wide,
                       std::conditional_t<arms<Op> || is_notified<Op>, tracked, completion>>>;

template <class Op>
struct choose_state {
  using type = std::conditional_t<(Op::sqe_count > 1), grouped<Op::sqe_count>, state_of_one<Op>>;
};
template <brings_state Op>
struct choose_state<Op> {
  using type = typename innermost_of<Op>::state_type;
};
template <class Op>
using state_of = typename choose_state<Op>::type;

struct nothing_refused {};

/// Why an operation was not submitted, if it was not. To make a std::error_code takes a call, which
/// an operation that goes to the kernel does not have to pay for.
class refusal {
 public:
  void set(std::error_code why) noexcept {
    value_ = why.value();
    category_ = &why.category();
  }
  [[nodiscard]] explicit operator bool() const noexcept { return value_ != 0; }
  [[nodiscard]] std::error_code why() const noexcept { return {value_, *category_}; }

 private:
  int value_ = 0;
  const std::error_category* category_;  // where there is a value
};

struct no_slots_left {};

template <class Op>
concept decodes_statically = requires(cqe_view cqe) { Op::decode(cqe); } ||
                             requires(std::span<const cqe_view> cqes) { Op::decode(cqes); };

/// Decodes by `op`, which may be null where that does not need it.
template <class Op, class Cqes>
[[nodiscard]] auto decode_with([[maybe_unused]] const Op* op, Cqes cqes) noexcept {
  if constexpr (decodes_statically<Op>)
    return Op::decode(cqes);
  else
    return op->decode(cqes);
}

/// Where an operation is, for its decode; nothing where decode is static.
template <class Op>
class borrowed {
 public:
  explicit borrowed(const Op& op) noexcept : op_(&op) {}
  [[nodiscard]] const Op* get() const noexcept { return op_; }

 private:
  const Op* op_;
};
template <decodes_statically Op>
class borrowed<Op> {
 public:
  explicit borrowed(const Op&) noexcept {}
  [[nodiscard]] const Op* get() const noexcept { return nullptr; }
};

}  // namespace detail

namespace detail {

/// Results that name slots of the ring's own table, which close nothing by themselves: one, or a
/// pipe's two.
template <class Result>
concept names_slot = requires(const Result& given) {
  { *given } -> std::same_as<const direct_slot&>;
};
template <class Result>
concept names_two_slots = requires(const Result& given) {
  { given->reader } -> std::convertible_to<direct_slot>;
  { given->writer } -> std::convertible_to<direct_slot>;
};

/// Of a chain's results the last. What another member opens is there for those behind it, one of
/// which may have closed it and somebody else have opened another: its slot is nobody's to close.
template <class Result>
constexpr std::size_t last_member = std::tuple_size<Result>::value - 1;
template <class Result>
concept has_members = requires { requires std::tuple_size<Result>::value != 0; } &&
                      requires(const Result& given) { std::get<last_member<Result>>(given); };

template <class Result>
consteval bool leaves_slots() {
  if constexpr (has_members<Result>)
    return leaves_slots<std::tuple_element_t<last_member<Result>, Result>>();
  else
    return names_slot<Result> || names_two_slots<Result>;
}

/// For somebody who does not hear of it any more: a descriptor closes itself, and a buffer goes
/// back; what is open in a slot of the table that was the ring's `table`th is closed here. If that
/// has gone, so has what it had, and in the next one the slot is somebody else's.
template <class Result>
void drop(ring& loop, const Result& given, std::uint32_t table) noexcept {
  if (table != loop.tables_left().file_tables) return;
  if constexpr (has_members<Result>) {
    drop(loop, std::get<last_member<Result>>(given), table);
  } else if constexpr (names_slot<Result>) {
    if (given) loop.close_slot(*given);
  } else if constexpr (names_two_slots<Result>) {
    if (!given) return;
    loop.close_slot(given->reader);
    loop.close_slot(given->writer);
  }
}

/// An operation under way, whoever awaits it and wherever the operation itself is kept. Its
/// destructor blocks until the kernel has let go.
template <class Op>
class RINGLET_INSPECTED request {
  static_assert(std::is_trivially_copyable_v<Op> && std::is_trivially_destructible_v<Op>,
                "a ringlet operation must be trivially copyable: it borrows what owns something "
                "(by a reference, a span, a file_ref) instead of holding it");
  static_assert(checks<Op> || !has_check<Op>,
                "an operation's check() is const and noexcept and gives a std::error_code");
  static_assert(!is_multishot<Op>,
                "a multishot operation completes many times and cannot be awaited once: it needs a "
                "stream");
  static_assert(!skips_success<Op>(),
                "skip_success() goes around a member of linked(), any but the last: of an "
                "operation by itself nobody would hear");
  static_assert(Op::sqe_size == 64 || Op::sqe_size == 128, "an SQE has 64 or 128 bytes");
  static_assert(Op::sqe_count < 32768, "no ring has room for so many SQEs");

  static constexpr std::size_t count = Op::sqe_count;
  static constexpr bool is_tracked = std::derived_from<state_of<Op>, tracked>;
  static_assert(!repeats<Op> || (count == 1 && Op::sqe_size == 64),
                "what is repeated has one plain SQE");
  static constexpr kind kind_of_one = repeats<Op>          ? kind::repeated
                                      : is_wide<Op>        ? kind::wide
                                      : is_tracked         ? kind::tracked
                                      : completes_once<Op> ? kind::once
                                                           : kind::last;
  static constexpr std::uint64_t shield = is_shielded<Op> ? shield_bit : 0;
  static constexpr bool is_big = Op::sqe_size > 64;
  static constexpr bool may_leave_slots = leaves_slots<result_of<Op>>();
  static constexpr bool can_refuse = checks<Op> || wants_entries<Op>() || asks_first<Op>();

 public:
  request(const request&) = delete;
  request& operator=(const request&) = delete;

 protected:
  request() = default;
  ~request() = default;

  /// Fills the SQEs. They go to the kernel at the next entry, so that the coroutine must be
  /// suspended without anything in between, unless the operation was refused.
  [[gnu::always_inline]] void start(context& at, const Op& op) {
    [[maybe_unused]] encoded_as<Op> encoded = op;
    state_.at = &at;
    if constexpr (can_refuse) {
      if (const std::error_code why = unfit(op)) [[unlikely]] {
        refused_.set(why);
        state_.at = nullptr;
        return;
      }
    }
    ring& loop = *at.loop;
    if constexpr (may_leave_slots) table_ = loop.tables_left().file_tables;
    if constexpr (!is_shielded<Op>) {
      if (at.ending != cancel_reason::none) [[unlikely]]
        return refuse_late();
    }
    if constexpr (is_tracked) {
      state_.remaining = 1;
      state_.reason = cancel_reason::none;
    }
    if constexpr (has_ready<Op>) {
      if (op.ready()) {
        state_.remaining = 0;
        state_.result = {0, 0};
        state_.at = nullptr;
        return;
      }
    }
    if constexpr (repeats<Op>) {
      state_.op = &op;
      state_.again = &again;
    }
    if constexpr (count == 0) {
      if constexpr (gives_up<Op>) {
        state_.give_up = &innermost_of<Op>::give_up;
      } else {
        state_.give_up = &ring::give_up;
      }
      at.waits_in = shield | user_data_of(state_, kind::tracked);
    } else if constexpr (count == 1) {
      // Encoded twice, so that in the likely branch no call comes between the operation and its SQE
      // and the compiler needs no memory for it.
      if (!is_big && loop.has_room(1)) [[likely]] {
        io_uring_sqe& sqe = loop.next();
        std::memset(&sqe, 0, sizeof sqe);
        fill_one(sqe, at, encoded, op);
        loop.advance();
      } else {
        fill_one(loop.make_room_and_take_one(Op::sqe_size), at, op, op);
      }
    } else if (!is_big && loop.has_room(count)) [[likely]] {
      fill(loop.take(count), at, encoded, op);
    } else {
      fill(loop.make_room_and_take(count, Op::sqe_size), at, op, op);
    }
    if constexpr (disarms<Op>) state_.result = {0, 0};
    if constexpr (arms<Op>) op.arm(state_);
    at.loop->inspection().begin(inspected_, innermost(op), state_);
  }

  /// Whether there is nothing to wait for: it was refused, or had no need to.
  [[nodiscard]] bool is_over() const noexcept {
    if constexpr (can_refuse || has_ready<Op>)
      return state_.at == nullptr;
    else
      return false;
  }

  /// The result, as decoded by `op` (null where its decode is static).
  auto finish(const Op* op) noexcept(!throws<Op>()) {
    inspected_.end();
    state_.lent.give_back();
    auto decoded = decode(op);
    // Last, so that the compiler sees that the destructor has nothing to do.
    state_.at = nullptr;
    if constexpr (throws<Op>()) {
      static_assert(
          requires { decoded.error(); },
          "checked() wants an operation with one result; a chain has one a member");
      static_assert(
          requires { *std::move(decoded); },
          "checked() wants a value or an error; a whole transfer may also meet the file's end");
      if (!decoded) throw std::system_error(decoded.error(), std::string(name_of<Op>()));
      return *std::move(decoded);
    } else {
      return decoded;
    }
  }

  /// If it is under way: waits until the kernel has let go, and gives back what it had given; a
  /// descriptor that was accepted although nobody wants it any more is closed.
  void abandon(const Op* op) noexcept {
    if (state_.at == nullptr) [[likely]]
      return;
    state_.loop().wait_out(state_, operation_name<Op>);
    inspected_.end();
    state_.lent.give_back();
    if constexpr (disarms<Op>) {
      if ((state_.result.flags() & never_begun) == 0) op->disarm();
    }
    if constexpr (minds_abandoning<Op>) innermost_of<Op>::abandoned(state_);
    using given = decltype(decode(op));
    if constexpr (count != 0 && (!std::is_trivially_destructible_v<given> || may_leave_slots)) {
      [[maybe_unused]] const given dropped = decode(op);
      if constexpr (may_leave_slots) drop(state_.loop(), dropped, table_);
    }
    state_.at = nullptr;
  }

  [[nodiscard]] auto& state() noexcept { return state_; }

 private:
  /// Nothing is to begin any more where it was to: it ends at once, without the kernel.
  [[gnu::cold, gnu::noinline]] void refuse_late() noexcept {
    const outcome refused{-ECANCELED, never_begun};
    if constexpr (is_tracked) {
      state_.remaining = 0;
      state_.reason = state_.at->ending;
    }
    if constexpr (count > 1) {
      for (group_member& entry : state_.entries) entry = {&state_, refused};
    }
    state_.result = refused;
    state_.loop().make_ready(state_);
  }

  /// Why it cannot be submitted, if it cannot.
  std::error_code unfit([[maybe_unused]] const Op& op) const noexcept {
    if constexpr (checks<Op>) {
      if (const std::error_code refused = op.check()) return refused;
    }
    if constexpr (asks_first<Op>()) {
      for (std::size_t sqe = 0; sqe < count; ++sqe) {
        const requirement* const needed = needs_of<Op>(sqe);
        if (needed != nullptr && needed->ignored_without && !state_.loop().has(*needed)) {
          return std::make_error_code(std::errc::operation_not_supported);
        }
      }
    }
    if constexpr (wants_entries<Op>()) return lacking_entries<Op>(state_.loop());
    return {};
  }

  /// `encoded` is what `op` is encoded from; what it lends may be in `op` itself.
  [[gnu::always_inline]] void fill_one(io_uring_sqe& sqe, context& at, const Op& encoded,
                                       const Op& op) noexcept {
    encoded.encode(sqe_slot(sqe));
    if constexpr (kind_of_one != kind::once) state_.loop().expect_others();
    const std::uint64_t user_data = user_data_of(state_, kind_of_one);
    sqe.user_data = user_data;
    at.waits_in = shield | user_data;
    state_.lent.lend(innermost(op), sqe);
  }

  [[gnu::always_inline]] void fill(sqe_slot slot, context& at, const Op& encoded,
                                   const Op& op) noexcept {
    encoded.encode(slot);
    state_.loop().expect_others();
    for (std::size_t i = 0; i < count; ++i) {
      state_.entries[i] = {&state_, outcome::pending()};
      slot[i].user_data = user_data_of(state_.entries[i], kind::member);
    }
    state_.members = state_.entries.data();
    state_.member_count = count;
    state_.remaining = count;
    if constexpr (tells_once<Op>) skip_successes(slot);
    at.waits_in = shield | user_data_of(state_, kind::tracked);
    // When all are encoded: an encode may write to what it is about to lend.
    state_.lent.lend(innermost(op), slot.sqe());
    for (std::size_t i = 1; i < count; ++i) state_.lent.connect(slot[i]);
  }

  /// Has the kernel tell of all SQEs at once, where it can.
  [[gnu::always_inline]] void skip_successes(sqe_slot slot) noexcept {
    if (!state_.loop().skip_successes()) return;
    for (std::size_t i = 0; i + 1 < count; ++i) slot[i].flags |= IOSQE_CQE_SKIP_SUCCESS;
    state_.silent = 1;
    state_.remaining = 1;
  }

  /// Called with each of its CQEs: submits it once more, or says that it is over.
  static bool again(repeated& state) noexcept
    requires repeats<Op>
  {
    const Op& op = *static_cast<const Op*>(state.op);
    state.lent.give_back();  // the operation itself may look at what has come
    std::int32_t res = state.result.res();
    const bool wants_more = innermost(op).wants_more(res, state.extra[0]);
    if (!wants_more || state.reason != cancel_reason::none) {
      state.result = {wants_more ? -ECANCELED : res, state.result.flags()};
      return false;
    }
    io_uring_sqe& sqe = state.loop().take_one();
    op.encode(sqe_slot(sqe));
    innermost(op).advance(sqe, state.extra[0]);
    sqe.user_data = user_data_of(state, kind::repeated);
    state.lent.lend(innermost(op), sqe);
    return true;
  }

  /// Where one CQE has told of all: what it says of the others. Those before have succeeded, and
  /// those behind have not begun.
  void settle() noexcept {
    auto& entries = state_.entries;
    const outcome unbegun{-ECANCELED, never_begun};
    outcome before{0, 0};
    std::size_t told = 0;
    while (entries[told].result.is_pending()) ++told;
    outcome answer = entries[told].result;
    // What the kernel refuses as it takes the chain, it does not name: the first is cancelled.
    for (std::size_t i = 1; answer.res() == -ECANCELED && told == 0 && i < count; ++i) {
      const requirement* const needed = needs_of<Op>(i);
      if (needed == nullptr || state_.loop().has(*needed)) continue;
      told = i;
      answer = {-EINVAL, 0};
      before = unbegun;
    }
    for (std::size_t i = 0; i < count; ++i) entries[i].result = i < told ? before : unbegun;
    entries[told].result = {answer.res(), answer.flags() | tells_of_all};
  }

  /// Whether no CQE tells of a failure.
  [[nodiscard]] bool all_succeeded() const noexcept {
    if (refused_) return false;
    const auto& entries = state_.entries;
    if constexpr (tells_once<Op>) {
      if (state_.silent != 0) return entries[count - 1].result.res() >= 0;
    }
    for (const group_member& entry : entries) {
      if (entry.result.res() < 0) return false;
    }
    return true;
  }
  /// Of one that did: what its CQE said, or would have.
  [[nodiscard]] cqe_view plain_view(std::size_t sqe) const noexcept {
    if constexpr (tells_once<Op>) {
      if (state_.silent != 0 && sqe + 1 < count) return {.res = 0, .flags = 0, .extra = nullptr};
    }
    const outcome result = state_.entries[sqe].result;
    // So that whoever decodes it need not look again.
    if (result.res() < 0) std::unreachable();
    return {.res = result.res(), .flags = result.flags(), .extra = nullptr};
  }

  /// Where it was not so. Out of line, so that the other way needs no memory for what it looks at.
  [[gnu::noinline]] auto decode_broken(const Op* op) noexcept {
    std::array<cqe_view, count> all;
    using decoded = decltype(decode_with(op, std::span<const cqe_view>(all)));
    if (refused_) return decoded(Op::refuse(refused_.why()));
    if constexpr (tells_once<Op>) {
      if (state_.silent != 0) settle();
    }
    for (std::size_t i = 0; i < count; ++i) {
      all[i] = view(state_.entries[i], i);
      if (state_.reason != cancel_reason::none) all[i].flags |= asked_to_end;
    }
    return decode_with(op, std::span<const cqe_view>(all));
  }

  template <class Completed>
  cqe_view view(const Completed& completed, std::size_t sqe) noexcept {
    std::int32_t res = completed.result.res();
    if (res < 0) [[unlikely]] {
      cancel_reason reason = cancel_reason::none;
      if constexpr (is_tracked) reason = state_.reason;
      if constexpr (!is_shielded<Op>) {
        if (reason == cancel_reason::none) reason = state_.at->ending;
      }
      res = state_.loop().explain(res, reason, needs_of<Op>(sqe));
    }
    const std::uint64_t* extra = nullptr;
    if constexpr (requires { completed.extra; }) extra = completed.extra.data();
    return {.res = res, .flags = completed.result.flags(), .extra = extra};
  }

  auto decode(const Op* op) noexcept {
    if constexpr (decodes_all<Op>) {
      if (!all_succeeded()) [[unlikely]]
        return decode_broken(op);
      std::array<cqe_view, count> all;
      for (std::size_t i = 0; i < count; ++i) all[i] = plain_view(i);
      return decode_with(op, std::span<const cqe_view>(all));
    } else {
      using decoded = decltype(decode_with(op, std::declval<cqe_view>()));
      if constexpr (can_refuse) {
        if (refused_) [[unlikely]]
          return decoded(std::unexpected<std::error_code>(refused_.why()));
      }
      if constexpr (count > 1) {
        constexpr std::size_t chosen = result_sqe<Op>();
        return decode_with(op, view(state_.entries[chosen], chosen));
      } else {
        return decode_with(op, view(state_, 0));
      }
    }
  }

  state_of<Op> state_;
  [[no_unique_address]] inspected inspected_;
  [[no_unique_address]] std::conditional_t<can_refuse, refusal, nothing_refused> refused_;
  // Where it may leave slots: which of the ring's tables of files they are in.
  [[no_unique_address]] std::conditional_t<may_leave_slots, std::uint32_t, no_slots_left> table_;
};

}  // namespace detail

/// The awaitable that an operation becomes in a task: it lives in the task's frame and holds the
/// completion, and of the operation at most where it is, since the operand of a co_await outlives
/// the co_await. Whatever of the operation went into the SQE is in no other place.
template <class Op>
class [[nodiscard("an operation does nothing until it is awaited")]] RINGLET_INSPECTED operation
    : detail::request<Op> {
 public:
  [[gnu::always_inline]] operation(detail::context& at, const Op& op) : op_(op) {
    this->start(at, op);
  }
  ~operation() { this->abandon(op_.get()); }

  [[nodiscard]] bool await_ready() const noexcept { return this->is_over(); }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  [[nodiscard]] auto await_resume() noexcept(!detail::throws<Op>())
    requires(!detail::is_ignorable<Op>)
  {
    return this->finish(op_.get());
  }
  auto await_resume() noexcept(!detail::throws<Op>())
    requires(detail::is_ignorable<Op>)
  {
    return ignorable_result(this->finish(op_.get()));
  }

 private:
  [[no_unique_address]] detail::borrowed<Op> op_;
};

/// What ring::perform() gives: an operation that any coroutine may await. It tells the ring of
/// itself, because its frame may outlive the ring.
template <class Op>
class [[nodiscard("an operation does nothing until it is awaited")]] RINGLET_INSPECTED performed
    : detail::request<Op>,
      detail::performed_hook {
 public:
  performed(ring& loop, const Op& op) noexcept
      : detail::performed_hook{{nullptr, nullptr}, &settle_this}, op_(op) {
    at_.loop = &loop;
    at_.foreign = true;
    this->state().at = nullptr;
    // A foreign coroutine may drop it after its completion without having taken the result.
    static_cast<detail::ready_node&>(this->state()).next = nullptr;
  }
  ~performed() {
    if (performed_hook::linked()) at_.loop->remove_performed(*this);
    this->abandon(&op_);
  }

  [[nodiscard]] bool await_ready() {
    this->start(at_, op_);
    return this->is_over();
  }
  void await_suspend(std::coroutine_handle<> waiter) noexcept {
    at_.self = waiter;
    at_.loop->add_performed(*this);
  }
  [[nodiscard]] auto await_resume() noexcept(!detail::throws<Op>()) {
    if (performed_hook::linked()) at_.loop->remove_performed(*this);
    return this->finish(&op_);
  }

 private:
  static void settle_this(performed_hook& hook) noexcept {
    auto& self = static_cast<performed&>(hook);
    self.abandon(&self.op_);
  }

#if RINGLET_INSPECT
 public:
  performed(ring& loop, const Op& op, const std::source_location& where) noexcept
      : performed(loop, op) {
    at_.where = where;
  }

 private:
#endif
  detail::context at_;
  Op op_;
};

}  // namespace ringlet
