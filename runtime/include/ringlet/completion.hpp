// What waits for a CQE: the structures behind `user_data`, and how a CQE finds them again.
#pragma once

#include <array>
#include <bit>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include <ringlet/inspect.hpp>
#include <ringlet/lent_memory.hpp>
#include <ringlet/list.hpp>

namespace ringlet {

class cancel_id;

namespace detail {

/// Why an operation, or all that a task awaits, is to end.
enum class cancel_reason : std::uint8_t { none, cancelled, timed_out };

/// What awaits operations and is resumed by them, one at a time: a task, mostly.
struct RINGLET_INSPECTED context {
  std::coroutine_handle<> self;
  ring* loop = nullptr;
  /// What is under way here, by its user_data; 0 where nothing is. A bit above all of those says
  /// that it is not to end with the rest.
  std::uint64_t waits_in = 0;
  cancel_reason ending = cancel_reason::none;  // why nothing is to begin here any more
  bool shielded = false;  // a task that goes on although what awaits it is to end
  bool stays = false;     // one that something on its ring counts on
  bool foreign = false;   // somebody else's coroutine: resuming `self` may do no more than post it
#if RINGLET_INSPECT
  std::source_location where;  // of what is awaited here
#endif
};

[[nodiscard]] inline call_site call_site_of([[maybe_unused]] const context& at) noexcept {
#if RINGLET_INSPECT
  return at.where;
#else
  return {};
#endif
}

/// Something that the loop resumes: by the ready queue, or directly.
struct ready_node : list_hook {
  context* at;
};

/// The result and the flags of a CQE, in one word as the kernel wrote them: it is moved about a few
/// times and looked into once.
class outcome {
 public:
  outcome() = default;
  outcome(std::int32_t res, std::uint32_t flags) noexcept
      : word_(std::uint64_t{static_cast<std::uint32_t>(res)} << (32 - flags_shift) |
              std::uint64_t{flags} << flags_shift) {}
  /// What stands there while the kernel has the operation: a result that no CQE carries.
  [[nodiscard]] static outcome pending() noexcept {
    outcome nothing;
    nothing.word_ = pending_word;
    return nothing;
  }

  [[nodiscard]] std::int32_t res() const noexcept {
    std::int32_t res = 0;
    std::memcpy(&res, &word_, sizeof res);
    return res;
  }
  [[nodiscard]] std::uint32_t flags() const noexcept {
    return static_cast<std::uint32_t>(word_ >> flags_shift);
  }
  [[nodiscard]] bool is_pending() const noexcept { return word_ == pending_word; }

 private:
  // The lowest res with all flags, in one constant, so that it is stored as one.
  static constexpr std::uint64_t pending_word = 0x8000'0000'8000'0000;
  // They stand behind res. By a shift they stay in a register, where one that holds both is given.
  static constexpr int flags_shift = std::endian::native == std::endian::little ? 32 : 0;

  std::uint64_t word_;
};

/// One operation that is to give one CQE. It lives in the frame of the task that awaits it.
///
/// `at` is set from its beginning until the result is taken. In between, where `at->waits_in` is
/// not 0 the kernel has the operation; otherwise it stands in the ready queue.
struct completion : ready_node {
  outcome result;
  [[no_unique_address]] lent_memory lent;

