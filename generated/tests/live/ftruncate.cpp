// Generated from spec/opcodes.json, row "ftruncate". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// ftruncate makes a file shorter.
task<outcome> ftruncate_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  const op::ftruncate operation{.file = file.fd(), .length = 10};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.content() == "0123456789";
  if (!effect) co_return no_effect("file.content() == \"0123456789\"");
  co_return passed();
}

// ftruncate makes a file longer.
task<outcome> ftruncate_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  const op::ftruncate operation{.file = file.fd(), .length = 0x1'0000'0005};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.size() == 0x1'0000'0005;
  if (!effect) co_return no_effect("file.size() == 0x1'0000'0005");
  co_return passed();
}

// ftruncate makes it shorter through a direct slot.
task<outcome> ftruncate_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  file_table table(loop);
  table.put(2, file.fd());
  const op::ftruncate operation{.file = direct_slot(2), .length = 10};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.content() == "0123456789";
  if (!effect) co_return no_effect("file.content() == \"0123456789\"");
  co_return passed();
}

// ftruncate says EINVAL for a file that is open for reading only.
task<outcome> ftruncate_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::ftruncate operation{.file = source.read_only(), .length = 10};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// ftruncate says EINVAL for a length that is negative as a signed number.
task<outcome> ftruncate_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  const op::ftruncate operation{.file = file.fd(), .length = ~std::uint64_t{0}};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  const bool effect = file.is_unchanged();
  if (!effect) co_return no_effect("file.is_unchanged()");
  co_return passed(result.error());
}

// ftruncate says EINVAL for a pipe.
task<outcome> ftruncate_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::ftruncate operation{.file = pipe.writer(), .length = 10};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// ftruncate says EBADF for a number that is no descriptor.
task<outcome> ftruncate_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::ftruncate operation{.file = 1000000, .length = 10};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test ftruncate_tests[] = {
    {"ftruncate", "", "makes a file shorter", kind::gives, &ftruncate_1, &supports<op::ftruncate>},
    {"ftruncate", "", "makes a file longer", kind::gives, &ftruncate_2, &supports<op::ftruncate>},
    {"ftruncate", "", "makes it shorter through a direct slot", kind::gives, &ftruncate_3,
     &supports<op::ftruncate>},
    {"ftruncate", "", "says EINVAL for a file that is open for reading only", kind::fails,
     &ftruncate_4, &supports<op::ftruncate>},
    {"ftruncate", "", "says EINVAL for a length that is negative as a signed number", kind::fails,
     &ftruncate_5, &supports<op::ftruncate>},
    {"ftruncate", "", "says EINVAL for a pipe", kind::fails, &ftruncate_6,
     &supports<op::ftruncate>},
    {"ftruncate", "", "says EBADF for a number that is no descriptor", kind::fails, &ftruncate_7,
     &supports<op::ftruncate>},
};

}  // namespace

extern const live_table ftruncate_table;  // without this line it would be internal
const live_table ftruncate_table{"ftruncate", ftruncate_tests};

}  // namespace ringlet::live
