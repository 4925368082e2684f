// What waits for several operations and tasks, or for one task as a whole.
//
// An operation in it needs no frame of its own. Whatever is in it ends with it, and is waited for:
// nothing outlives the co_await.
#pragma once

#include <concepts>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <expected>
#include <limits>
#include <new>
#include <optional>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <ringlet/adaptors.hpp>
#include <ringlet/cancel_id.hpp>
#include <ringlet/completion.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/promise.hpp>
#include <ringlet/result.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>

namespace ringlet {

namespace detail {

/// What looks like a suspended coroutine to whoever resumes it, and calls a function instead: GCC's
/// and Clang's frames begin with the addresses of the two functions that a std::coroutine_handle
/// calls.
class callback_frame {
 public:
  explicit callback_frame(void (*resumed)(callback_frame*)) noexcept : resume_(resumed) {}
  callback_frame(const callback_frame&) = delete;
  callback_frame& operator=(const callback_frame&) = delete;

  [[nodiscard]] std::coroutine_handle<> handle() noexcept {
    return std::coroutine_handle<>::from_address(this);
  }

 private:
  [[maybe_unused]] void (*resume_)(callback_frame*);
  [[maybe_unused]] void (*destroy_)(callback_frame*) = nullptr;
};

/// A deadline and a name for all of what is awaited together.
struct limits {
  std::int64_t nanoseconds = -1;  // none
  cancel_id* id = nullptr;
  bool shielded = false;
};

/// The wait for several, which a task hangs in until none is left.
struct gathering : tracked {
  void (*done)(gathering&, std::size_t index) noexcept;  // told by each member
  std::size_t left = 0;
  std::int64_t patience = 10'000'000;          // nanoseconds until they are asked again
  cancel_reason ending = cancel_reason::none;  // why its members are to end

  gathering() noexcept { at = nullptr; }

  /// Makes `parent` wait. `on_end` is called by a deadline, an id, or what ends the parent, and
  /// then again and again until none is left.
  void hang_in(promise_base& parent, const limits& within,
               void (*on_end)(tracked&, cancel_reason) noexcept) {
    if (within.id != nullptr && within.id->live()) {
      throw std::system_error(std::make_error_code(std::errc::device_or_resource_busy),
                              "ringlet::with_id: the id names something else that is in flight");
    }
    at = &parent;
    give_up = on_end;
    left = 1;  // for whoever begins the members, or the first to be done at once would be the last
    ending = within.shielded ? cancel_reason::none : parent.ending;
    parent.waits_in = user_data_of(static_cast<tracked&>(*this), kind::tracked) |
                      (within.shielded ? shield_bit : 0);
    if (within.id != nullptr) within.id->link(*this);
    if (within.nanoseconds >= 0) {
      when = within.nanoseconds;
      loop().add_deadline(*this);
    }
  }

  void leave_one() noexcept {
    if (--left == 0) loop().wake(*this);
  }

  /// To be called before its members are ended. Whether that was done before: then a cancel may
  /// have missed.
  bool begin_ending(cancel_reason why) noexcept {
    const bool again = reason != cancel_reason::none;
    if (!again) ending = why;
    loop().cancel_sent(*this, ending, patience);
    // What goes on all the same, being shielded or deaf, is not asked all the time.
    constexpr std::int64_t longest = 1'000'000'000;
    patience = patience < longest / 2 ? 2 * patience : longest;
    return again;
  }
};

/// One of what is gathered, as a context of its own.
struct member_base : callback_frame, context {
  gathering* of = nullptr;
  std::size_t index = 0;
  bool is_done = false;

  explicit member_base(void (*resumed)(callback_frame*)) noexcept : callback_frame(resumed) {
    self = handle();
  }

  [[nodiscard]] bool is_under_way() const noexcept { return of != nullptr && !is_done; }

