// Several things at once: all of them, or the first.
#pragma once

#include <concepts>
#include <cstddef>
#include <exception>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <ringlet/gather.hpp>
#include <ringlet/operation.hpp>
#include <ringlet/task.hpp>

namespace ringlet {

/// What when_any() gives: which of its members was done first, counted from 0, and what came of
/// each. A task's result is a task_result: its value, or the exception that left it.
template <class... Results>
struct first_of {
  std::size_t index;
  std::tuple<Results...> results;
};

/// What when_any_success() gives: which succeeded first, nothing where none did, and what came of
/// each.
template <class... Results>
struct first_success_of {
  std::optional<std::size_t> index;
  std::tuple<Results...> results;
};

/// The same for a number of members that is known at run time only.
template <class Result>
struct first_of_many {
  std::size_t index;
  std::vector<Result> results;
};
template <class Result>
struct first_success_of_many {
  std::optional<std::size_t> index;
  std::vector<Result> results;
};

/// A task's value, or what left it: its result where others decide what comes of the whole.
using detail::task_result;

namespace detail {

template <class T>
inline constexpr bool is_void_task = false;
template <>
inline constexpr bool is_void_task<task<void>> = true;

/// Ends the rest where something has thrown.
struct all_wanted {
  std::exception_ptr error;  // the first

  template <class Member>
  bool is_over_with(std::size_t, Member& member) noexcept {
    if (error || !member.threw()) return false;
    error = member.error();
    return true;
  }
  template <class... Members>
  auto result(Members&... members) {
    if (error) std::rethrow_exception(std::move(error));
    if constexpr ((std::same_as<typename Members::value_type, no_value> && ...)) {
      (members.take(), ...);
    } else {
      // In braces, which keep the order.
      return std::tuple<typename Members::value_type...>{members.take()...};
    }
  }
  template <class Member>
  auto result_of_all(member_array<Member>& members) {
    if (error) std::rethrow_exception(std::move(error));
    if constexpr (std::same_as<typename Member::value_type, no_value>) {
      for (Member& member : members) (void)member.take();
    } else {
      std::vector<typename Member::value_type> results;
      results.reserve(members.size());
      for (Member& member : members) results.push_back(member.take());
      return results;
    }
  }
};

template <class Member>
auto outcomes_of(member_array<Member>& members) {
  std::vector<typename Member::outcome_type> results;
  results.reserve(members.size());
  for (Member& member : members) results.push_back(member.take_outcome());
  return results;
}

struct first_wanted {
  std::optional<std::size_t> first;

  template <class Member>
  bool is_over_with(std::size_t index, Member&) noexcept {
    if (first) return false;
    first = index;
    return true;
  }
  template <class... Members>
  auto result(Members&... members) {
    return first_of<typename Members::outcome_type...>{*first, {members.take_outcome()...}};
  }
  template <class Member>
  auto result_of_all(member_array<Member>& members) {
    return first_of_many<typename Member::outcome_type>{first.value_or(0), outcomes_of(members)};
  }
};

struct success_wanted {
  std::optional<std::size_t> first;

  template <class Member>
  bool is_over_with(std::size_t index, Member& member) noexcept {
    if (first || !member.succeeded()) return false;
    first = index;
    return true;
  }
  template <class... Members>
  auto result(Members&... members) {
    return first_success_of<typename Members::outcome_type...>{first, {members.take_outcome()...}};
  }
  template <class Member>
  auto result_of_all(member_array<Member>& members) {
    return first_success_of_many<typename Member::outcome_type>{first, outcomes_of(members)};
  }
};

template <class Waited>
concept listed_like = operation_like<std::remove_cvref_t<Waited>> || task_like<Waited>;
template <class Waited>
concept member_like = listed_like<Waited> || gathered_like<Waited>;

/// What has limits, or members of its own, is a member as a task.
template <class Waited>
decltype(auto) as_member(Waited&& waited) {
  if constexpr (gathered_like<Waited>)
    return await_it(std::forward<Waited>(waited));
  else
    return std::forward<Waited>(waited);
}

}  // namespace detail

/// Awaits all of these operations and tasks, which run at the same time. Gives a std::tuple of
/// their results, in their order, ringlet::no_value for a task without a value; none where all are
/// such. An operation's error is its result and leaves the others alone; an exception that leaves a
/// task cancels the others, and is thrown when they have ended.
///
/// Operations need no frame of their own. Nothing is allocated. Tasks are moved in. What within(),
/// with_id() and their like around a task give, and groups, may be members too; each then has a
/// frame: when_all(within(1s, first()), within(2s, second())).
template <detail::member_like... Waited>
  requires(sizeof...(Waited) != 0)
auto when_all(Waited&&... waited) {
  return detail::gather<detail::all_wanted>(detail::as_member(std::forward<Waited>(waited))...);
}

/// Awaits the first of these operations and tasks, cancels the others, and awaits them as well, so
/// that nothing goes on. Gives a first_of: the index of the first and the results of all, because a
/// loser may have been as fast: the bytes that it received or the descriptor that it accepted are
/// there.
///
///     auto [first, results] = co_await when_any(op::recv{.socket = peer, .buffer = buffer},
///                                               quit.wait());
template <detail::member_like... Waited>
  requires(sizeof...(Waited) != 0)
auto when_any(Waited&&... waited) {
  return detail::gather<detail::first_wanted>(detail::as_member(std::forward<Waited>(waited))...);
}

/// The same for the first that succeeds: an operation without an error, a task that no exception
/// left and whose value, if that is a result, is no error. Gives a first_success_of.
template <detail::member_like... Waited>
  requires(sizeof...(Waited) != 0)
auto when_any_success(Waited&&... waited) {
  return detail::gather<detail::success_wanted>(detail::as_member(std::forward<Waited>(waited))...);
}

/// The same for operations or tasks of one kind, whose number is known at run time only. The
/// results come in a std::vector; when_any's index of none is 0. This allocates, once for the
/// members and once for the results.
template <class Waited>
  requires detail::listed_like<Waited>
auto when_all(std::vector<Waited> waited) {
  return detail::gather_all<detail::all_wanted>(std::move(waited));
}
template <class Waited>
  requires detail::listed_like<Waited>
auto when_any(std::vector<Waited> waited) {
  return detail::gather_all<detail::first_wanted>(std::move(waited));
}
template <class Waited>
  requires detail::listed_like<Waited>
auto when_any_success(std::vector<Waited> waited) {
  return detail::gather_all<detail::success_wanted>(std::move(waited));
}

}  // namespace ringlet
