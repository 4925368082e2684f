// Generated from spec/opcodes.json, row "sync_file_range". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// sync_file_range writes a file's data and waits for them.
task<outcome> sync_file_range_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  submissions queue(loop);
  const op::sync_file_range operation{.file = file.fd()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = queue.taken() == 1 && file.is_unchanged();
  if (!effect) co_return no_effect("queue.taken() == 1 && file.is_unchanged()");
  co_return passed();
}

// sync_file_range begins to write a range.
task<outcome> sync_file_range_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  submissions queue(loop);
  const op::sync_file_range operation{
      .file = file.fd(), .offset = 4, .length = 8, .flags = sync_file_range_flags::write};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = queue.taken() == 1 && file.is_unchanged();
  if (!effect) co_return no_effect("queue.taken() == 1 && file.is_unchanged()");
  co_return passed();
}

// sync_file_range writes through a direct slot.
task<outcome> sync_file_range_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  submissions queue(loop);
  file_table table(loop);
  table.put(2, file.fd());
  const op::sync_file_range operation{.file = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = queue.taken() == 1 && file.is_unchanged();
  if (!effect) co_return no_effect("queue.taken() == 1 && file.is_unchanged()");
  co_return passed();
}

// sync_file_range says ESPIPE for a pipe.
task<outcome> sync_file_range_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::sync_file_range operation{.file = pipe.writer()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ESPIPE, "ESPIPE")) co_return *wrong;
  co_return passed(result.error());
}

// sync_file_range says EINVAL for a flag that is none.
task<outcome> sync_file_range_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  const op::sync_file_range operation{.file = file.fd(),
                                      .flags = from_raw<sync_file_range_flags>(0x8)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// sync_file_range says EBADF for a number that is no descriptor.
task<outcome> sync_file_range_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::sync_file_range operation{.file = 1000000};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test sync_file_range_tests[] = {
    {"sync_file_range", "", "writes a file's data and waits for them", kind::gives,
     &sync_file_range_1, &supports<op::sync_file_range>},
    {"sync_file_range", "", "begins to write a range", kind::gives, &sync_file_range_2,
     &supports<op::sync_file_range>},
    {"sync_file_range", "", "writes through a direct slot", kind::gives, &sync_file_range_3,
     &supports<op::sync_file_range>},
    {"sync_file_range", "", "says ESPIPE for a pipe", kind::fails, &sync_file_range_4,
     &supports<op::sync_file_range>},
    {"sync_file_range", "", "says EINVAL for a flag that is none", kind::fails, &sync_file_range_5,
     &supports<op::sync_file_range>},
    {"sync_file_range", "", "says EBADF for a number that is no descriptor", kind::fails,
     &sync_file_range_6, &supports<op::sync_file_range>},
};

}  // namespace

extern const live_table sync_file_range_table;  // without this line it would be internal
const live_table sync_file_range_table{"sync_file_range", sync_file_range_tests};

}  // namespace ringlet::live