 protected:
  void join(gathering& all, std::size_t number) noexcept {
    of = &all;
    index = number;
    loop = &all.loop();
    ending = all.ending;
#if RINGLET_INSPECT
    where = all.at->where;
#endif
  }
};

template <class T>
concept result_like = requires(const T& value) {
  { value.has_value() } -> std::same_as<bool>;
  value.error();
};

/// What a task gives in a group of which others may have failed: its value, or what left it.
template <class T>
using task_result = std::expected<T, std::exception_ptr>;

/// void has no values.
template <class T>
using regular = std::conditional_t<std::is_void_v<T>, no_value, T>;

template <class Op>
class RINGLET_INSPECTED op_member : public member_base, request<Op> {
  static_assert(!throws<Op>(), "checked goes around no member: each has a result of its own");

 public:
  using value_type = result_of<Op>;
  using outcome_type = value_type;

  explicit op_member(const Op& op) noexcept : member_base(&on_done), op_(op) {}
  ~op_member() { this->abandon(&op_); }

  void begin(gathering& all, std::size_t number, promise_base&) {
    join(all, number);
    this->start(*this, op_);
    if (this->is_over()) on_done(this);
  }
  void end(cancel_reason reason, bool again) noexcept {
    if (!is_under_way()) return;
    if (ending == cancel_reason::none) ending = reason;
    loop->press(*this, again);
  }
  [[nodiscard]] bool threw() const noexcept { return false; }
  [[nodiscard]] std::exception_ptr error() const noexcept { return nullptr; }
  [[nodiscard]] bool succeeded() const noexcept {
    if constexpr (result_like<value_type>)
      return result_->has_value();
    else
      return true;
  }
  value_type take() { return *std::move(result_); }
  outcome_type take_outcome() { return *std::move(result_); }

 private:
  static void on_done(callback_frame* frame) noexcept {
    auto& self = static_cast<op_member&>(*frame);
    self.result_.emplace(self.finish(&self.op_));
    self.is_done = true;
    self.of->done(*self.of, self.index);
  }

  Op op_;
  std::optional<value_type> result_;
};

template <class T>
class RINGLET_INSPECTED task_member : public member_base {
 public:
  using value_type = regular<T>;
  using outcome_type = task_result<T>;

  explicit task_member(task<T>&& child) : member_base(&on_done), child_(child.release()) {}
  ~task_member() { destroy_task(child_, child_.promise()); }

  void begin(gathering& all, std::size_t number, promise_base& parent) noexcept {
    join(all, number);
    promise_base& child = child_.promise();
    link_ = {child_, &parent, this};
    child.awaited_by = &link_;
    child.loop = loop;
    child.ending = ending;
    child.stays = true;
    loop->make_ready(child);
  }
  void end(cancel_reason reason, bool again) noexcept {
    if (is_under_way()) loop->end(child_.promise(), reason, again);
  }
  [[nodiscard]] bool threw() const noexcept { return child_.promise().error != nullptr; }
  [[nodiscard]] std::exception_ptr error() const noexcept { return child_.promise().error; }
  [[nodiscard]] bool succeeded() const noexcept {
    if (threw()) return false;
    if constexpr (result_like<T>)
      return child_.promise().value->has_value();
    else
      return true;
  }
  value_type take() {
    if constexpr (std::is_void_v<T>) {
      child_.promise().take();
      return {};
    } else {
      return child_.promise().take();
    }
  }
  outcome_type take_outcome() {
    auto& promise = child_.promise();
    if (promise.error) return std::unexpected(std::exchange(promise.error, nullptr));
    if constexpr (std::is_void_v<T>)
      return {};
    else
      return promise.take();
  }

 private:
  static void on_done(callback_frame* frame) noexcept {
    auto& self = static_cast<task_member&>(*frame);
    self.is_done = true;
    self.of->done(*self.of, self.index);
  }

  typename task<T>::handle child_;
  task_link link_{};
};

template <class Given>
struct member_for {
  using type = op_member<Given>;
};
template <class T>
struct member_for<task<T>> {
  using type = task_member<T>;
};

/// Members of different kinds.
template <class... Members>
class member_tuple {
 public:
  template <class... Givens>
  explicit member_tuple(std::tuple<Givens...>&& given)
      : all_(std::make_from_tuple<std::tuple<Members...>>(std::move(given))) {}

