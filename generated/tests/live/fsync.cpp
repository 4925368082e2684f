// Generated from spec/opcodes.json, row "fsync". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// fsync syncs a file.
task<outcome> fsync_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  submissions queue(loop);
  const op::fsync operation{.file = file.fd()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = queue.taken() == 1 && file.is_unchanged();
  if (!effect) co_return no_effect("queue.taken() == 1 && file.is_unchanged()");
  co_return passed();
}

// fsync syncs the data of a range.
task<outcome> fsync_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  submissions queue(loop);
  const op::fsync operation{
      .file = file.fd(), .flags = fsync_flags::datasync, .offset = 4, .length = 8};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = queue.taken() == 1 && file.is_unchanged();
  if (!effect) co_return no_effect("queue.taken() == 1 && file.is_unchanged()");
  co_return passed();
}

// fsync syncs through a direct slot.
task<outcome> fsync_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  submissions queue(loop);
  file_table table(loop);
  table.put(2, file.fd());
  const op::fsync operation{.file = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = queue.taken() == 1 && file.is_unchanged();
  if (!effect) co_return no_effect("queue.taken() == 1 && file.is_unchanged()");
  co_return passed();
}

// fsync says EINVAL for a pipe.
task<outcome> fsync_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::fsync operation{.file = pipe.writer()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// fsync says EINVAL for a flag that is none.
task<outcome> fsync_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  const op::fsync operation{.file = file.fd(), .flags = from_raw<fsync_flags>(0x40)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// fsync says EBADF for a number that is no descriptor.
task<outcome> fsync_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::fsync operation{.file = 1000000};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test fsync_tests[] = {
    {"fsync", "", "syncs a file", kind::gives, &fsync_1, &supports<op::fsync>},
    {"fsync", "", "syncs the data of a range", kind::gives, &fsync_2, &supports<op::fsync>},
    {"fsync", "", "syncs through a direct slot", kind::gives, &fsync_3, &supports<op::fsync>},
    {"fsync", "", "says EINVAL for a pipe", kind::fails, &fsync_4, &supports<op::fsync>},
    {"fsync", "", "says EINVAL for a flag that is none", kind::fails, &fsync_5,
     &supports<op::fsync>},
    {"fsync", "", "says EBADF for a number that is no descriptor", kind::fails, &fsync_6,
     &supports<op::fsync>},
};

}  // namespace

extern const live_table fsync_table;  // without this line it would be internal
const live_table fsync_table{"fsync", fsync_tests};

}  // namespace ringlet::live
