// Generated from spec/opcodes.json, row "remove_buffers". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// remove_buffers takes back as many as it is asked for.
task<outcome> remove_buffers_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  group_by_hand group(loop);
  co_await group.provide();
  const op::remove_buffers operation{.count = 3, .group = group.number};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 3)) co_return wrong_value(value, "3");
  const bool effect = co_await group.has(1);
  if (!effect) co_return no_effect("co_await group.has(1)");
  co_return passed();
}

// remove_buffers takes back all of them.
task<outcome> remove_buffers_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  group_by_hand group(loop);
  co_await group.provide();
  const op::remove_buffers operation{.count = group.count, .group = group.number};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 4)) co_return wrong_value(value, "4");
  const bool effect = co_await group.has(0);
  if (!effect) co_return no_effect("co_await group.has(0)");
  co_return passed();
}

// remove_buffers takes back a whole group of 65536, of which some kernels keep 65535.
task<outcome> remove_buffers_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  largest_group group(loop);
  co_await group.provide();
  const op::remove_buffers operation{.count = group.count, .group = group.number};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value == 65536 || value == 65535;
  if (!effect) co_return no_effect("value == 65536 || value == 65535");
  co_return passed();
}

// remove_buffers says EINVAL for more than a group can have.
task<outcome> remove_buffers_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  group_by_hand group(loop);
  co_await group.provide();
  const op::remove_buffers operation{.count = 65537, .group = group.number};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = co_await group.has(4);
  if (!effect) co_return no_effect("co_await group.has(4)");
  co_return passed(result.error());
}

// remove_buffers says ENOENT when there is no such group.
task<outcome> remove_buffers_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::remove_buffers operation{.count = 1, .group = group_by_hand::number};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

// remove_buffers says EINVAL for none.
task<outcome> remove_buffers_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  group_by_hand group(loop);
  co_await group.provide();
  const op::remove_buffers operation{.count = 0, .group = group.number};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = co_await group.has(4);
  if (!effect) co_return no_effect("co_await group.has(4)");
  co_return passed(result.error());
}

// remove_buffers says EINVAL for a group that is a buffer ring.
task<outcome> remove_buffers_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  buffer_rings_known known(loop);
  selected_buffers others(loop);
  const op::remove_buffers operation{.count = 1, .group = others.all().group()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = others.all_are_free();
  if (!effect) co_return no_effect("others.all_are_free()");
  co_return passed(result.error());
}

constexpr live_test remove_buffers_tests[] = {
    {"remove_buffers", "", "takes back as many as it is asked for", kind::gives, &remove_buffers_1,
     &supports<op::remove_buffers>},
    {"remove_buffers", "", "takes back all of them", kind::gives, &remove_buffers_2,
     &supports<op::remove_buffers>},
    {"remove_buffers", "", "takes back a whole group of 65536, of which some kernels keep 65535",
     kind::gives, &remove_buffers_3, &supports<op::remove_buffers>},
    {"remove_buffers", "", "says EINVAL for more than a group can have", kind::fails,
     &remove_buffers_4, &supports<op::remove_buffers>},
    {"remove_buffers", "", "says ENOENT when there is no such group", kind::fails,
     &remove_buffers_5, &supports<op::remove_buffers>},
    {"remove_buffers", "", "says EINVAL for none", kind::fails, &remove_buffers_6,
     &supports<op::remove_buffers>},
    {"remove_buffers", "", "says EINVAL for a group that is a buffer ring", kind::fails,
     &remove_buffers_7, &supports<op::remove_buffers>},
};

}  // namespace

extern const live_table remove_buffers_table;  // without this line it would be internal
const live_table remove_buffers_table{"remove_buffers", remove_buffers_tests};

}  // namespace ringlet::live
