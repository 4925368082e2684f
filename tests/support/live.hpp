// What a generated live test is made of, and how it is handed to the driver (live_main.cpp).
//
// A live test executes one operation on a real kernel. Its data stands in the row
// (spec/opcodes.json, key "tests"); the generator turns each into one coroutine and one line of a
// table; everything else is handwritten: here, in fixtures.hpp and in live_main.cpp. The keys of a
// test, in the order in which they are emitted:
//
//   name      what the test claims, as a sentence
//   ring      initialisers of ring_options, where a ring without options is not enough
//   with      {local name: fixture class}: `known_file source(loop);`
//   locals    {local name: declaration, with its semicolon}: `std::array<char, 16> room{};`
//   before    [statements, with their semicolons], may co_await
//   args      {argument: C++ expression}; arguments that are left out take their defaults
//   takes     of a stream only: the number of items that are taken from it first; `effect` judges
//             them, and may name `values`, a std::vector of them, where they have a value. A stream
//             asks again where the kernel has ended a multishot operation, so that items alone do
//             not show that it is one: `submissions` shows how many requests they took
//   exactly one of (and if there is `takes`, at most one; it is then about the item after those)
//     gives     a C++ expression that the value must equal, or "nothing" (the operation must
//               succeed; its value, if there is one, is judged by `effect` alone); not of a stream
//     ends      true: the stream ends without an error; of a stream only
//     fails     the name of an errno
//     cancels   true: the driver cancels the operation while it is in flight
//     deadline  true: the operation is given a deadline that it cannot meet
//   effect    a bool expression, evaluated afterwards, that looks from outside the ring (plain
//             system calls); it may name `value` (what came back) where the operation has a value
//             and the test says gives. It may be one co_await, but joins nothing to it: GCC 12
//             loses what stands after `co_await x &&` when that makes temporaries. Obligatory where
//             `gives` is "nothing", and with `takes`.
//
// One file for each row with tests, generated/tests/live/OP.cpp (shown for all kinds):
//
//   // Generated from spec/opcodes.json, row "read". …
//   #include "fixtures.hpp"
//   #include "live.hpp"
//   #include <ringlet/ringlet.hpp>
//
//   namespace ringlet::live {
//   namespace {
//
//   // read: reads the bytes at the offset
//   task<outcome> read_1(ring& loop, [[maybe_unused]] cancel_id* id) {
//     known_file source(loop);
//     std::array<char, 16> room{};
//     const op::read operation{.file = source.fd(), .buffer = room, .offset = 4};
//     auto result = co_await operation;
//     if (!result) co_return came_back_with(result.error());
//     [[maybe_unused]] auto& value = *result;                        // not for a result "nothing"
//     if (!same(value, 16)) co_return wrong_value(value, "16");      // not for gives "nothing"
//     const bool effect = source.holds_at(4, room);
//     if (!effect) co_return no_effect("source.holds_at(4, room)");
//     co_return passed();
//   }
//   // read: says EBADF for a number that is no descriptor
//   task<outcome> read_2(ring& loop, [[maybe_unused]] cancel_id* id) {
//     …
//     auto result = co_await operation;
//     if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
//     …effect as above…
//     co_return passed(result.error());
//   }
//   // read: can be cancelled while the pipe is empty
//   task<outcome> read_3(ring& loop, cancel_id* id) {
//     …
//     auto result = co_await with_id(*id, operation);
//     if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
//     co_return passed(result.error());
//   }
//   // read: meets its deadline
//   task<outcome> read_4(ring& loop, [[maybe_unused]] cancel_id* id) {
//     …
//     auto result = co_await within(short_deadline, operation);
//     if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
//     co_return passed(result.error());
//   }
//   // accept_multishot: accepts whoever comes
//   task<outcome> accept_9(ring& loop, [[maybe_unused]] cancel_id* id) {
//     listening_socket listener(loop);
//     listener.knock();
//     const op::accept_multishot operation{.socket = listener.fd()};
//     auto source = stream(operation);
//     std::vector<unique_fd> values;                                 // not for a result "nothing"
//     for (int taken = 0; taken < 1; ++taken) {
//       auto item = co_await source.next();
//       if (!item) co_return came_back_with(item.error());
//       values.push_back(*std::move(item));
//     }
//     auto result = co_await source.next();                          // not where it only takes;
//     if (auto wrong = expect_end(result)) co_return *wrong;         // or expect_error as above
//     …effect as above…
//     co_return passed();
//   }
//
//   constexpr live_test read_tests[] = {
//       {"read", "", "reads the bytes at the offset", kind::gives, &read_1, &supports<op::read>},
//       …
//   };
//   }  // namespace
//   extern const live_table read_table;  // without this line it would be internal
//   const live_table read_table{"read", read_tests};
//   }  // namespace ringlet::live
//
// (several such files may be compiled as one, so that each name in them has the row's name in it)
// and one index, generated/tests/live/index.cpp, that defines `live_tables()`. The operation is a
// named object and never braced inside the co_await, because of GCC 12 (it destroys such
// temporaries twice). So a path or a buffer must outlive the statement: rows name literals,
// fixtures and locals, not temporaries.
#pragma once