  [[nodiscard]] ring& loop() const noexcept {
    // To the analyzer a task begins where it is called, before run() has told it of its ring.
    return *at->loop;  // NOLINT(clang-analyzer-core.uninitialized.UndefReturn)
  }
};

/// What a user_data refers to.
enum class kind : std::uint8_t {
  once = 0,
  tracked = 1,
  member = 2,
  ignored = 3,
  source = 4,
  wide = 5,
  repeated = 6,
  last = 7,  // as `once`, but completions that are none of its own may come before
};

struct tracked;

/// One SQE of an operation that has several. The operation resumes when all their CQEs have come,
/// or where one tells of all of them, when that has.
struct group_member {
  tracked* owner;
  outcome result;
};

/// The hook by which a `tracked` stands among its ring's deadlines.
struct timer_hook : list_hook {
  timer_hook() noexcept : list_hook{nullptr, nullptr} {}
};

/// A completion with a deadline, or a cancel_id, or several CQEs.
struct tracked : completion, timer_hook {
  std::int64_t when = 0;    // nanoseconds: a duration until it is stamped, then a point of time
  cancel_id* id = nullptr;  // linked both ways until the CQE is reaped
  group_member* members = nullptr;  // where it has several SQEs
  std::uint32_t remaining = 1;      // CQEs to come; 0 when it has ended
  cancel_reason reason = cancel_reason::none;
  kind is = kind::tracked;  // as the kernel knows it
  std::uint16_t member_count : 15 = 0;
  std::uint16_t silent : 1 = 0;  // whether one CQE tells of all members
  /// Ends it early where the kernel has nothing of it; null where it has.
  void (*give_up)(tracked&, cancel_reason) noexcept = nullptr;
};

/// A tracked completion with the 16 more bytes of a big CQE.
struct wide : tracked {
  std::array<std::uint64_t, 2> extra{};

  wide() noexcept { is = kind::wide; }
};

/// An operation that may go to the kernel several times before it is over. Its deadline and its
/// cancel_id stand for all of that.
struct repeated : tracked {
  std::array<std::uint64_t, 2> extra{};  // the operation's own count, and nothing
  const void* op;
  /// Looks at `result`: submits the operation once more, or says that it is over.
  bool (*again)(repeated&) noexcept;

  repeated() noexcept { is = kind::repeated; }
};

/// A CQE as a stream keeps it: `extra` are the 16 more bytes of a big one, or what the stream
/// notes.
struct arrival {
  outcome result;
  std::array<std::uint64_t, 2> extra;
};

/// The hook by which a source stands among those of its ring.
struct bound_hook : list_hook {
  bound_hook() noexcept : list_hook{nullptr, nullptr} {}
};

/// The hook by which it stands with whoever is to do something about it: the ring before its next
/// entry (see ring::tend), or the buffers that it has run out of.
struct tend_hook : list_hook {
  /// Does what it asked to be tended for.
  void (*tended)(tend_hook&);

  explicit tend_hook(void (*on_tending)(tend_hook&)) noexcept
      : list_hook{nullptr, nullptr}, tended(on_tending) {}
};

/// Has `loop` tend it before its next entry. (Defined with the ring.)
inline void tend(ring& loop, tend_hook& wanting) noexcept;

/// An operation that completes more than once: a stream's, or one that a notification follows.
struct RINGLET_INSPECTED source : tend_hook, bound_hook {
  /// Takes a CQE, and gives whom that concerns: what waits, with its result, or null. `extra` is
  /// null for a small CQE. Who waits may be given the CQE itself only if he is resumed `at_once`,
  /// and goes on by that, so that nothing is lost with a frame that is destroyed before.
  tracked* (*arrived)(source&, outcome, const std::uint64_t* extra, bool at_once) noexcept;
  /// The ring is going. Nothing is in flight any more.
  void (*orphaned)(source&) noexcept;
  ring* loop = nullptr;
  bool in_flight = false;  // whether the kernel has an SQE of it
  [[no_unique_address]] lent_memory lent;

  source(tracked* (*on_arrival)(source&, outcome, const std::uint64_t*, bool) noexcept,
         void (*on_tending)(tend_hook&), void (*on_end)(source&) noexcept) noexcept
      : tend_hook(on_tending), arrived(on_arrival), orphaned(on_end) {}
  source(const source&) = delete;
  source& operator=(const source&) = delete;
};

/// An operation that a coroutine awaits which no ring owns. If the ring dies first, it makes sure
/// that the kernel has let go of it.
struct performed_hook : list_hook {
  void (*settle_function)(performed_hook&) noexcept;

