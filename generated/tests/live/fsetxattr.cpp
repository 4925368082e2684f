// Generated from spec/opcodes.json, row "fsetxattr". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// fsetxattr sets an attribute.
task<outcome> fsetxattr_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  const op::fsetxattr operation{
      .file = file.fd(), .attribute = file.attribute(), .value = std::string_view("red")};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.value() == "red";
  if (!effect) co_return no_effect("file.value() == \"red\"");
  co_return passed();
}

// fsetxattr replaces an attribute.
task<outcome> fsetxattr_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  file.set("red");
  const op::fsetxattr operation{.file = file.fd(),
                                .attribute = file.attribute(),
                                .value = std::string_view("light blue"),
                                .flags = xattr_flags::replace};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.value() == "light blue";
  if (!effect) co_return no_effect("file.value() == \"light blue\"");
  co_return passed();
}

// fsetxattr sets an attribute through a direct slot.
task<outcome> fsetxattr_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  slots_for_attributes table(loop);
  table.put(2, file.fd());
  const op::fsetxattr operation{
      .file = direct_slot(2), .attribute = file.attribute(), .value = std::string_view("red")};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.value() == "red";
  if (!effect) co_return no_effect("file.value() == \"red\"");
  co_return passed();
}

// fsetxattr says EEXIST when it must be new.
task<outcome> fsetxattr_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  file.set("red");
  const op::fsetxattr operation{.file = file.fd(),
                                .attribute = file.attribute(),
                                .value = std::string_view("blue"),
                                .flags = xattr_flags::create};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EEXIST, "EEXIST")) co_return *wrong;
  const bool effect = file.value() == "red";
  if (!effect) co_return no_effect("file.value() == \"red\"");
  co_return passed(result.error());
}

// fsetxattr says ENODATA when it must be there.
task<outcome> fsetxattr_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  const op::fsetxattr operation{.file = file.fd(),
                                .attribute = file.attribute(),
                                .value = std::string_view("blue"),
                                .flags = xattr_flags::replace};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENODATA, "ENODATA")) co_return *wrong;
  const bool effect = !file.has_value();
  if (!effect) co_return no_effect("!file.has_value()");
  co_return passed(result.error());
}

// fsetxattr says EOPNOTSUPP for a namespace that is none.
task<outcome> fsetxattr_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  const op::fsetxattr operation{
      .file = file.fd(), .attribute = "nowhere.ringlet", .value = std::string_view("red")};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  co_return passed(result.error());
}

// fsetxattr says EINVAL for a flag that is none.
task<outcome> fsetxattr_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  attributed_file file(loop);
  const op::fsetxattr operation{.file = file.fd(),
                                .attribute = file.attribute(),
                                .value = std::string_view("red"),
                                .flags = from_raw<xattr_flags>(0x4)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = !file.has_value();
  if (!effect) co_return no_effect("!file.has_value()");
  co_return passed(result.error());
}

// fsetxattr says EBADF for a number that is no descriptor.
task<outcome> fsetxattr_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::fsetxattr operation{
      .file = 1000000, .attribute = "user.ringlet", .value = std::string_view("red")};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test fsetxattr_tests[] = {
    {"fsetxattr", "", "sets an attribute", kind::gives, &fsetxattr_1, &supports<op::fsetxattr>},
    {"fsetxattr", "", "replaces an attribute", kind::gives, &fsetxattr_2, &supports<op::fsetxattr>},
    {"fsetxattr", "", "sets an attribute through a direct slot", kind::gives, &fsetxattr_3,
     &supports<op::fsetxattr>},
    {"fsetxattr", "", "says EEXIST when it must be new", kind::fails, &fsetxattr_4,
     &supports<op::fsetxattr>},
    {"fsetxattr", "", "says ENODATA when it must be there", kind::fails, &fsetxattr_5,
     &supports<op::fsetxattr>},
    {"fsetxattr", "", "says EOPNOTSUPP for a namespace that is none", kind::fails, &fsetxattr_6,
     &supports<op::fsetxattr>},
    {"fsetxattr", "", "says EINVAL for a flag that is none", kind::fails, &fsetxattr_7,
     &supports<op::fsetxattr>},
    {"fsetxattr", "", "says EBADF for a number that is no descriptor", kind::fails, &fsetxattr_8,
     &supports<op::fsetxattr>},
};

}  // namespace

extern const live_table fsetxattr_table;  // without this line it would be internal
const live_table fsetxattr_table{"fsetxattr", fsetxattr_tests};

}  // namespace ringlet::live
