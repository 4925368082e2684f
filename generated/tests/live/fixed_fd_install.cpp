// Generated from spec/opcodes.json, row "fixed_fd_install". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// fixed_fd_install makes a descriptor of the same file, which closes on exec.
task<outcome> fixed_fd_install_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const unique_fd zero(::open("/dev/zero", O_RDWR | O_CLOEXEC));
  table.put(2, zero.get());
  const op::fixed_fd_install operation{.slot = direct_slot(2)};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = is_same_file(value.get(), zero.get()) && closes_on_exec(value.get()) &&
                      table.holds(2, "/dev/zero");
  if (!effect)
    co_return no_effect(
        "is_same_file(value.get(), zero.get()) && closes_on_exec(value.get()) && table.holds(2, "
        "\"/dev/zero\")");
  co_return passed();
}

// fixed_fd_install makes a descriptor that stays open on exec.
task<outcome> fixed_fd_install_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const unique_fd zero(::open("/dev/zero", O_RDWR | O_CLOEXEC));
  table.put(2, zero.get());
  const op::fixed_fd_install operation{.slot = direct_slot(2), .flags = fixed_fd_flags::no_cloexec};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = is_same_file(value.get(), zero.get()) && !closes_on_exec(value.get());
  if (!effect)
    co_return no_effect("is_same_file(value.get(), zero.get()) && !closes_on_exec(value.get())");
  co_return passed();
}

// fixed_fd_install says EBADF for an empty slot.
task<outcome> fixed_fd_install_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const op::fixed_fd_install operation{.slot = direct_slot(2)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// fixed_fd_install says EBADF without a table.
task<outcome> fixed_fd_install_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::fixed_fd_install operation{.slot = direct_slot(0)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// fixed_fd_install says EINVAL for a flag that is none.
task<outcome> fixed_fd_install_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  file_table table(loop);
  const unique_fd zero(::open("/dev/zero", O_RDWR | O_CLOEXEC));
  table.put(2, zero.get());
  const op::fixed_fd_install operation{.slot = direct_slot(2),
                                       .flags = from_raw<fixed_fd_flags>(0x2)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test fixed_fd_install_tests[] = {
    {"fixed_fd_install", "", "makes a descriptor of the same file, which closes on exec",
     kind::gives, &fixed_fd_install_1, &supports<op::fixed_fd_install>},
    {"fixed_fd_install", "", "makes a descriptor that stays open on exec", kind::gives,
     &fixed_fd_install_2, &supports<op::fixed_fd_install>},
    {"fixed_fd_install", "", "says EBADF for an empty slot", kind::fails, &fixed_fd_install_3,
     &supports<op::fixed_fd_install>},
    {"fixed_fd_install", "", "says EBADF without a table", kind::fails, &fixed_fd_install_4,
     &supports<op::fixed_fd_install>},
    {"fixed_fd_install", "", "says EINVAL for a flag that is none", kind::fails,
     &fixed_fd_install_5, &supports<op::fixed_fd_install>},
};

}  // namespace

extern const live_table fixed_fd_install_table;  // without this line it would be internal
const live_table fixed_fd_install_table{"fixed_fd_install", fixed_fd_install_tests};

}  // namespace ringlet::live
