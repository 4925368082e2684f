// Generated from spec/opcodes.json, row "msg_ring". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// msg_ring posts a completion on another ring.
task<outcome> msg_ring_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  other_ring other(loop);
  const op::msg_ring operation{
      .receiver = other.fd(), .res = 42, .user_data = 0x1122'3344'5566'7788};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = other.got(0x1122'3344'5566'7788, 42, 0);
  if (!effect) co_return no_effect("other.got(0x1122'3344'5566'7788, 42, 0)");
  co_return passed();
}

// msg_ring posts an error.
task<outcome> msg_ring_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  other_ring other(loop);
  const op::msg_ring operation{.receiver = other.fd(), .res = -EPIPE, .user_data = 7};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = other.got(7, -EPIPE, 0);
  if (!effect) co_return no_effect("other.got(7, -EPIPE, 0)");
  co_return passed();
}

// msg_ring posts a completion on its own ring.
task<outcome> msg_ring_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  foreign_listener listener(loop);
  const op::msg_ring operation{.receiver = loop.ring_fd(), .res = 42, .user_data = 7};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = co_await listener.got(7, 42);
  if (!effect) co_return no_effect("co_await listener.got(7, 42)");
  co_return passed();
}

// msg_ring says EBADFD for a file that is no ring.
task<outcome> msg_ring_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::msg_ring operation{.receiver = pipe.reader(), .res = 42, .user_data = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADFD, "EBADFD")) co_return *wrong;
  co_return passed(result.error());
}

// msg_ring says EBADF for a number that is no descriptor.
task<outcome> msg_ring_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::msg_ring operation{.receiver = 1000000, .res = 42, .user_data = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// msg_ring_cqe_flags posts a completion with flags.
task<outcome> msg_ring_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  other_ring other(loop);
  const op::msg_ring_cqe_flags operation{
      .receiver = other.fd(), .res = 42, .user_data = 7, .cqe_flags = 0x1234'0001};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = other.got(7, 42, 0x1234'0001);
  if (!effect) co_return no_effect("other.got(7, 42, 0x1234'0001)");
  co_return passed();
}

// msg_ring_cqe_flags says EBADFD for a file that is no ring.
task<outcome> msg_ring_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::msg_ring_cqe_flags operation{
      .receiver = pipe.reader(), .res = 42, .user_data = 7, .cqe_flags = 1};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADFD, "EBADFD")) co_return *wrong;
  co_return passed(result.error());
}

// msg_ring_fd puts a descriptor into a slot of another ring.
task<outcome> msg_ring_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  other_ring_with_table other(loop);
  table.fill_but(1);
  const op::msg_ring_fd operation{
      .receiver = other.fd(), .source = direct_slot(2), .user_data = 7, .slot = direct_slot(3)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, direct_slot(3))) co_return wrong_value(value, "direct_slot(3)");
  const bool effect =
      other.table().holds(3, "/dev/null") && other.got(7, 0, 0) && table.holds(2, "/dev/null");
  if (!effect)
    co_return no_effect(
        "other.table().holds(3, \"/dev/null\") && other.got(7, 0, 0) && table.holds(2, "
        "\"/dev/null\")");
  co_return passed();
}

// msg_ring_fd chooses a free slot of another ring, and tells both.
task<outcome> msg_ring_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  other_ring_with_table other(loop);
  table.fill();
  other.table().fill_but(2);
  const op::msg_ring_fd operation{.receiver = other.fd(), .source = direct_slot(0), .user_data = 7};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, direct_slot(2))) co_return wrong_value(value, "direct_slot(2)");
  const bool effect = other.table().holds(2, "/dev/null") && other.got(7, 2, 0);
  if (!effect) co_return no_effect("other.table().holds(2, \"/dev/null\") && other.got(7, 2, 0)");
  co_return passed();
}

// msg_ring_fd tells nobody there with cqe_skip.
task<outcome> msg_ring_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  other_ring_with_table other(loop);
  table.fill();
  const op::msg_ring_fd operation{.receiver = other.fd(),
                                  .source = direct_slot(0),
                                  .user_data = 7,
                                  .slot = direct_slot(1),
                                  .flags = msg_ring_flags::cqe_skip};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, direct_slot(1))) co_return wrong_value(value, "direct_slot(1)");
  const bool effect = other.table().holds(1, "/dev/null") && other.got_nothing();
  if (!effect) co_return no_effect("other.table().holds(1, \"/dev/null\") && other.got_nothing()");
  co_return passed();
}

