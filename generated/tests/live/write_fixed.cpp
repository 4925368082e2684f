// Generated from spec/opcodes.json, row "write_fixed". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// write_fixed writes from the registered buffer.
task<outcome> write_fixed_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  fixed_buffer memory(loop);
  memory.fill("from memory");
  const op::write_fixed operation{.file = file.fd(),
                                  .buffer = memory.bytes().first(11),
                                  .buffer_index = memory.index(),
                                  .offset = 2};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 11)) co_return wrong_value(value, "11");
  const bool effect = file.content() == std::string_view("\0\0from memory", 13);
  if (!effect) co_return no_effect("file.content() == std::string_view(\"\\0\\0from memory\", 13)");
  co_return passed();
}

// write_fixed writes through a direct slot.
task<outcome> write_fixed_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  fixed_buffer memory(loop);
  file_table table(loop);
  memory.fill("from memory");
  table.put(2, file.fd());
  const op::write_fixed operation{.file = direct_slot(2),
                                  .buffer = memory.bytes().first(11),
                                  .buffer_index = memory.index(),
                                  .offset = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 11)) co_return wrong_value(value, "11");
  const bool effect = file.content() == "from memory";
  if (!effect) co_return no_effect("file.content() == \"from memory\"");
  co_return passed();
}

// write_fixed appends if it is told to.
task<outcome> write_fixed_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  memory.fill("from memory");
  const op::write_fixed operation{.file = source.fd(),
                                  .buffer = memory.bytes().first(11),
                                  .buffer_index = memory.index(),
                                  .offset = 0,
                                  .flags = rw_flags::append};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 11)) co_return wrong_value(value, "11");
  const bool effect = source.ends_with("from memory") && source.begins_unchanged();
  if (!effect)
    co_return no_effect("source.ends_with(\"from memory\") && source.begins_unchanged()");
  co_return passed();
}

// write_fixed says EFAULT for a range outside of the registered buffer.
task<outcome> write_fixed_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  fixed_buffer memory(loop);
  const op::write_fixed operation{.file = file.fd(),
                                  .buffer = std::string_view("elsewhere"),
                                  .buffer_index = memory.index(),
                                  .offset = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = file.content().empty();
  if (!effect) co_return no_effect("file.content().empty()");
  co_return passed(result.error());
}

// write_fixed can be cancelled while the pipe is full.
task<outcome> write_fixed_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  fixed_buffer memory(loop);
  const op::write_fixed operation{
      .file = pipe.writer(), .buffer = memory.bytes().first(11), .buffer_index = memory.index()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// write_fixed meets its deadline while the pipe is full.
task<outcome> write_fixed_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  fixed_buffer memory(loop);
  const op::write_fixed operation{
      .file = pipe.writer(), .buffer = memory.bytes().first(11), .buffer_index = memory.index()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

constexpr live_test tests[] = {
    {"write_fixed", "", "writes from the registered buffer", kind::gives, &write_fixed_1,
     &supports<op::write_fixed>},
    {"write_fixed", "", "writes through a direct slot", kind::gives, &write_fixed_2,
     &supports<op::write_fixed>},
    {"write_fixed", "", "appends if it is told to", kind::gives, &write_fixed_3,
     &supports<op::write_fixed>},
    {"write_fixed", "", "says EFAULT for a range outside of the registered buffer", kind::fails,
     &write_fixed_4, &supports<op::write_fixed>},
    {"write_fixed", "", "can be cancelled while the pipe is full", kind::cancels, &write_fixed_5,
     &supports<op::write_fixed>},
    {"write_fixed", "", "meets its deadline while the pipe is full", kind::deadline, &write_fixed_6,
     &supports<op::write_fixed>},
};

}  // namespace

extern const live_table write_fixed_table;  // without this line it would be internal
const live_table write_fixed_table{"write_fixed", tests};

}  // namespace ringlet::live
