// Generated from spec/opcodes.json, row "files_update". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// files_update puts files into slots.
task<outcome> files_update_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const unique_fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  const unique_fd zero(::open("/dev/zero", O_RDWR | O_CLOEXEC));
  const std::array<int, 2> files{null.get(), zero.get()};
  const op::files_update operation{.descriptors = files, .first = direct_slot(1)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 2)) co_return wrong_value(value, "2");
  const bool effect = table.is_empty(0) && table.holds(1, "/dev/null") &&
                      table.holds(2, "/dev/zero") && table.is_empty(3);
  if (!effect)
    co_return no_effect(
        "table.is_empty(0) && table.holds(1, \"/dev/null\") && table.holds(2, \"/dev/zero\") && "
        "table.is_empty(3)");
  co_return passed();
}

// files_update empties a slot and closes what was in it.
task<outcome> files_update_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  empty_pipe pipe(loop);
  const std::array<int, 1> files{no_file};
  table.put(2, pipe.writer());
  pipe.close_writer();
  const op::files_update operation{.descriptors = files, .first = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 1)) co_return wrong_value(value, "1");
  const bool effect = table.is_empty(2) && pipe.is_at_end();
  if (!effect) co_return no_effect("table.is_empty(2) && pipe.is_at_end()");
  co_return passed();
}

// files_update leaves a slot as it is.
task<outcome> files_update_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const std::array<int, 3> files{no_file, same_file, no_file};
  table.fill();
  const op::files_update operation{.descriptors = files, .first = direct_slot(0)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 3)) co_return wrong_value(value, "3");
  const bool effect = table.is_empty(0) && table.holds(1, "/dev/null") && table.is_empty(2) &&
                      table.holds(3, "/dev/null");
  if (!effect)
    co_return no_effect(
        "table.is_empty(0) && table.holds(1, \"/dev/null\") && table.is_empty(2) && table.holds(3, "
        "\"/dev/null\")");
  co_return passed();
}

// files_update counts what went before a number that is no descriptor.
task<outcome> files_update_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const unique_fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  const std::array<int, 3> files{null.get(), 1000000, null.get()};
  const op::files_update operation{.descriptors = files, .first = direct_slot(1)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 1)) co_return wrong_value(value, "1");
  const bool effect = table.holds(1, "/dev/null") && table.is_empty(2) && table.is_empty(3);
  if (!effect)
    co_return no_effect("table.holds(1, \"/dev/null\") && table.is_empty(2) && table.is_empty(3)");
  co_return passed();
}

// files_update says EBADF for a number that is no descriptor.
task<outcome> files_update_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const std::array<int, 1> files{1000000};
  table.fill();
  const op::files_update operation{.descriptors = files, .first = direct_slot(1)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  const bool effect = table.is_empty(1);
  if (!effect) co_return no_effect("table.is_empty(1)");
  co_return passed(result.error());
}

// files_update says EINVAL outside of the table.
task<outcome> files_update_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const std::array<int, 2> files{no_file, no_file};
  table.fill();
  const op::files_update operation{.descriptors = files, .first = direct_slot(3)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = !table.is_empty(3);
  if (!effect) co_return no_effect("!table.is_empty(3)");
  co_return passed(result.error());
}

// files_update says ENXIO without a table.
task<outcome> files_update_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const std::array<int, 1> files{no_file};
  const op::files_update operation{.descriptors = files, .first = direct_slot(0)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENXIO, "ENXIO")) co_return *wrong;
  co_return passed(result.error());
}

