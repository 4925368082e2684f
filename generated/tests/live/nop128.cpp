// Generated from spec/opcodes.json, row "nop128". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// nop128 goes through the kernel with mixed SQEs.
task<outcome> nop128_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  submissions queue(loop);
  const op::nop128 operation{};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = queue.taken() == 2;
  if (!effect) co_return no_effect("queue.taken() == 2");
  co_return passed();
}

// nop128 goes through the kernel with big SQEs.
task<outcome> nop128_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  submissions queue(loop);
  const op::nop128 operation{};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = queue.taken() == 1;
  if (!effect) co_return no_effect("queue.taken() == 1");
  co_return passed();
}

// nop128_inject_result gives the result.
task<outcome> nop128_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::nop128_inject_result operation{.value = 12345};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 12345)) co_return wrong_value(value, "12345");
  co_return passed();
}

// nop128_inject_result fails with the error.
task<outcome> nop128_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::nop128_inject_result operation{.value = -ENXIO};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENXIO, "ENXIO")) co_return *wrong;
  co_return passed(result.error());
}

// nop128_file finds a descriptor.
task<outcome> nop128_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::nop128_file operation{.file = source.fd()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed();
}

// nop128_file finds a direct slot.
task<outcome> nop128_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  file_table table(loop);
  table.put(2, source.fd());
  const op::nop128_file operation{.file = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed();
}

// nop128_file says EBADF for an empty slot.
task<outcome> nop128_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const op::nop128_file operation{.file = direct_slot(1)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// nop128_file says EBADF for a number that is no descriptor.
task<outcome> nop128_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::nop128_file operation{.file = -1};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// nop128_fixed_buffer finds a buffer.
task<outcome> nop128_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  fixed_buffer registered(loop);
  const op::nop128_fixed_buffer operation{.buffer_index = registered.index()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = true;
  if (!effect) co_return no_effect("true");
  co_return passed();
}

// nop128_fixed_buffer says EFAULT for a buffer that is none.
task<outcome> nop128_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::nop128_fixed_buffer operation{.buffer_index = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  co_return passed(result.error());
}

// nop128_tw goes through the kernel as two entries of a mixed queue.
task<outcome> nop128_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  submissions queue(loop);
  const op::nop128_tw operation{};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = queue.taken() == 2;
  if (!effect) co_return no_effect("queue.taken() == 2");
  co_return passed();
}

// nop128_cqe32 gives both numbers on a ring with big CQEs.
task<outcome> nop128_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::nop128_cqe32 operation{.first = 0x1122334455667788, .second = 0x99aabbccddeeff00};
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

// nop128_cqe32 gives both numbers on a ring with mixed CQEs.
task<outcome> nop128_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::nop128_cqe32 operation{.first = 1, .second = 2};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.big_cqe[0] == 1 && value.big_cqe[1] == 2;
  if (!effect) co_return no_effect("value.big_cqe[0] == 1 && value.big_cqe[1] == 2");
  co_return passed();
}

constexpr live_test nop128_tests[] = {
    {"nop128", "", "goes through the kernel with mixed SQEs", kind::gives, &nop128_1,
     &supports<op::nop128>, ring_options{.big_sqes = sqe_entries::mixed}},
    {"nop128", "", "goes through the kernel with big SQEs", kind::gives, &nop128_2,
     &supports<op::nop128>, ring_options{.big_sqes = sqe_entries::big}},
    {"nop128", "inject_result", "gives the result", kind::gives, &nop128_3,
     &supports<op::nop128_inject_result>, ring_options{.big_sqes = sqe_entries::mixed}},
    {"nop128", "inject_result", "fails with the error", kind::fails, &nop128_4,
     &supports<op::nop128_inject_result>, ring_options{.big_sqes = sqe_entries::big}},
    {"nop128", "file", "finds a descriptor", kind::gives, &nop128_5, &supports<op::nop128_file>,
     ring_options{.big_sqes = sqe_entries::mixed}},
    {"nop128", "file", "finds a direct slot", kind::gives, &nop128_6, &supports<op::nop128_file>,
     ring_options{.big_sqes = sqe_entries::big}},
    {"nop128", "file", "says EBADF for an empty slot", kind::fails, &nop128_7,
     &supports<op::nop128_file>, ring_options{.big_sqes = sqe_entries::mixed}},
    {"nop128", "file", "says EBADF for a number that is no descriptor", kind::fails, &nop128_8,
     &supports<op::nop128_file>, ring_options{.big_sqes = sqe_entries::big}},
    {"nop128", "fixed_buffer", "finds a buffer", kind::gives, &nop128_9,
     &supports<op::nop128_fixed_buffer>, ring_options{.big_sqes = sqe_entries::mixed}},
    {"nop128", "fixed_buffer", "says EFAULT for a buffer that is none", kind::fails, &nop128_10,
     &supports<op::nop128_fixed_buffer>, ring_options{.big_sqes = sqe_entries::big}},
    {"nop128", "tw", "goes through the kernel as two entries of a mixed queue", kind::gives,
     &nop128_11, &supports<op::nop128_tw>, ring_options{.big_sqes = sqe_entries::mixed}},
    {"nop128", "cqe32", "gives both numbers on a ring with big CQEs", kind::gives, &nop128_12,
     &supports<op::nop128_cqe32>,
     ring_options{.big_sqes = sqe_entries::big, .big_cqes = cqe_entries::big}},
    {"nop128", "cqe32", "gives both numbers on a ring with mixed CQEs", kind::gives, &nop128_13,
     &supports<op::nop128_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
};

}  // namespace

extern const live_table nop128_table;  // without this line it would be internal
const live_table nop128_table{"nop128", nop128_tests};

}  // namespace ringlet::live