  [[nodiscard]] static constexpr std::size_t size() noexcept { return sizeof...(Members); }
  template <class Function>
  void each(Function function) {
    std::apply([&](auto&... all) { (function(all), ...); }, all_);
  }
  template <class Function>
  bool with(std::size_t index, Function function) {
    bool answer = false;
    each([&, number = std::size_t{0}](auto& member) mutable {
      if (number++ == index) answer = function(member);
    });
    return answer;
  }
  template <class Policy>
  decltype(auto) result(Policy& policy) {
    return std::apply([&](auto&... all) { return policy.result(all...); }, all_);
  }

 private:
  std::tuple<Members...> all_;
};

/// Members of one kind, as many as there are, in one piece of memory.
template <class Member>
class member_array {
 public:
  template <class Given>
  explicit member_array(std::vector<Given>&& given)
      : room_(given.size()), members_(std::allocator<Member>().allocate(room_)) {
    for (Given& each : given) {
      ::new (static_cast<void*>(members_ + size_)) Member(std::move(each));
      ++size_;
    }
  }
  member_array(const member_array&) = delete;
  member_array& operator=(const member_array&) = delete;
  ~member_array() {
    while (size_ != 0) members_[--size_].~Member();
    std::allocator<Member>().deallocate(members_, room_);
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] Member* begin() noexcept { return members_; }
  [[nodiscard]] Member* end() noexcept { return members_ + size_; }

  template <class Function>
  void each(Function function) {
    for (Member& member : *this) function(member);
  }
  template <class Function>
  bool with(std::size_t index, Function function) {
    return function(members_[index]);
  }
  template <class Policy>
  decltype(auto) result(Policy& policy) {
    return policy.result_of_all(*this);
  }

 private:
  std::size_t room_;
  Member* members_;
  std::size_t size_ = 0;
};

/// Awaits members: `Policy` says when the others are to end, and what comes of all of them.
template <class Policy, class Members>
class gathering_awaiter : gathering {
 public:
  template <class Given>
  gathering_awaiter(promise_base& parent, const limits& within, Given&& given)
      : parent_(parent), limits_(within), members_(std::forward<Given>(given)) {}
  gathering_awaiter(const gathering_awaiter&) = delete;
  gathering_awaiter& operator=(const gathering_awaiter&) = delete;
  ~gathering_awaiter() {
    if (this->at == nullptr) [[likely]]
      return;
    this->loop().must_be_owner(
        "a task was destroyed on another thread than its ring's, with others that it waits for");
    // All of them now, or each would be waited for in its turn.
    if (left != 0) end_all(cancel_reason::cancelled);
    this->loop().wait_out(static_cast<tracked&>(*this), "a group");
  }

  /// What may be cancelled from outside while it is under way.
  [[nodiscard]] gathering& wait() noexcept { return *this; }

  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) {
    hang_in(parent_, limits_, &on_giving_up);
    done = &on_done;
    left += members_.size();
    std::size_t number = 0;
    members_.each([&](auto& member) { member.begin(*this, number++, parent_); });
    leave_one();
  }
  decltype(auto) await_resume() {
    this->at = nullptr;
    return members_.result(policy_);
  }

 private:
  static void on_done(gathering& all, std::size_t index) noexcept {
    auto& self = static_cast<gathering_awaiter&>(all);
    const bool is_over = self.members_.with(
        index, [&](auto& member) { return self.policy_.is_over_with(index, member); });
    if (is_over) self.end_all(cancel_reason::cancelled);
    self.leave_one();
  }
  static void on_giving_up(tracked& state, cancel_reason reason) noexcept {
    static_cast<gathering_awaiter&>(static_cast<gathering&>(state)).end_all(reason);
  }
  void end_all(cancel_reason why) noexcept {
    const bool again = begin_ending(why);
    members_.each([&](auto& member) { member.end(ending, again); });
  }

  promise_base& parent_;
  limits limits_;
  Policy policy_;
  Members members_;
};

/// What can have limits, until it is awaited.
class limited {
 public:
  void set_deadline(std::int64_t nanoseconds) noexcept {
    if (limits_.nanoseconds < 0 || nanoseconds < limits_.nanoseconds) {
      limits_.nanoseconds = nanoseconds;
    }
  }
  void set_id(cancel_id& id) noexcept { limits_.id = &id; }
  void set_shield() noexcept { limits_.shielded = true; }
  void add_limits(const limits& more) noexcept {
    if (more.nanoseconds >= 0) set_deadline(more.nanoseconds);
    if (more.id != nullptr) limits_.id = more.id;
    limits_.shielded = limits_.shielded || more.shielded;
  }