// files_update_alloc chooses free slots, and writes their numbers.
task<outcome> files_update_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const unique_fd zero(::open("/dev/zero", O_RDWR | O_CLOEXEC));
  std::array<int, 2> files{zero.get(), zero.get()};
  table.fill_but(1);
  table.clear(3);
  const op::files_update_alloc operation{.descriptors = files};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 2)) co_return wrong_value(value, "2");
  const bool effect = std::ranges::is_permutation(files, std::array{1, 3}) &&
                      table.holds(1, "/dev/zero") && table.holds(3, "/dev/zero");
  if (!effect)
    co_return no_effect(
        "std::ranges::is_permutation(files, std::array{1, 3}) && table.holds(1, \"/dev/zero\") && "
        "table.holds(3, \"/dev/zero\")");
  co_return passed();
}

// files_update_alloc counts what found a slot.
task<outcome> files_update_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const unique_fd zero(::open("/dev/zero", O_RDWR | O_CLOEXEC));
  std::array<int, 2> files{zero.get(), 1000000};
  table.fill_but(2);
  const op::files_update_alloc operation{.descriptors = files};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 1)) co_return wrong_value(value, "1");
  const bool effect = files == std::array{2, 1000000} && table.holds(2, "/dev/zero");
  if (!effect)
    co_return no_effect("files == std::array{2, 1000000} && table.holds(2, \"/dev/zero\")");
  co_return passed();
}

// files_update_alloc says ENFILE when no slot is free.
task<outcome> files_update_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  empty_pipe pipe(loop);
  std::array<int, 1> files{pipe.reader()};
  table.fill();
  const op::files_update_alloc operation{.descriptors = files};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENFILE, "ENFILE")) co_return *wrong;
  const bool effect = files[0] == pipe.reader() && table.holds(0, "/dev/null");
  if (!effect) co_return no_effect("files[0] == pipe.reader() && table.holds(0, \"/dev/null\")");
  co_return passed(result.error());
}

// files_update_alloc says EBADF for a number that is no descriptor.
task<outcome> files_update_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  std::array<int, 1> files{1000000};
  const op::files_update_alloc operation{.descriptors = files};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  const bool effect = table.is_empty(0);
  if (!effect) co_return no_effect("table.is_empty(0)");
  co_return passed(result.error());
}

// files_update_alloc says ENXIO without a table.
task<outcome> files_update_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  std::array<int, 1> files{pipe.reader()};
  const op::files_update_alloc operation{.descriptors = files};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ENXIO, "ENXIO")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test files_update_tests[] = {
    {"files_update", "", "puts files into slots", kind::gives, &files_update_1,
     &supports<op::files_update>},
    {"files_update", "", "empties a slot and closes what was in it", kind::gives, &files_update_2,
     &supports<op::files_update>},
    {"files_update", "", "leaves a slot as it is", kind::gives, &files_update_3,
     &supports<op::files_update>},
    {"files_update", "", "counts what went before a number that is no descriptor", kind::gives,
     &files_update_4, &supports<op::files_update>},
    {"files_update", "", "says EBADF for a number that is no descriptor", kind::fails,
     &files_update_5, &supports<op::files_update>},
    {"files_update", "", "says EINVAL outside of the table", kind::fails, &files_update_6,
     &supports<op::files_update>},
    {"files_update", "", "says ENXIO without a table", kind::fails, &files_update_7,
     &supports<op::files_update>},
    {"files_update", "alloc", "chooses free slots, and writes their numbers", kind::gives,
     &files_update_8, &supports<op::files_update_alloc>},
    {"files_update", "alloc", "counts what found a slot", kind::gives, &files_update_9,
     &supports<op::files_update_alloc>},
    {"files_update", "alloc", "says ENFILE when no slot is free", kind::fails, &files_update_10,
     &supports<op::files_update_alloc>},
    {"files_update", "alloc", "says EBADF for a number that is no descriptor", kind::fails,
     &files_update_11, &supports<op::files_update_alloc>},
    {"files_update", "alloc", "says ENXIO without a table", kind::fails, &files_update_12,
     &supports<op::files_update_alloc>},
};

}  // namespace

extern const live_table files_update_table;  // without this line it would be internal
const live_table files_update_table{"files_update", files_update_tests};

}  // namespace ringlet::live
