// Generated from spec/opcodes.json, row "renameat". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// renameat moves a file.
task<outcome> renameat_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "text");
  const op::renameat operation{
      .old_directory = dir.fd(), .old_path = "old", .new_directory = dir.fd(), .new_path = "new"};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = !dir.exists("old") && dir.content("new") == "text";
  if (!effect) co_return no_effect("!dir.exists(\"old\") && dir.content(\"new\") == \"text\"");
  co_return passed();
}

// renameat exchanges two files.
task<outcome> renameat_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("one", "1");
  dir.make_file("two", "2");
  const op::renameat operation{.old_directory = dir.fd(),
                               .old_path = "one",
                               .new_directory = dir.fd(),
                               .new_path = "two",
                               .flags = rename_flags::exchange};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = dir.content("one") == "2" && dir.content("two") == "1";
  if (!effect)
    co_return no_effect("dir.content(\"one\") == \"2\" && dir.content(\"two\") == \"1\"");
  co_return passed();
}

// renameat says EEXIST when it must not replace.
task<outcome> renameat_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "1");
  dir.make_file("new", "2");
  const op::renameat operation{.old_directory = dir.fd(),
                               .old_path = "old",
                               .new_directory = dir.fd(),
                               .new_path = "new",
                               .flags = rename_flags::noreplace};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EEXIST, "EEXIST")) co_return *wrong;
  const bool effect = dir.content("old") == "1" && dir.content("new") == "2";
  if (!effect)
    co_return no_effect("dir.content(\"old\") == \"1\" && dir.content(\"new\") == \"2\"");
  co_return passed(result.error());
}

// renameat says ENOENT for what is not there.
task<outcome> renameat_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  const op::renameat operation{.old_directory = dir.fd(),
                               .old_path = "missing",
                               .new_directory = dir.fd(),
                               .new_path = "new"};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  const bool effect = !dir.exists("new");
  if (!effect) co_return no_effect("!dir.exists(\"new\")");
  co_return passed(result.error());
}

constexpr live_test renameat_tests[] = {
    {"renameat", "", "moves a file", kind::gives, &renameat_1, &supports<op::renameat>},
    {"renameat", "", "exchanges two files", kind::gives, &renameat_2, &supports<op::renameat>},
    {"renameat", "", "says EEXIST when it must not replace", kind::fails, &renameat_3,
     &supports<op::renameat>},
    {"renameat", "", "says ENOENT for what is not there", kind::fails, &renameat_4,
     &supports<op::renameat>},
};

}  // namespace

extern const live_table renameat_table;  // without this line it would be internal
const live_table renameat_table{"renameat", renameat_tests};

}  // namespace ringlet::live
