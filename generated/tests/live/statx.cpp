// Generated from spec/opcodes.json, row "statx". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// statx tells size and kind of a file.
task<outcome> statx_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  struct ::statx facts{};
  dir.make_file("old", "text");
  const op::statx operation{.directory = dir.fd(), .path = "old", .buffer = facts};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = dir.agrees_with("old", facts) && facts.stx_size == 4;
  if (!effect) co_return no_effect("dir.agrees_with(\"old\", facts) && facts.stx_size == 4");
  co_return passed();
}

// statx tells about a symbolic link itself.
task<outcome> statx_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  struct ::statx facts{};
  dir.make_link("link", "nowhere");
  const op::statx operation{.directory = dir.fd(),
                            .path = "link",
                            .flags = at_flags::symlink_nofollow,
                            .mask = statx_mask::type | statx_mask::size,
                            .buffer = facts};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = S_ISLNK(facts.stx_mode) && facts.stx_size == 7;
  if (!effect) co_return no_effect("S_ISLNK(facts.stx_mode) && facts.stx_size == 7");
  co_return passed();
}

// statx tells about a descriptor.
task<outcome> statx_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  struct ::statx facts{};
  const op::statx operation{
      .directory = source.fd(), .path = "", .flags = at_flags::empty_path, .buffer = facts};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = facts.stx_size == source.size() && S_ISREG(facts.stx_mode);
  if (!effect) co_return no_effect("facts.stx_size == source.size() && S_ISREG(facts.stx_mode)");
  co_return passed();
}

// statx says ENOENT for what is not there.
task<outcome> statx_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  temp_dir dir(loop);
  struct ::statx facts{};
  const op::statx operation{.directory = dir.fd(), .path = "missing", .buffer = facts};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENOENT, "ENOENT")) co_return *wrong;
  const bool effect = facts.stx_mask == 0;
  if (!effect) co_return no_effect("facts.stx_mask == 0");
  co_return passed(result.error());
}

constexpr live_test statx_tests[] = {
    {"statx", "", "tells size and kind of a file", kind::gives, &statx_1, &supports<op::statx>},
    {"statx", "", "tells about a symbolic link itself", kind::gives, &statx_2,
     &supports<op::statx>},
    {"statx", "", "tells about a descriptor", kind::gives, &statx_3, &supports<op::statx>},
    {"statx", "", "says ENOENT for what is not there", kind::fails, &statx_4, &supports<op::statx>},
};

}  // namespace

extern const live_table statx_table;  // without this line it would be internal
const live_table statx_table{"statx", statx_tests};

}  // namespace ringlet::live
