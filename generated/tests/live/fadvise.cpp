// Generated from spec/opcodes.json, row "fadvise". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// fadvise drops a file's cached pages.
task<outcome> fadvise_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  cached_file file(loop);
  const op::fadvise operation{.file = file.fd(), .advice = fadvise_advice::dontneed};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.pages_in_memory() == 0;
  if (!effect) co_return no_effect("file.pages_in_memory() == 0");
  co_return passed();
}

// fadvise drops the cached pages of a range.
task<outcome> fadvise_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  long_cached_file file(loop);
  const op::fadvise operation{.file = file.fd(),
                              .offset = file.begin(),
                              .length = static_cast<std::uint32_t>(file.size() - file.begin()),
                              .advice = fadvise_advice::dontneed};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.pages_in_memory() == 0;
  if (!effect) co_return no_effect("file.pages_in_memory() == 0");
  co_return passed();
}

// fadvise leaves what lies outside of the range.
task<outcome> fadvise_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  long_cached_file file(loop);
  const op::fadvise operation{
      .file = file.fd(), .length = 0xffff'f000, .advice = fadvise_advice::dontneed};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.pages_in_memory() == file.pages();
  if (!effect) co_return no_effect("file.pages_in_memory() == file.pages()");
  co_return passed();
}

// fadvise drops them through a direct slot.
task<outcome> fadvise_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  cached_file file(loop);
  file_table table(loop);
  table.put(2, file.fd());
  const op::fadvise operation{.file = direct_slot(2), .advice = fadvise_advice::dontneed};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.pages_in_memory() == 0;
  if (!effect) co_return no_effect("file.pages_in_memory() == 0");
  co_return passed();
}

// fadvise takes advice that changes nothing to be seen.
task<outcome> fadvise_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  submissions queue(loop);
  const op::fadvise operation{.file = file.fd(), .advice = fadvise_advice::sequential};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = queue.taken() == 1 && file.is_unchanged();
  if (!effect) co_return no_effect("queue.taken() == 1 && file.is_unchanged()");
  co_return passed();
}

// fadvise says EINVAL for advice that is none.
task<outcome> fadvise_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  const op::fadvise operation{.file = file.fd(), .advice = static_cast<fadvise_advice>(77)};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// fadvise says ESPIPE for a pipe.
task<outcome> fadvise_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::fadvise operation{.file = pipe.reader(), .advice = fadvise_advice::willneed};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ESPIPE, "ESPIPE")) co_return *wrong;
  co_return passed(result.error());
}

// fadvise says EBADF for a number that is no descriptor.
task<outcome> fadvise_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::fadvise operation{.file = 1000000, .advice = fadvise_advice::willneed};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EBADF, "EBADF")) co_return *wrong;
  co_return passed(result.error());
}

// fadvise_64 drops the cached pages beyond 4 GiB.
task<outcome> fadvise_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  long_cached_file file(loop);
  const op::fadvise_64 operation{
      .file = file.fd(), .length = file.size(), .advice = fadvise_advice::dontneed};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.pages_in_memory() == 0;
  if (!effect) co_return no_effect("file.pages_in_memory() == 0");
  co_return passed();
}

// fadvise_64 drops them through a direct slot.
task<outcome> fadvise_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  long_cached_file file(loop);
  file_table table(loop);
  table.put(2, file.fd());
  const op::fadvise_64 operation{
      .file = direct_slot(2), .length = file.size(), .advice = fadvise_advice::dontneed};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = file.pages_in_memory() == 0;
  if (!effect) co_return no_effect("file.pages_in_memory() == 0");
  co_return passed();
}

// fadvise_64 says EINVAL for a length that is negative as a signed number.
task<outcome> fadvise_11([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file file(loop);
  const op::fadvise_64 operation{
      .file = file.fd(), .length = ~std::uint64_t{0}, .advice = fadvise_advice::willneed};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

// fadvise_64 says ESPIPE for a pipe.
task<outcome> fadvise_12([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  empty_pipe pipe(loop);
  const op::fadvise_64 operation{
      .file = pipe.reader(), .length = 1, .advice = fadvise_advice::willneed};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, ESPIPE, "ESPIPE")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test fadvise_tests[] = {
    {"fadvise", "", "drops a file's cached pages", kind::gives, &fadvise_1, &supports<op::fadvise>},
    {"fadvise", "", "drops the cached pages of a range", kind::gives, &fadvise_2,
     &supports<op::fadvise>},
    {"fadvise", "", "leaves what lies outside of the range", kind::gives, &fadvise_3,
     &supports<op::fadvise>},
    {"fadvise", "", "drops them through a direct slot", kind::gives, &fadvise_4,
     &supports<op::fadvise>},
    {"fadvise", "", "takes advice that changes nothing to be seen", kind::gives, &fadvise_5,
     &supports<op::fadvise>},
    {"fadvise", "", "says EINVAL for advice that is none", kind::fails, &fadvise_6,
     &supports<op::fadvise>},
    {"fadvise", "", "says ESPIPE for a pipe", kind::fails, &fadvise_7, &supports<op::fadvise>},
    {"fadvise", "", "says EBADF for a number that is no descriptor", kind::fails, &fadvise_8,
     &supports<op::fadvise>},
    {"fadvise", "64", "drops the cached pages beyond 4 GiB", kind::gives, &fadvise_9,
     &supports<op::fadvise_64>},
    {"fadvise", "64", "drops them through a direct slot", kind::gives, &fadvise_10,
     &supports<op::fadvise_64>},
    {"fadvise", "64", "says EINVAL for a length that is negative as a signed number", kind::fails,
     &fadvise_11, &supports<op::fadvise_64>},
    {"fadvise", "64", "says ESPIPE for a pipe", kind::fails, &fadvise_12,
     &supports<op::fadvise_64>},
};

}  // namespace

extern const live_table fadvise_table;  // without this line it would be internal
const live_table fadvise_table{"fadvise", fadvise_tests};

}  // namespace ringlet::live
