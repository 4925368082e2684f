// Generated from spec/opcodes.json, row "linkat". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// linkat gives the file a second path.
task<outcome> linkat_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "text");
  const op::linkat operation{
      .old_directory = dir.fd(), .old_path = "old", .new_directory = dir.fd(), .new_path = "new"};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = dir.is_same_file("old", "new");
  if (!effect) co_return no_effect("dir.is_same_file(\"old\", \"new\")");
  co_return passed();
}

// linkat follows a symbolic link if it is told to.
task<outcome> linkat_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "text");
  dir.make_link("link", "old");
  const op::linkat operation{.old_directory = dir.fd(),
                             .old_path = "link",
                             .new_directory = dir.fd(),
                             .new_path = "new",
                             .flags = link_flags::symlink_follow};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = dir.is_same_file("old", "new") && dir.is_file("new");
  if (!effect) co_return no_effect("dir.is_same_file(\"old\", \"new\") && dir.is_file(\"new\")");
  co_return passed();
}

// linkat says EEXIST for a path that is there.
task<outcome> linkat_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "1");
  dir.make_file("new", "2");
  const op::linkat operation{
      .old_directory = dir.fd(), .old_path = "old", .new_directory = dir.fd(), .new_path = "new"};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EEXIST, "EEXIST")) co_return *wrong;
  const bool effect = !dir.is_same_file("old", "new");
  if (!effect) co_return no_effect("!dir.is_same_file(\"old\", \"new\")");
  co_return passed(result.error());
}

// linkat says ENOENT for what is not there.
task<outcome> linkat_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  const op::linkat operation{.old_directory = dir.fd(),
                             .old_path = "missing",
                             .new_directory = dir.fd(),
                             .new_path = "new"};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  const bool effect = !dir.exists("new");
  if (!effect) co_return no_effect("!dir.exists(\"new\")");
  co_return passed(result.error());
}

constexpr live_test linkat_tests[] = {
    {"linkat", "", "gives the file a second path", kind::gives, &linkat_1, &supports<op::linkat>},
    {"linkat", "", "follows a symbolic link if it is told to", kind::gives, &linkat_2,
     &supports<op::linkat>},
    {"linkat", "", "says EEXIST for a path that is there", kind::fails, &linkat_3,
     &supports<op::linkat>},
    {"linkat", "", "says ENOENT for what is not there", kind::fails, &linkat_4,
     &supports<op::linkat>},
};

}  // namespace

extern const live_table linkat_table;  // without this line it would be internal
const live_table linkat_table{"linkat", linkat_tests};

}  // namespace ringlet::live