// msg_ring_fd says EBADF for an empty slot.
task<outcome> msg_ring_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  other_ring_with_table other(loop);
  const op::msg_ring_fd operation{.receiver = other.fd(), .source = direct_slot(2), .user_data = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  const bool effect = other.got_nothing();
  if (!effect) co_return no_effect("other.got_nothing()");
  co_return passed(result.error());
}

// msg_ring_fd says ENFILE when no slot is free there.
task<outcome> msg_ring_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  other_ring_with_table other(loop);
  table.fill();
  other.table().fill();
  const op::msg_ring_fd operation{.receiver = other.fd(), .source = direct_slot(2), .user_data = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENFILE, "ENFILE")) co_return *wrong;
  const bool effect = other.got_nothing();
  if (!effect) co_return no_effect("other.got_nothing()");
  co_return passed(result.error());
}

// msg_ring_fd says ENXIO when there is no table there.
task<outcome> msg_ring_13([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  other_ring other(loop);
  table.fill();
  const op::msg_ring_fd operation{
      .receiver = other.fd(), .source = direct_slot(2), .user_data = 7, .slot = direct_slot(1)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENXIO, "ENXIO")) co_return *wrong;
  const bool effect = other.got_nothing();
  if (!effect) co_return no_effect("other.got_nothing()");
  co_return passed(result.error());
}

// msg_ring_fd says EINVAL outside of the table there.
task<outcome> msg_ring_14([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  other_ring_with_table other(loop);
  table.fill();
  const op::msg_ring_fd operation{
      .receiver = other.fd(), .source = direct_slot(2), .user_data = 7, .slot = direct_slot(1000)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = other.got_nothing();
  if (!effect) co_return no_effect("other.got_nothing()");
  co_return passed(result.error());
}

// msg_ring_fd says EINVAL to its own ring.
task<outcome> msg_ring_15([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  table.fill();
  const op::msg_ring_fd operation{
      .receiver = loop.ring_fd(), .source = direct_slot(2), .user_data = 7};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test msg_ring_tests[] = {
    {"msg_ring", "", "posts a completion on another ring", kind::gives, &msg_ring_1,
     &supports<op::msg_ring>},
    {"msg_ring", "", "posts an error", kind::gives, &msg_ring_2, &supports<op::msg_ring>},
    {"msg_ring", "", "posts a completion on its own ring", kind::gives, &msg_ring_3,
     &supports<op::msg_ring>},
    {"msg_ring", "", "says EBADFD for a file that is no ring", kind::fails, &msg_ring_4,
     &supports<op::msg_ring>},
    {"msg_ring", "", "says EBADF for a number that is no descriptor", kind::fails, &msg_ring_5,
     &supports<op::msg_ring>},
    {"msg_ring", "cqe_flags", "posts a completion with flags", kind::gives, &msg_ring_6,
     &supports<op::msg_ring_cqe_flags>},
    {"msg_ring", "cqe_flags", "says EBADFD for a file that is no ring", kind::fails, &msg_ring_7,
     &supports<op::msg_ring_cqe_flags>},
    {"msg_ring", "fd", "puts a descriptor into a slot of another ring", kind::gives, &msg_ring_8,
     &supports<op::msg_ring_fd>},
    {"msg_ring", "fd", "chooses a free slot of another ring, and tells both", kind::gives,
     &msg_ring_9, &supports<op::msg_ring_fd>},
    {"msg_ring", "fd", "tells nobody there with cqe_skip", kind::gives, &msg_ring_10,
     &supports<op::msg_ring_fd>},
    {"msg_ring", "fd", "says EBADF for an empty slot", kind::fails, &msg_ring_11,
     &supports<op::msg_ring_fd>},
    {"msg_ring", "fd", "says ENFILE when no slot is free there", kind::fails, &msg_ring_12,
     &supports<op::msg_ring_fd>},
    {"msg_ring", "fd", "says ENXIO when there is no table there", kind::fails, &msg_ring_13,
     &supports<op::msg_ring_fd>},
    {"msg_ring", "fd", "says EINVAL outside of the table there", kind::fails, &msg_ring_14,
     &supports<op::msg_ring_fd>},
    {"msg_ring", "fd", "says EINVAL to its own ring", kind::fails, &msg_ring_15,
     &supports<op::msg_ring_fd>},
};

}  // namespace

extern const live_table msg_ring_table;  // without this line it would be internal
const live_table msg_ring_table{"msg_ring", msg_ring_tests};

}  // namespace ringlet::live
