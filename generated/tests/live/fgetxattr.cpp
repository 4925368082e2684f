// Generated from spec/opcodes.json, row "fgetxattr". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// fgetxattr reads an attribute.
task<outcome> fgetxattr_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  std::array<char, 16> room{};
  file.set("red");
  const op::fgetxattr operation{.file = file.fd(), .attribute = file.attribute(), .value = room};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 3)) co_return wrong_value(value, "3");
  const bool effect = starts_with(room, "red") && room[3] == 0;
  if (!effect) co_return no_effect("starts_with(room, \"red\") && room[3] == 0");
  co_return passed();
}

// fgetxattr says how long it is.
task<outcome> fgetxattr_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  file.set("light blue");
  const op::fgetxattr operation{
      .file = file.fd(), .attribute = file.attribute(), .value = std::span<char>()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 10)) co_return wrong_value(value, "10");
  co_return passed();
}

// fgetxattr reads an attribute through a direct slot.
task<outcome> fgetxattr_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  slots_for_attributes table(loop);
  std::array<char, 16> room{};
  file.set("red");
  table.put(2, file.fd());
  const op::fgetxattr operation{
      .file = direct_slot(2), .attribute = file.attribute(), .value = room};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 3)) co_return wrong_value(value, "3");
  const bool effect = starts_with(room, "red");
  if (!effect) co_return no_effect("starts_with(room, \"red\")");
  co_return passed();
}

// fgetxattr says ERANGE for a buffer that is too short.
task<outcome> fgetxattr_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  std::array<char, 2> room{};
  file.set("red");
  const op::fgetxattr operation{.file = file.fd(), .attribute = file.attribute(), .value = room};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ERANGE, "ERANGE")) co_return *wrong;
  const bool effect = room[0] == 0;
  if (!effect) co_return no_effect("room[0] == 0");
  co_return passed(result.error());
}

// fgetxattr says ENODATA for an attribute that is not there.
task<outcome> fgetxattr_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  std::array<char, 16> room{};
  const op::fgetxattr operation{.file = file.fd(), .attribute = file.attribute(), .value = room};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENODATA, "ENODATA")) co_return *wrong;
  co_return passed(result.error());
}

// fgetxattr says EBADF for a number that is no descriptor.
task<outcome> fgetxattr_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  std::array<char, 16> room{};
  const op::fgetxattr operation{.file = 1000000, .attribute = "user.ringlet", .value = room};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test fgetxattr_tests[] = {
    {"fgetxattr", "", "reads an attribute", kind::gives, &fgetxattr_1, &supports<op::fgetxattr>},
    {"fgetxattr", "", "says how long it is", kind::gives, &fgetxattr_2, &supports<op::fgetxattr>},
    {"fgetxattr", "", "reads an attribute through a direct slot", kind::gives, &fgetxattr_3,
     &supports<op::fgetxattr>},
    {"fgetxattr", "", "says ERANGE for a buffer that is too short", kind::fails, &fgetxattr_4,
     &supports<op::fgetxattr>},
    {"fgetxattr", "", "says ENODATA for an attribute that is not there", kind::fails, &fgetxattr_5,
     &supports<op::fgetxattr>},
    {"fgetxattr", "", "says EBADF for a number that is no descriptor", kind::fails, &fgetxattr_6,
     &supports<op::fgetxattr>},
};

}  // namespace

extern const live_table fgetxattr_table;  // without this line it would be internal
const live_table fgetxattr_table{"fgetxattr", fgetxattr_tests};

}  // namespace ringlet::live
