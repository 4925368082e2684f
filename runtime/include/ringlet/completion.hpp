// What waits for a CQE: the structures behind `user_data`, and how a CQE finds them again.
#pragma once

#include <bit>
#include <coroutine>
#include <cstdint>
#include <limits>

#include <ringlet/list.hpp>

namespace ringlet {

class ring;
class cancel_id;

namespace detail {

/// Something that the loop resumes: by the ready queue, or directly.
struct ready_node : list_hook {
  std::coroutine_handle<> waiter;
};

/// `completion::res` while the kernel has the operation. No CQE carries this value.
inline constexpr std::int32_t pending = std::numeric_limits<std::int32_t>::min();

/// One operation that is to give one CQE. It lives in the frame of the task that awaits it.
///
/// `waiter` is set from the suspension until the result was taken; in between, `res == pending`
/// means that the kernel has it, anything else that it stands in the ready queue.
struct alignas(16) completion : ready_node {
  ring* loop;
  std::int32_t res;
  std::uint32_t flags;
};

/// Why the runtime asked the kernel to cancel an operation.
enum class cancel_reason : std::uint8_t { none, cancelled, timed_out };

struct tracked;

/// One SQE of an operation that has several. The operation resumes when all their CQEs have come.
struct alignas(16) group_member {
  tracked* owner;
  std::int32_t res;
  std::uint32_t flags;
};

/// The hook by which a `tracked` stands among its ring's deadlines.
struct timer_hook : list_hook {
  timer_hook() noexcept : list_hook{nullptr, nullptr} {}
};

/// A completion with a deadline, or a cancel_id, or several CQEs.
struct tracked : completion, timer_hook {
  std::int64_t when = 0;         // nanoseconds: a duration until it is stamped, then a point of time
  cancel_id* id = nullptr;          // linked both ways until the CQE is reaped
  group_member* members = nullptr;  // where it has several SQEs
  std::uint32_t remaining = 1;      // CQEs to come; 0 when it has ended
  cancel_reason reason = cancel_reason::none;
  bool submits = true;  // false for a mere pause: then only its deadline or a cancel ends it
};

/// What the low bits of a user_data say about the address above them.
enum class kind : std::uint64_t { once = 0, tracked = 1, member = 2, ignored = 3 };

/// ringlet's user_data is `mark + address + kind`. User-space addresses have no bits above 47, so
/// a user_data without exactly this mark was not made here (MSG_RING, a raw SQE) and is never
/// dereferenced.
inline constexpr std::uint64_t user_data_mark = 0x7269'0000'0000'0000;
inline constexpr int kind_bits = 4;
inline constexpr int address_bits = 47;

template <class T>
[[nodiscard]] std::uint64_t user_data_of(const T& target, kind k) noexcept {
  static_assert(alignof(T) >= (1U << kind_bits));
  return user_data_mark + reinterpret_cast<std::uintptr_t>(&target) + static_cast<std::uint64_t>(k);
}

inline constexpr std::uint64_t ignored_user_data =
    user_data_mark + static_cast<std::uint64_t>(kind::ignored);

/// The user_data by which the kernel knows what `target` is running now.
[[nodiscard]] inline std::uint64_t current_user_data(const tracked& target) noexcept {
  if (target.members == nullptr) return user_data_of(target, kind::tracked);
  const group_member* member = target.members;
  while (member->res != pending) ++member;
  return user_data_of(*member, kind::member);
}

/// A user_data, taken apart. Rotating the kind to the top makes "ours, and of kind once" a single
/// comparison.
class tag {
 public:
  explicit tag(std::uint64_t user_data) noexcept : value_(user_data - user_data_mark) {}

  [[nodiscard]] bool is_once() const noexcept {
    return std::rotr(value_, kind_bits) >> (address_bits - kind_bits) == 0;
  }
  [[nodiscard]] bool is_foreign() const noexcept { return value_ >> address_bits != 0; }
  [[nodiscard]] kind what() const noexcept { return static_cast<kind>(value_ & 0xF); }

  template <class T>
  [[nodiscard]] T& as() const noexcept {
    return *reinterpret_cast<T*>(value_ & ~std::uint64_t{0xF});  // NOLINT(performance-no-int-to-ptr)
  }
  [[nodiscard]] completion& once() const noexcept {
    return *reinterpret_cast<completion*>(value_);  // NOLINT(performance-no-int-to-ptr)
  }

 private:
  std::uint64_t value_;
};

}  // namespace detail
}  // namespace ringlet
