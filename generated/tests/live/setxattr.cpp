// Generated from spec/opcodes.json, row "setxattr". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// setxattr sets an attribute.
task<outcome> setxattr_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  const op::setxattr operation{
      .path = file.path(), .attribute = file.attribute(), .value = std::string_view("red")};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.value() == "red";
  if (!effect) co_return no_effect("file.value() == \"red\"");
  co_return passed();
}

// setxattr says EEXIST when it must be new.
task<outcome> setxattr_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  file.set("red");
  const op::setxattr operation{.path = file.path(),
                               .attribute = file.attribute(),
                               .value = std::string_view("blue"),
                               .flags = xattr_flags::create};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EEXIST, "EEXIST")) co_return *wrong;
  const bool effect = file.value() == "red";
  if (!effect) co_return no_effect("file.value() == \"red\"");
  co_return passed(result.error());
}

// setxattr says ENODATA when it must be there.
task<outcome> setxattr_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  const op::setxattr operation{.path = file.path(),
                               .attribute = file.attribute(),
                               .value = std::string_view("blue"),
                               .flags = xattr_flags::replace};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENODATA, "ENODATA")) co_return *wrong;
  const bool effect = !file.has_value();
  if (!effect) co_return no_effect("!file.has_value()");
  co_return passed(result.error());
}

// setxattr says EOPNOTSUPP for a namespace that is none.
task<outcome> setxattr_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  const op::setxattr operation{
      .path = file.path(), .attribute = "nowhere.ringlet", .value = std::string_view("red")};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  co_return passed(result.error());
}

// setxattr says ENOENT for what is not there.
task<outcome> setxattr_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  const std::string where = dir.path("missing");
  const op::setxattr operation{
      .path = where, .attribute = "user.ringlet", .value = std::string_view("red")};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test setxattr_tests[] = {
    {"setxattr", "", "sets an attribute", kind::gives, &setxattr_1, &supports<op::setxattr>},
    {"setxattr", "", "says EEXIST when it must be new", kind::fails, &setxattr_2,
     &supports<op::setxattr>},
    {"setxattr", "", "says ENODATA when it must be there", kind::fails, &setxattr_3,
     &supports<op::setxattr>},
    {"setxattr", "", "says EOPNOTSUPP for a namespace that is none", kind::fails, &setxattr_4,
     &supports<op::setxattr>},
    {"setxattr", "", "says ENOENT for what is not there", kind::fails, &setxattr_5,
     &supports<op::setxattr>},
};

}  // namespace

extern const live_table setxattr_table;  // without this line it would be internal
const live_table setxattr_table{"setxattr", setxattr_tests};

}  // namespace ringlet::live
