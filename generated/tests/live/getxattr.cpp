// Generated from spec/opcodes.json, row "getxattr". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// getxattr reads an attribute.
task<outcome> getxattr_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  std::array<char, 16> room{};
  file.set("red");
  const op::getxattr operation{.path = file.path(), .attribute = file.attribute(), .value = room};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 3)) co_return wrong_value(value, "3");
  const bool effect = starts_with(room, "red") && room[3] == 0;
  if (!effect) co_return no_effect("starts_with(room, \"red\") && room[3] == 0");
  co_return passed();
}

// getxattr says how long it is.
task<outcome> getxattr_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  file.set("light blue");
  const op::getxattr operation{
      .path = file.path(), .attribute = file.attribute(), .value = std::span<char>()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 10)) co_return wrong_value(value, "10");
  co_return passed();
}

// getxattr says ERANGE for a buffer that is too short.
task<outcome> getxattr_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  std::array<char, 2> room{};
  file.set("red");
  const op::getxattr operation{.path = file.path(), .attribute = file.attribute(), .value = room};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ERANGE, "ERANGE")) co_return *wrong;
  const bool effect = room[0] == 0;
  if (!effect) co_return no_effect("room[0] == 0");
  co_return passed(result.error());
}

// getxattr says ENODATA for an attribute that is not there.
task<outcome> getxattr_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  std::array<char, 16> room{};
  const op::getxattr operation{.path = file.path(), .attribute = file.attribute(), .value = room};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENODATA, "ENODATA")) co_return *wrong;
  co_return passed(result.error());
}

// getxattr says ENOENT for what is not there.
task<outcome> getxattr_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  const std::string where = dir.path("missing");
  std::array<char, 16> room{};
  const op::getxattr operation{.path = where, .attribute = "user.ringlet", .value = room};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test getxattr_tests[] = {
    {"getxattr", "", "reads an attribute", kind::gives, &getxattr_1, &supports<op::getxattr>},
    {"getxattr", "", "says how long it is", kind::gives, &getxattr_2, &supports<op::getxattr>},
    {"getxattr", "", "says ERANGE for a buffer that is too short", kind::fails, &getxattr_3,
     &supports<op::getxattr>},
    {"getxattr", "", "says ENODATA for an attribute that is not there", kind::fails, &getxattr_4,
     &supports<op::getxattr>},
    {"getxattr", "", "says ENOENT for what is not there", kind::fails, &getxattr_5,
     &supports<op::getxattr>},
};

}  // namespace

extern const live_table getxattr_table;  // without this line it would be internal
const live_table getxattr_table{"getxattr", getxattr_tests};

}  // namespace ringlet::live
