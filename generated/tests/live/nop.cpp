// Generated from spec/opcodes.json, row "nop". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// nop goes through the kernel.
task<outcome> nop_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  submissions queue(loop);
  const op::nop operation{};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = queue.taken() == 1;
  if (!effect) co_return no_effect("queue.taken() == 1");
  co_return passed();
}

// nop_inject_result gives the result.
task<outcome> nop_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::nop_inject_result operation{.value = 12345};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 12345)) co_return wrong_value(value, "12345");
  co_return passed();
}

// nop_inject_result fails with the error.
task<outcome> nop_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::nop_inject_result operation{.value = -ENXIO};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENXIO, "ENXIO")) co_return *wrong;
  co_return passed(result.error());
}

// nop_file finds a descriptor.
task<outcome> nop_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::nop_file operation{.file = source.fd()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed();
}

// nop_file finds a direct slot.
task<outcome> nop_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  file_table table(loop);
  table.put(2, source.fd());
  const op::nop_file operation{.file = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed();
}

// nop_file says EBADF for an empty slot.
task<outcome> nop_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const op::nop_file operation{.file = direct_slot(1)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// nop_file says EBADF for a number that is no descriptor.
task<outcome> nop_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::nop_file operation{.file = -1};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// nop_fixed_buffer finds a buffer.
task<outcome> nop_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_buffer registered(loop);
  const op::nop_fixed_buffer operation{.buffer_index = registered.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = true;
  if (!effect) co_return no_effect("true");
  co_return passed();
}

// nop_fixed_buffer says EFAULT for a buffer that is none.
task<outcome> nop_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::nop_fixed_buffer operation{.buffer_index = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  co_return passed(result.error());
}

// nop_tw goes through the kernel.
task<outcome> nop_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  submissions queue(loop);
  const op::nop_tw operation{};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = queue.taken() == 1;
  if (!effect) co_return no_effect("queue.taken() == 1");
  co_return passed();
}

// nop_cqe32 gives both numbers on a ring with big CQEs.
task<outcome> nop_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::nop_cqe32 operation{.first = 0x1122334455667788, .second = 0x99aabbccddeeff00};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 0 && value.big_cqe[0] == 0x1122334455667788 &&
                      value.big_cqe[1] == 0x99aabbccddeeff00;
  if (!effect)
    co_return no_effect(
        "value.value == 0 && value.big_cqe[0] == 0x1122334455667788 && value.big_cqe[1] == "
        "0x99aabbccddeeff00");
  co_return passed();
}

// nop_cqe32 gives both numbers on a ring with mixed CQEs.
task<outcome> nop_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::nop_cqe32 operation{.first = 1, .second = 2};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.big_cqe[0] == 1 && value.big_cqe[1] == 2;
  if (!effect) co_return no_effect("value.big_cqe[0] == 1 && value.big_cqe[1] == 2");
  co_return passed();
}

constexpr live_test nop_tests[] = {
    {"nop", "", "goes through the kernel", kind::gives, &nop_1, &supports<op::nop>},
    {"nop", "inject_result", "gives the result", kind::gives, &nop_2,
     &supports<op::nop_inject_result>},
    {"nop", "inject_result", "fails with the error", kind::fails, &nop_3,
     &supports<op::nop_inject_result>},
    {"nop", "file", "finds a descriptor", kind::gives, &nop_4, &supports<op::nop_file>},
    {"nop", "file", "finds a direct slot", kind::gives, &nop_5, &supports<op::nop_file>},
    {"nop", "file", "says EBADF for an empty slot", kind::fails, &nop_6, &supports<op::nop_file>},
    {"nop", "file", "says EBADF for a number that is no descriptor", kind::fails, &nop_7,
     &supports<op::nop_file>},
    {"nop", "fixed_buffer", "finds a buffer", kind::gives, &nop_8, &supports<op::nop_fixed_buffer>},
    {"nop", "fixed_buffer", "says EFAULT for a buffer that is none", kind::fails, &nop_9,
     &supports<op::nop_fixed_buffer>},
    {"nop", "tw", "goes through the kernel", kind::gives, &nop_10, &supports<op::nop_tw>},
    {"nop", "cqe32", "gives both numbers on a ring with big CQEs", kind::gives, &nop_11,
     &supports<op::nop_cqe32>, ring_options{.big_cqes = cqe_entries::big}},
    {"nop", "cqe32", "gives both numbers on a ring with mixed CQEs", kind::gives, &nop_12,
     &supports<op::nop_cqe32>, ring_options{.big_cqes = cqe_entries::mixed}},
};

}  // namespace

extern const live_table nop_table;  // without this line it would be internal
const live_table nop_table{"nop", nop_tests};

}  // namespace ringlet::live
