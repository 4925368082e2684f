// Generated from spec/opcodes.json, row "uring_cmd128". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// uring_cmd128 asks a socket how many bytes wait in it.
task<outcome> uring_cmd128_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  pair.feed_whole("hello");
  const op::uring_cmd128 operation{.file = pair.near(), .command = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.waiting() == 5;
  if (!effect) co_return no_effect("pair.waiting() == 5");
  co_return passed();
}

// uring_cmd128 says EOPNOTSUPP for a file that takes no commands.
task<outcome> uring_cmd128_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::uring_cmd128 operation{.file = source.fd(), .command = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// uring_cmd128_cqe32 asks a socket how many bytes wait in it.
task<outcome> uring_cmd128_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  pair.feed_whole("hello");
  const op::uring_cmd128_cqe32 operation{.file = pair.near(), .command = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 5 && pair.waiting() == 5;
  if (!effect) co_return no_effect("value.value == 5 && pair.waiting() == 5");
  co_return passed();
}

// uring_cmd128_cqe32 says EOPNOTSUPP for a file that takes no commands.
task<outcome> uring_cmd128_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::uring_cmd128_cqe32 operation{.file = source.fd(), .command = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

constexpr live_test tests[] = {
    {"uring_cmd128", "", "asks a socket how many bytes wait in it", kind::gives, &uring_cmd128_1,
     &supports<op::uring_cmd128>, ring_options{.big_sqes = sqe_entries::mixed}},
    {"uring_cmd128", "", "says EOPNOTSUPP for a file that takes no commands", kind::fails,
     &uring_cmd128_2, &supports<op::uring_cmd128>, ring_options{.big_sqes = sqe_entries::mixed}},
    {"uring_cmd128", "cqe32", "asks a socket how many bytes wait in it", kind::gives,
     &uring_cmd128_3, &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "cqe32", "says EOPNOTSUPP for a file that takes no commands", kind::fails,
     &uring_cmd128_4, &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::big, .big_cqes = cqe_entries::big}},
};

}  // namespace

extern const live_table uring_cmd128_table;  // without this line it would be internal
const live_table uring_cmd128_table{"uring_cmd128", tests};

}  // namespace ringlet::live
