// Generated from spec/opcodes.json, row "writev_fixed". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// writev_fixed writes the ranges one after the other.
task<outcome> writev_fixed_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges("one, ", "two");
  const op::writev_fixed operation{
      .file = file.fd(), .buffers = parts, .buffer_index = memory.index(), .offset = 2};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 8)) co_return wrong_value(value, "8");
  const bool effect = file.content() == std::string_view("\0\0one, two", 10);
  if (!effect) co_return no_effect("file.content() == std::string_view(\"\\0\\0one, two\", 10)");
  co_return passed();
}

// writev_fixed writes through a direct slot.
task<outcome> writev_fixed_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  fixed_buffer memory(loop);
  file_table table(loop);
  const auto parts = memory.ranges("one, ", "two");
  table.put(2, file.fd());
  const op::writev_fixed operation{
      .file = direct_slot(2), .buffers = parts, .buffer_index = memory.index(), .offset = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 8)) co_return wrong_value(value, "8");
  const bool effect = file.content() == "one, two";
  if (!effect) co_return no_effect("file.content() == \"one, two\"");
  co_return passed();
}

// writev_fixed appends if it is told to.
task<outcome> writev_fixed_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges(" the", " end");
  const op::writev_fixed operation{.file = source.fd(),
                                   .buffers = parts,
                                   .buffer_index = memory.index(),
                                   .offset = 0,
                                   .flags = rw_flags::append};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 8)) co_return wrong_value(value, "8");
  const bool effect = source.ends_with(" the end") && source.begins_unchanged();
  if (!effect) co_return no_effect("source.ends_with(\" the end\") && source.begins_unchanged()");
  co_return passed();
}

// writev_fixed says EFAULT for a range outside of the registered buffer.
task<outcome> writev_fixed_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_file file(loop);
  fixed_buffer memory(loop);
  std::string_view text = "elsewhere";
  std::array<iovec, 1> parts{iovec{const_cast<char*>(text.data()), text.size()}};
  const op::writev_fixed operation{
      .file = file.fd(), .buffers = parts, .buffer_index = memory.index(), .offset = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EFAULT, "EFAULT")) co_return *wrong;
  const bool effect = file.content().empty();
  if (!effect) co_return no_effect("file.content().empty()");
  co_return passed(result.error());
}

// writev_fixed can be cancelled while the pipe is full.
task<outcome> writev_fixed_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges("one, ", "two");
  const op::writev_fixed operation{
      .file = pipe.writer(), .buffers = parts, .buffer_index = memory.index()};
  auto result = co_await with_id(*id, operation);
  if (auto wrong = expect_error(result, std::errc::operation_canceled)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

// writev_fixed meets its deadline while the pipe is full.
task<outcome> writev_fixed_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  full_pipe pipe(loop);
  fixed_buffer memory(loop);
  const auto parts = memory.ranges("one, ", "two");
  const op::writev_fixed operation{
      .file = pipe.writer(), .buffers = parts, .buffer_index = memory.index()};
  auto result = co_await within(short_deadline, operation);
  if (auto wrong = expect_error(result, std::errc::timed_out)) co_return *wrong;
  const bool effect = pipe.is_unchanged();
  if (!effect) co_return no_effect("pipe.is_unchanged()");
  co_return passed(result.error());
}

constexpr live_test tests[] = {
    {"writev_fixed", "", "writes the ranges one after the other", kind::gives, &writev_fixed_1,
     &supports<op::writev_fixed>},
    {"writev_fixed", "", "writes through a direct slot", kind::gives, &writev_fixed_2,
     &supports<op::writev_fixed>},
    {"writev_fixed", "", "appends if it is told to", kind::gives, &writev_fixed_3,
     &supports<op::writev_fixed>},
    {"writev_fixed", "", "says EFAULT for a range outside of the registered buffer", kind::fails,
     &writev_fixed_4, &supports<op::writev_fixed>},
    {"writev_fixed", "", "can be cancelled while the pipe is full", kind::cancels, &writev_fixed_5,
     &supports<op::writev_fixed>},
    {"writev_fixed", "", "meets its deadline while the pipe is full", kind::deadline,
     &writev_fixed_6, &supports<op::writev_fixed>},
};

}  // namespace

extern const live_table writev_fixed_table;  // without this line it would be internal
const live_table writev_fixed_table{"writev_fixed", tests};

}  // namespace ringlet::live
