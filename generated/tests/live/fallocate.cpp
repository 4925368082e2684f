// Generated from spec/opcodes.json, row "fallocate". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// fallocate makes the file longer.
task<outcome> fallocate_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  const op::fallocate operation{.file = file.fd(), .offset = 1000, .length = 3000};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.size() == 4000 && file.blocks() > 0;
  if (!effect) co_return no_effect("file.size() == 4000 && file.blocks() > 0");
  co_return passed();
}

// fallocate makes it longer through a direct slot.
task<outcome> fallocate_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  file_table table(loop);
  table.put(2, file.fd());
  const op::fallocate operation{.file = direct_slot(2), .offset = 0, .length = 4096};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.size() == 4096;
  if (!effect) co_return no_effect("file.size() == 4096");
  co_return passed();
}

// fallocate keeps the size if it is told to.
task<outcome> fallocate_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  const op::fallocate operation{
      .file = file.fd(), .mode = fallocate_mode::keep_size, .offset = 0, .length = 8192};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.size() == 0 && file.blocks() > 0;
  if (!effect) co_return no_effect("file.size() == 0 && file.blocks() > 0");
  co_return passed();
}

// fallocate says EBADF for a file that is open for reading only.
task<outcome> fallocate_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::fallocate operation{.file = source.read_only(), .offset = 0, .length = 4096};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// fallocate says EINVAL for a length of nothing.
task<outcome> fallocate_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  const op::fallocate operation{.file = file.fd(), .offset = 0, .length = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// fallocate says ESPIPE for a pipe.
task<outcome> fallocate_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::fallocate operation{.file = pipe.writer(), .offset = 0, .length = 4096};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ESPIPE, "ESPIPE")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test fallocate_tests[] = {
    {"fallocate", "", "makes the file longer", kind::gives, &fallocate_1, &supports<op::fallocate>},
    {"fallocate", "", "makes it longer through a direct slot", kind::gives, &fallocate_2,
     &supports<op::fallocate>},
    {"fallocate", "", "keeps the size if it is told to", kind::gives, &fallocate_3,
     &supports<op::fallocate>},
    {"fallocate", "", "says EBADF for a file that is open for reading only", kind::fails,
     &fallocate_4, &supports<op::fallocate>},
    {"fallocate", "", "says EINVAL for a length of nothing", kind::fails, &fallocate_5,
     &supports<op::fallocate>},
    {"fallocate", "", "says ESPIPE for a pipe", kind::fails, &fallocate_6,
     &supports<op::fallocate>},
};

}  // namespace

extern const live_table fallocate_table;  // without this line it would be internal
const live_table fallocate_table{"fallocate", fallocate_tests};

}  // namespace ringlet::live
