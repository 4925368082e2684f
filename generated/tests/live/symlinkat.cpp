// Generated from spec/opcodes.json, row "symlinkat". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// symlinkat makes a link.
task<outcome> symlinkat_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  const op::symlinkat operation{.target_path = "over/there", .directory = dir.fd(), .path = "link"};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = dir.link_says("link") == "over/there";
  if (!effect) co_return no_effect("dir.link_says(\"link\") == \"over/there\"");
  co_return passed();
}

// symlinkat says EEXIST for a path that is there.
task<outcome> symlinkat_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  dir.make_file("old", "text");
  const op::symlinkat operation{.target_path = "over/there", .directory = dir.fd(), .path = "old"};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EEXIST, "EEXIST")) co_return *wrong;
  const bool effect = dir.content("old") == "text";
  if (!effect) co_return no_effect("dir.content(\"old\") == \"text\"");
  co_return passed(result.error());
}

constexpr live_test symlinkat_tests[] = {
    {"symlinkat", "", "makes a link", kind::gives, &symlinkat_1, &supports<op::symlinkat>},
    {"symlinkat", "", "says EEXIST for a path that is there", kind::fails, &symlinkat_2,
     &supports<op::symlinkat>},
};

}  // namespace

extern const live_table symlinkat_table;  // without this line it would be internal
const live_table symlinkat_table{"symlinkat", symlinkat_tests};

}  // namespace ringlet::live