 protected:
  [[nodiscard]] const limits& given_limits() const noexcept { return limits_; }

 private:
  limits limits_;
};

/// What is to be awaited together, and how, until it is.
template <class Policy, class Given, class Members>
class [[nodiscard("it does nothing until it is awaited")]] gathered : public limited {
 public:
  explicit gathered(Given&& given) : given_(std::move(given)) {}
  gathered(gathered&&) noexcept = default;
  gathered& operator=(gathered&&) noexcept = default;
  gathered(const gathered&) = delete;
  gathered& operator=(const gathered&) = delete;
  ~gathered() = default;

  using awaiter = gathering_awaiter<Policy, Members>;

  [[nodiscard]] awaiter awaited_by(promise_base& parent) && {
    return awaiter(parent, given_limits(), std::move(given_));
  }

 private:
  Given given_;
};

template <class Policy, class... Waited>
auto gather(Waited&&... waited) {
  using given = std::tuple<std::remove_cvref_t<Waited>...>;
  using members = member_tuple<typename member_for<std::remove_cvref_t<Waited>>::type...>;
  return gathered<Policy, given, members>(given(std::forward<Waited>(waited)...));
}

template <class Policy, class Waited>
auto gather_all(std::vector<Waited>&& waited) {
  using members = member_array<typename member_for<Waited>::type>;
  return gathered<Policy, std::vector<Waited>, members>(std::move(waited));
}

/// A single task, or operation, as something that has a deadline or a name as a whole.
struct one {
  template <class Member>
  static bool is_over_with(std::size_t, Member&) noexcept {
    return false;
  }
  template <class Member>
  static decltype(auto) result(Member& only) {
    if constexpr (std::same_as<typename Member::value_type, no_value>)
      (void)only.take();
    else
      return only.take();
  }
};

template <class T>
inline constexpr bool is_task = false;
template <class T>
inline constexpr bool is_task<task<T>> = true;

template <class T>
concept task_like = is_task<std::remove_cvref_t<T>> && !std::is_lvalue_reference_v<T>;
template <class T>
concept gathered_like =
    std::derived_from<std::remove_cvref_t<T>, limited> && !std::is_lvalue_reference_v<T>;

template <class Waited>
auto as_gathered(Waited&& waited) {
  if constexpr (gathered_like<Waited>)
    return std::forward<Waited>(waited);
  else
    return gather<one>(std::forward<Waited>(waited));
}

}  // namespace detail

/// Ends the task if it is not done `span` after it was awaited: the operation in which it waits is
/// cancelled, later ones are refused, and all of them give errc::timed_out, until it leaves. Gives
/// what the task gives. Also for what when_all(), when_any() and in_scope() give.
template <class Rep, class Period, class Waited>
  requires detail::task_like<Waited> || detail::gathered_like<Waited>
auto within(std::chrono::duration<Rep, Period> span, Waited&& waited) {
  auto all = detail::as_gathered(std::forward<Waited>(waited));
  all.set_deadline(detail::to_nanoseconds(span));
  return all;
}

/// Makes the task cancellable by `id`, as a whole: cancel(id) cancels the operation in which it
/// waits and refuses later ones (errc::operation_canceled), until it leaves. Throws
/// std::system_error (errc::device_or_resource_busy), as it is awaited, where `id` names something
/// else in flight.
template <class Waited>
  requires detail::task_like<Waited> || detail::gathered_like<Waited>
auto with_id(cancel_id& id, Waited&& waited) {
  auto all = detail::as_gathered(std::forward<Waited>(waited));
  all.set_id(id);
  return all;
}

/// Lets a task go on although what awaits it is to end: for what has to be done all the same, such
/// as telling a peer good-bye. A deadline of its own it may have: shielded(within(1s, bye())).
template <class Waited>
  requires detail::task_like<Waited> || detail::gathered_like<Waited>
auto shielded(Waited&& waited) {
  auto all = detail::as_gathered(std::forward<Waited>(waited));
  all.set_shield();
  return all;
}

}  // namespace ringlet
