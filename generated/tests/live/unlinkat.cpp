// Generated from spec/opcodes.json, row "unlinkat". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// unlinkat removes a file.
task<outcome> unlinkat_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "text");
  const op::unlinkat operation{.directory = dir.fd(), .path = "old"};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = !dir.exists("old");
  if (!effect) co_return no_effect("!dir.exists(\"old\")");
  co_return passed();
}

// unlinkat removes a directory.
task<outcome> unlinkat_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_directory("inner");
  const op::unlinkat operation{
      .directory = dir.fd(), .path = "inner", .flags = unlink_flags::removedir};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = !dir.exists("inner");
  if (!effect) co_return no_effect("!dir.exists(\"inner\")");
  co_return passed();
}

// unlinkat says EISDIR for a directory.
task<outcome> unlinkat_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_directory("inner");
  const op::unlinkat operation{.directory = dir.fd(), .path = "inner"};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EISDIR, "EISDIR")) co_return *wrong;
  const bool effect = dir.is_directory("inner");
  if (!effect) co_return no_effect("dir.is_directory(\"inner\")");
  co_return passed(result.error());
}

// unlinkat says ENOENT for what is not there.
task<outcome> unlinkat_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  const op::unlinkat operation{.directory = dir.fd(), .path = "missing"};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test unlinkat_tests[] = {
    {"unlinkat", "", "removes a file", kind::gives, &unlinkat_1, &supports<op::unlinkat>},
    {"unlinkat", "", "removes a directory", kind::gives, &unlinkat_2, &supports<op::unlinkat>},
    {"unlinkat", "", "says EISDIR for a directory", kind::fails, &unlinkat_3,
     &supports<op::unlinkat>},
    {"unlinkat", "", "says ENOENT for what is not there", kind::fails, &unlinkat_4,
     &supports<op::unlinkat>},
};

}  // namespace

extern const live_table unlinkat_table;  // without this line it would be internal
const live_table unlinkat_table{"unlinkat", unlinkat_tests};

}  // namespace ringlet::live
