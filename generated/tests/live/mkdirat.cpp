// Generated from spec/opcodes.json, row "mkdirat". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// mkdirat makes a directory.
task<outcome> mkdirat_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  const op::mkdirat operation{.directory = dir.fd(), .path = "inner", .mode = 0750};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = dir.is_directory("inner") && dir.mode("inner") == 0750;
  if (!effect) co_return no_effect("dir.is_directory(\"inner\") && dir.mode(\"inner\") == 0750");
  co_return passed();
}

// mkdirat says EEXIST for a path that is there.
task<outcome> mkdirat_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "text");
  const op::mkdirat operation{.directory = dir.fd(), .path = "old"};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EEXIST, "EEXIST")) co_return *wrong;
  const bool effect = dir.content("old") == "text";
  if (!effect) co_return no_effect("dir.content(\"old\") == \"text\"");
  co_return passed(result.error());
}

// mkdirat says ENOENT below what is not there.
task<outcome> mkdirat_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  const op::mkdirat operation{.directory = dir.fd(), .path = "missing/inner"};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test mkdirat_tests[] = {
    {"mkdirat", "", "makes a directory", kind::gives, &mkdirat_1, &supports<op::mkdirat>},
    {"mkdirat", "", "says EEXIST for a path that is there", kind::fails, &mkdirat_2,
     &supports<op::mkdirat>},
    {"mkdirat", "", "says ENOENT below what is not there", kind::fails, &mkdirat_3,
     &supports<op::mkdirat>},
};

}  // namespace

extern const live_table mkdirat_table;  // without this line it would be internal
const live_table mkdirat_table{"mkdirat", mkdirat_tests};

}  // namespace ringlet::live
