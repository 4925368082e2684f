// Generated from spec/opcodes.json, row "uring_cmd128". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// uring_cmd128 asks a socket how many bytes wait in it.
task<outcome> uring_cmd128_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  pair.feed_whole("hello");
  const op::uring_cmd128 operation{.file = pair.near(), .command = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  if (!same(value, 5)) co_return wrong_value(value, "5");
  const bool effect = pair.waiting() == 5;
  if (!effect) co_return no_effect("pair.waiting() == 5");
  co_return passed();
}

// uring_cmd128 says EOPNOTSUPP for a file that takes no commands.
task<outcome> uring_cmd128_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::uring_cmd128 operation{.file = source.fd(), .command = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

// uring_cmd128 says EOPNOTSUPP for a drive, which answers with big CQEs.
task<outcome> uring_cmd128_3([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  drive.put('r');
  drive.fill('?');
  const op::uring_cmd128 operation{
      .file = drive.generic(), .command = NVME_URING_CMD_IO, .payload = drive.read_command()};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = consist_of(drive.block(), '?');
  if (!effect) co_return no_effect("consist_of(drive.block(), '?')");
  co_return passed(result.error());
}

// uring_cmd128_cqe32 asks a socket how many bytes wait in it.
task<outcome> uring_cmd128_4([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  tcp_pair pair(loop);
  pair.feed_whole("hello");
  const op::uring_cmd128_cqe32 operation{.file = pair.near(), .command = 0};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 5 && pair.waiting() == 5;
  if (!effect) co_return no_effect("value.value == 5 && pair.waiting() == 5");
  co_return passed();
}

// uring_cmd128_cqe32 reads a drive's block by its own command, on a ring of mixed entries.
task<outcome> uring_cmd128_5([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  drive.put('r');
  const op::uring_cmd128_cqe32 operation{
      .file = drive.generic(), .command = NVME_URING_CMD_IO, .payload = drive.read_command()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 0 && consist_of(drive.block(), 'r');
  if (!effect) co_return no_effect("value.value == 0 && consist_of(drive.block(), 'r')");
  co_return passed();
}

// uring_cmd128_cqe32 reads a drive's block by its own command, on a ring of big entries only.
task<outcome> uring_cmd128_6([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  drive.put('r');
  const op::uring_cmd128_cqe32 operation{
      .file = drive.generic(), .command = NVME_URING_CMD_IO, .payload = drive.read_command()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 0 && consist_of(drive.block(), 'r');
  if (!effect) co_return no_effect("value.value == 0 && consist_of(drive.block(), 'r')");
  co_return passed();
}

// uring_cmd128_cqe32 writes a drive's block by its own command.
task<outcome> uring_cmd128_7([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  drive.put('?');
  drive.fill('w');
  const op::uring_cmd128_cqe32 operation{
      .file = drive.generic(), .command = NVME_URING_CMD_IO, .payload = drive.write_command()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 0 && drive.has_only('w');
  if (!effect) co_return no_effect("value.value == 0 && drive.has_only('w')");
  co_return passed();
}

// uring_cmd128_cqe32 asks a drive's controller what it is.
task<outcome> uring_cmd128_8([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  drive.fill('?');
  const op::uring_cmd128_cqe32 operation{.file = drive.controller(),
                                         .command = NVME_URING_CMD_ADMIN,
                                         .payload = drive.identify_command()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = value.value == 0 && drive.is_identified();
  if (!effect) co_return no_effect("value.value == 0 && drive.is_identified()");
  co_return passed();
}

// uring_cmd128_cqe32 gives the drive's own status for a block that it has not.
task<outcome> uring_cmd128_9([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  nvme_drive drive(loop);
  drive.fill('?');
  const op::uring_cmd128_cqe32 operation{.file = drive.generic(),
                                         .command = NVME_URING_CMD_IO,
                                         .payload = drive.read_command_beyond()};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  auto& value = *result;
  const bool effect = (value.value & 0x7ff) == 0x80 && consist_of(drive.block(), '?');
  if (!effect)
    co_return no_effect("(value.value & 0x7ff) == 0x80 && consist_of(drive.block(), '?')");
  co_return passed();
}

// uring_cmd128_cqe32 says EOPNOTSUPP for a file that takes no commands.
task<outcome> uring_cmd128_10([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  known_file source(loop);
  const op::uring_cmd128_cqe32 operation{.file = source.fd(), .command = 0};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EOPNOTSUPP, "EOPNOTSUPP")) co_return *wrong;
  const bool effect = source.is_unchanged();
  if (!effect) co_return no_effect("source.is_unchanged()");
  co_return passed(result.error());
}

constexpr live_test tests[] = {
    {"uring_cmd128", "", "asks a socket how many bytes wait in it", kind::gives, &uring_cmd128_1,
     &supports<op::uring_cmd128>, ring_options{.big_sqes = sqe_entries::mixed}},
    {"uring_cmd128", "", "says EOPNOTSUPP for a file that takes no commands", kind::fails,
     &uring_cmd128_2, &supports<op::uring_cmd128>, ring_options{.big_sqes = sqe_entries::mixed}},
    {"uring_cmd128", "", "says EOPNOTSUPP for a drive, which answers with big CQEs", kind::fails,
     &uring_cmd128_3, &supports<op::uring_cmd128>, ring_options{.big_sqes = sqe_entries::big}},
    {"uring_cmd128", "cqe32", "asks a socket how many bytes wait in it", kind::gives,
     &uring_cmd128_4, &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "cqe32",
     "reads a drive's block by its own command, on a ring of mixed entries", kind::gives,
     &uring_cmd128_5, &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "cqe32",
     "reads a drive's block by its own command, on a ring of big entries only", kind::gives,
     &uring_cmd128_6, &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::big, .big_cqes = cqe_entries::big}},
    {"uring_cmd128", "cqe32", "writes a drive's block by its own command", kind::gives,
     &uring_cmd128_7, &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "cqe32", "asks a drive's controller what it is", kind::gives, &uring_cmd128_8,
     &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "cqe32", "gives the drive's own status for a block that it has not",
     kind::gives, &uring_cmd128_9, &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::mixed, .big_cqes = cqe_entries::mixed}},
    {"uring_cmd128", "cqe32", "says EOPNOTSUPP for a file that takes no commands", kind::fails,
     &uring_cmd128_10, &supports<op::uring_cmd128_cqe32>,
     ring_options{.big_sqes = sqe_entries::big, .big_cqes = cqe_entries::big}},
};

}  // namespace

extern const live_table uring_cmd128_table;  // without this line it would be internal
const live_table uring_cmd128_table{"uring_cmd128", tests};

}  // namespace ringlet::live