#include <ringlet/ringlet.hpp>

#include <chrono>
#include <concepts>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

namespace ringlet::live {

/// The deadline of tests that say "deadline": long enough that the operation is in flight before,
/// short enough to wait for.
inline constexpr std::chrono::milliseconds short_deadline{20};

enum class kind { gives, takes, ends, fails, cancels, deadline };

/// What one test found. `seen` is the error that the operation came back with, if it did.
struct outcome {
  bool good = false;
  std::string why;
  std::error_code seen;
};

/// What a kernel tells of an operation: that it lacks it, that it may have it and says otherwise
/// when it is asked to do it, that it has it.
enum class support { no, perhaps, yes };

struct live_test {
  std::string_view op;
  std::string_view form;  // empty for the row itself
  std::string_view name;
  live::kind kind;
  task<outcome> (*run)(ring& loop, cancel_id* id);
  support (*supported)(ring& loop);
  ring_options options{};
};

struct live_table {
  std::string_view op;
  std::span<const live_test> tests;
};

/// Thrown by a fixture where this machine has not what the test is about, such as a kind of file
/// system or a device: the test is skipped, and says so in these words.
struct unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// All generated tests; defined by the generated index.
std::span<const live_table* const> live_tables();

template <class Op>
support supports(ring& loop) {
  if (!loop.template supports<Op>()) return support::no;
  return Op::needs.unknown_says_einval ? support::perhaps : support::yes;
}

inline std::string describe(std::error_code error) {
  return error.message() + " (" + std::to_string(error.value()) + ")";
}

template <class T>
std::string describe_value([[maybe_unused]] const T& value) {
  if constexpr (std::integral<T>)
    return std::to_string(value);
  else if constexpr (std::is_enum_v<T>)
    return std::to_string(raw(value));
  else if constexpr (std::is_same_v<T, direct_slot>)
    return "slot " + std::to_string(value.index());
  else
    return "another value";
}

inline outcome passed(std::error_code seen = {}) { return {.good = true, .why = {}, .seen = seen}; }

inline outcome came_back_with(std::error_code error) {
  const std::string what = error ? "came back with " + describe(error) : "ended";
  return {.good = false, .why = "the operation " + what, .seen = error};
}

template <class T>
outcome wrong_value(const T& value, std::string_view expected) {
  return {.good = false,
          .why = "it gave " + describe_value(value) + ", not " + std::string(expected),
          .seen = {}};
}

inline outcome no_effect(std::string_view expression) {
  return {.good = false,
          .why = "seen from outside, this does not hold: " + std::string(expression),
          .seen = {}};
}

/// Equality that does not care about the sign of integer types.
template <class A, class B>
bool same(const A& a, const B& b) {
  if constexpr (std::is_same_v<A, bool> || std::is_same_v<B, bool>)
    return a == b;
  else if constexpr (std::integral<A> && std::integral<B>)
    return std::cmp_equal(a, b);
  else
    return a == b;
}

/// Nothing when the operation failed in the way that is named, otherwise the verdict.
template <class Result, class Error>
std::optional<outcome> expect_condition(const Result& result, const Error& expected,
                                        const std::string& name) {
  if (result)
    return outcome{.good = false, .why = "it succeeded, and had to fail with " + name, .seen = {}};
  if (result.error() == expected) return std::nullopt;
  return outcome{.good = false,
                 .why = "it failed with " + describe(result.error()) + ", not with " + name,
                 .seen = result.error()};
}

/// Nothing when the stream has ended without an error, otherwise the verdict.
template <class Result>
std::optional<outcome> expect_end(const Result& result) {
  if (result) return outcome{.good = false, .why = "it went on, and had to end", .seen = {}};
  if (!result.error()) return std::nullopt;
  return came_back_with(result.error());
}

template <class Result>
std::optional<outcome> expect_error(const Result& result, int errno_value, std::string_view name) {
  return expect_condition(result, std::error_code(errno_value, std::generic_category()),
                          std::string(name));
}

template <class Result>
std::optional<outcome> expect_error(const Result& result, std::errc condition) {
  return expect_condition(result, std::make_error_condition(condition),
                          std::make_error_code(condition).message());
}

}  // namespace ringlet::live
