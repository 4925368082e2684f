// Generated from spec/opcodes.json, row "provide_buffers". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// provide_buffers gives buffers that operations select.
task<outcome> provide_buffers_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  group_by_hand group(loop);
  const op::provide_buffers operation{
      .buffers = {group.memory(), group.size}, .group = group.number, .first = 7};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = co_await group.selects_all_from(7);
  if (!effect) co_return no_effect("co_await group.selects_all_from(7)");
  co_return passed();
}

// provide_buffers says E2BIG for more buffers than ids.
task<outcome> provide_buffers_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  group_by_hand group(loop);
  std::vector<std::byte> many(65537);
  const op::provide_buffers operation{.buffers = {many, 1}, .group = group.number};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, E2BIG, "E2BIG")) co_return *wrong;
  const bool effect = co_await group.has(0);
  if (!effect) co_return no_effect("co_await group.has(0)");
  co_return passed(result.error());
}

// provide_buffers says E2BIG without a buffer.
task<outcome> provide_buffers_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  group_by_hand group(loop);
  const op::provide_buffers operation{.buffers = {group.memory(), 0}, .group = group.number};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, E2BIG, "E2BIG")) co_return *wrong;
  const bool effect = co_await group.has(0);
  if (!effect) co_return no_effect("co_await group.has(0)");
  co_return passed(result.error());
}

// provide_buffers says EINVAL for a group that is a buffer ring.
task<outcome> provide_buffers_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  group_by_hand group(loop);
  buffer_rings_known known(loop);
  selected_buffers others(loop);
  const op::provide_buffers operation{.buffers = {group.memory(), group.size},
                                      .group = others.all().group()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = others.all_are_free();
  if (!effect) co_return no_effect("others.all_are_free()");
  co_return passed(result.error());
}

// provide_buffers says EFAULT for memory that is not the process's.
task<outcome> provide_buffers_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  group_by_hand group(loop);
  const std::span<std::byte> beyond(reinterpret_cast<std::byte*>(0xffff'8000'0000'0000), 4096);
  const op::provide_buffers operation{.buffers = {beyond, 1024}, .group = group.number};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = co_await group.has(0);
  if (!effect) co_return no_effect("co_await group.has(0)");
  co_return passed(result.error());
}

constexpr live_test provide_buffers_tests[] = {
    {"provide_buffers", "", "gives buffers that operations select", kind::gives, &provide_buffers_1,
     &supports<op::provide_buffers>},
    {"provide_buffers", "", "says E2BIG for more buffers than ids", kind::fails, &provide_buffers_2,
     &supports<op::provide_buffers>},
    {"provide_buffers", "", "says E2BIG without a buffer", kind::fails, &provide_buffers_3,
     &supports<op::provide_buffers>},
    {"provide_buffers", "", "says EINVAL for a group that is a buffer ring", kind::fails,
     &provide_buffers_4, &supports<op::provide_buffers>},
    {"provide_buffers", "", "says EFAULT for memory that is not the process's", kind::fails,
     &provide_buffers_5, &supports<op::provide_buffers>},
};

}  // namespace

extern const live_table provide_buffers_table;  // without this line it would be internal
const live_table provide_buffers_table{"provide_buffers", provide_buffers_tests};

}  // namespace ringlet::live