  void settle() noexcept { settle_function(*this); }
};

/// ringlet's user_data is a mark, the kind and an address, from the top: user-space addresses have
/// at most 48 bits (more only where mmap is asked for them by a hint). A user_data without the mark
/// was not made here (MSG_RING, a raw SQE) and is never dereferenced.
inline constexpr std::uint64_t user_data_mark = 0x7268'0000'0000'0000;
inline constexpr int address_bits = 48;
inline constexpr std::uint64_t kinds = 8;  // the mark's low bits are free for so many

[[nodiscard]] constexpr std::uint64_t user_data_base(kind k) noexcept {
  return user_data_mark + (static_cast<std::uint64_t>(k) << address_bits);
}

/// Set in context::waits_in for what is not to end with the rest.
inline constexpr std::uint64_t shield_bit = std::uint64_t{1} << 63;

inline constexpr std::uint64_t ignored_user_data = user_data_base(kind::ignored);
/// What no request has ever: a cancel of it finds nothing.
inline constexpr std::uint64_t nobodys_user_data = user_data_base(kind::ignored) + 1;

template <class T>
[[nodiscard]] std::uint64_t user_data_of(const T& target, kind k) noexcept {
  return user_data_base(k) + reinterpret_cast<std::uintptr_t>(&target);
}

/// The members of an operation that has several SQEs.
[[nodiscard]] inline std::span<const group_member> members_of(const tracked& target) noexcept {
  return {target.members, target.member_count};
}

/// The user_data by which the kernel knows what `target` is running now. Where no CQE says how far
/// it has come, the last member's; nobody's where all have a result, and only the kernel's
/// notification that it has let go of a buffer is still to come.
[[nodiscard]] inline std::uint64_t current_user_data(const tracked& target) noexcept {
  if (target.members == nullptr) return user_data_of(target, target.is);
  const std::span members = members_of(target);
  if (target.silent != 0) return user_data_of(members.back(), kind::member);
  for (const group_member& member : members) {
    if (member.result.is_pending()) return user_data_of(member, kind::member);
  }
  return nobodys_user_data;
}

/// Calls `each(user_data)` with that, and where the last member may not be running yet, with those
/// of the others.
template <class Each>
void each_user_data(const tracked& target, Each each) {
  each(current_user_data(target));
  if (target.silent == 0) return;
  for (const group_member& member : members_of(target).first(target.member_count - 1U)) {
    each(user_data_of(member, kind::member));
  }
}

/// A user_data, taken apart. With the mark taken off, "ours, and of kind once" is one comparison.
class tag {
 public:
  explicit tag(std::uint64_t user_data) noexcept : value_(user_data - user_data_mark) {}

  [[nodiscard]] std::uint64_t user_data() const noexcept { return value_ + user_data_mark; }

  [[nodiscard]] bool is_once() const noexcept { return value_ >> address_bits == 0; }
  [[nodiscard]] bool is_source() const noexcept {
    return value_ >> address_bits == static_cast<std::uint64_t>(kind::source);
  }
  [[nodiscard]] bool is_foreign() const noexcept { return value_ >> address_bits >= kinds; }
  /// The number of its kind, and one more than those of all for what is foreign.
  [[nodiscard]] std::size_t row() const noexcept {
    return is_foreign() ? kinds : value_ >> address_bits;
  }
  [[nodiscard]] kind what() const noexcept { return static_cast<kind>(value_ >> address_bits); }

  /// What it refers to, which must be a T.
  template <class T>
  [[nodiscard]] T& as() const noexcept {
    constexpr std::uint64_t address = (std::uint64_t{1} << address_bits) - 1;
    return *reinterpret_cast<T*>(value_ & address);  // NOLINT(performance-no-int-to-ptr)
  }
  /// The same for kind once, whose bits are zero.
  [[nodiscard]] completion& once() const noexcept {
    return *reinterpret_cast<completion*>(value_);  // NOLINT(performance-no-int-to-ptr)
  }

 private:
  std::uint64_t value_;
};

}  // namespace detail
}  // namespace ringlet
