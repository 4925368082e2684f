// Generated from spec/opcodes.json, row "read_multishot". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// read_multishot gives what comes, each time in another buffer.
task<outcome> read_multishot_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  selectable_buffers room(loop);
  submissions requests(loop);
  pipe.feed("one");
  pipe.feed_after(20ms, "two");
  const op::read_multishot operation{.file = pipe.reader(), .buffers = room.source()};
  auto source = stream(operation);
  std::vector<lease> values;
  for (int taken = 0; taken < 2; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = says(values[0], "one") && says(values[1], "two") && room.available() == 2 &&
                      requests.taken() == 1;
  if (!effect)
    co_return no_effect(
        "says(values[0], \"one\") && says(values[1], \"two\") && room.available() == 2 && "
        "requests.taken() == 1");
  co_return passed();
}

// read_multishot gives more than one buffer holds in several.
task<outcome> read_multishot_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  selectable_buffers room(loop);
  pipe.feed("0123456789abcdefghij");
  const op::read_multishot operation{.file = pipe.reader(), .buffers = room.source()};
  auto source = stream(operation);
  std::vector<lease> values;
  for (int taken = 0; taken < 2; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = says(values[0], "0123456789abcdef") && says(values[1], "ghij");
  if (!effect)
    co_return no_effect("says(values[0], \"0123456789abcdef\") && says(values[1], \"ghij\")");
  co_return passed();
}

// read_multishot reads through a direct slot.
task<outcome> read_multishot_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  selectable_buffers room(loop);
  file_table table(loop);
  table.put(2, pipe.reader());
  pipe.feed("slot");
  const op::read_multishot operation{.file = direct_slot(2), .buffers = room.source()};
  auto source = stream(operation);
  std::vector<lease> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  const bool effect = says(values[0], "slot");
  if (!effect) co_return no_effect("says(values[0], \"slot\")");
  co_return passed();
}

// read_multishot ends when the writer is gone.
task<outcome> read_multishot_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  selectable_buffers room(loop);
  pipe.feed("last");
  pipe.close_writer();
  const op::read_multishot operation{.file = pipe.reader(), .buffers = room.source()};
  auto source = stream(operation);
  std::vector<lease> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await source.next();
  if (auto wrong = expect_end(result)) co_return *wrong;
  const bool effect = says(values[0], "last");
  if (!effect) co_return no_effect("says(values[0], \"last\")");
  co_return passed();
}

// read_multishot says EBADFD for a file on a disk.
task<outcome> read_multishot_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file known(loop);
  selectable_buffers room(loop);
  const op::read_multishot operation{.file = known.fd(), .buffers = room.source(), .offset = 0};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EBADFD, "EBADFD")) co_return *wrong;
  const bool effect = room.available() == 4;
  if (!effect) co_return no_effect("room.available() == 4");
  co_return passed(result.error());
}

// read_multishot says EBADF for a number that is no descriptor.
task<outcome> read_multishot_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  selectable_buffers room(loop);
  const op::read_multishot operation{.file = 1000000, .buffers = room.source()};
  auto source = stream(operation);
  auto result = co_await source.next();
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// read_multishot can be cancelled after it gave bytes.
task<outcome> read_multishot_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  selectable_buffers room(loop);
  pipe.feed("x");
  const op::read_multishot operation{.file = pipe.reader(), .buffers = room.source()};
  auto source = stream(operation);
  std::vector<lease> values;
  for (int taken = 0; taken < 1; ++taken) {
    auto item = co_await source.next();
    if (!item) co_return came_back_with(item.error());
    values.push_back(*std::move(item));
  }
  auto result = co_await with_id(*id, source.next());
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = says(values[0], "x");
  if (!effect) co_return no_effect("says(values[0], \"x\")");
  co_return passed(result.error());
}

// read_multishot meets its deadline while the pipe is empty.
task<outcome> read_multishot_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  selectable_buffers room(loop);
  const op::read_multishot operation{.file = pipe.reader(), .buffers = room.source()};
  auto source = stream(operation);
  auto result = co_await within(short_deadline, source.next());
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = room.available() == 4;
  if (!effect) co_return no_effect("room.available() == 4");
  co_return passed(result.error());
}

constexpr live_test read_multishot_tests[] = {
    {"read_multishot", "", "gives what comes, each time in another buffer", kind::takes,
     &read_multishot_1, &supports<op::read_multishot>},
    {"read_multishot", "", "gives more than one buffer holds in several", kind::takes,
     &read_multishot_2, &supports<op::read_multishot>},
    {"read_multishot", "", "reads through a direct slot", kind::takes, &read_multishot_3,
     &supports<op::read_multishot>},
    {"read_multishot", "", "ends when the writer is gone", kind::ends, &read_multishot_4,
     &supports<op::read_multishot>},
    {"read_multishot", "", "says EBADFD for a file on a disk", kind::fails, &read_multishot_5,
     &supports<op::read_multishot>},
    {"read_multishot", "", "says EBADF for a number that is no descriptor", kind::fails,
     &read_multishot_6, &supports<op::read_multishot>},
    {"read_multishot", "", "can be cancelled after it gave bytes", kind::cancels, &read_multishot_7,
     &supports<op::read_multishot>},
    {"read_multishot", "", "meets its deadline while the pipe is empty", kind::deadline,
     &read_multishot_8, &supports<op::read_multishot>},
};

}  // namespace

extern const live_table read_multishot_table;  // without this line it would be internal
const live_table read_multishot_table{"read_multishot", read_multishot_tests};

}  // namespace ringlet::live
