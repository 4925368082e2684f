// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The examples of the reference pages, compiled as they stand there; nothing runs them.
#include <ringlet/ringlet.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

// An example shows what comes back, and need not use it; pages have lines of any length.
#pragma GCC diagnostic ignored "-Wunused-variable"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
// clang-format off

namespace {

using namespace ringlet;
using namespace std::chrono_literals;

[[maybe_unused]] task<> accept_example([[maybe_unused]] const unique_fd& socket) {
  result<unique_fd> fd = co_await op::accept{.socket = socket};
}

[[maybe_unused]] task<> accept_multishot_example([[maybe_unused]] const unique_fd& socket) {
  auto source = stream(op::accept_multishot{.socket = socket});
  while (result<unique_fd> item = co_await source.next()) {
    // One more.
  }
}

[[maybe_unused]] task<> accept_direct_example([[maybe_unused]] const unique_fd& socket) {
  result<direct_slot> slot = co_await op::accept_direct{.socket = socket};
}

[[maybe_unused]] task<> accept_multishot_direct_example([[maybe_unused]] const unique_fd& socket) {
  auto source = stream(op::accept_multishot_direct{.socket = socket});
  while (result<direct_slot> item = co_await source.next()) {
    // One more.
  }
}

[[maybe_unused]] task<> async_cancel_example([[maybe_unused]] const cancel_id& id) {
  result<std::size_t> count = co_await op::async_cancel{.target = id};
}

[[maybe_unused]] task<> async_cancel_fd_example([[maybe_unused]] const unique_fd& file) {
  result<std::size_t> count = co_await op::async_cancel_fd{.file = file};
}

[[maybe_unused]] task<> async_cancel_op_example() {
  result<std::size_t> count = co_await op::async_cancel_op{.operation = opcode::read};
}

[[maybe_unused]] task<> async_cancel_all_example() {
  result<std::size_t> count = co_await op::async_cancel_all{};
}

[[maybe_unused]] task<> bind_example([[maybe_unused]] const unique_fd& socket) {
  result<> done = co_await op::bind{.socket = socket, .address = address::loopback(80)};
}

[[maybe_unused]] task<> close_example([[maybe_unused]] unique_fd file) {
  result<> done = co_await op::close{.file = std::move(file)};
}

[[maybe_unused]] task<> close_direct_example([[maybe_unused]] direct_slot slot) {
  result<> done = co_await op::close_direct{.slot = slot};
}

[[maybe_unused]] task<> connect_example([[maybe_unused]] const unique_fd& socket) {
  result<> done = co_await op::connect{.socket = socket, .peer = address::loopback(80)};
}

[[maybe_unused]] task<> epoll_ctl_example([[maybe_unused]] const unique_fd& epoll, [[maybe_unused]] const unique_fd& file) {
  ::epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = file.get();
  result<> done = co_await op::epoll_ctl{
      .epoll = epoll, .operation = epoll_operation::add, .file = file, .event = event};
}

[[maybe_unused]] task<> epoll_wait_example([[maybe_unused]] const unique_fd& epoll) {
  std::array<::epoll_event, 16> events;
  result<std::size_t> count = co_await op::epoll_wait{.epoll = epoll, .events = events};
}

[[maybe_unused]] task<> fadvise_example([[maybe_unused]] const unique_fd& file) {
  result<> done = co_await op::fadvise{.file = file, .advice = fadvise_advice::normal};
}

[[maybe_unused]] task<> fadvise_64_example([[maybe_unused]] const unique_fd& file) {
  result<> done = co_await op::fadvise_64{.file = file, .advice = fadvise_advice::normal};
}

[[maybe_unused]] task<> fallocate_example([[maybe_unused]] const unique_fd& file) {
  result<> done = co_await op::fallocate{.file = file, .offset = 0, .length = 1 << 20};
}

[[maybe_unused]] task<> fgetxattr_example([[maybe_unused]] const unique_fd& file) {
  std::array<std::byte, 4096> value;
  result<std::size_t> bytes = co_await op::fgetxattr{.file = file, .attribute = "user.note", .value = value};
}

[[maybe_unused]] task<> files_update_example([[maybe_unused]] std::span<const int> descriptors, [[maybe_unused]] direct_slot first) {
  result<std::size_t> count = co_await op::files_update{.descriptors = descriptors, .first = first};
}

[[maybe_unused]] task<> files_update_alloc_example([[maybe_unused]] std::span<int> descriptors) {
  result<std::size_t> count = co_await op::files_update_alloc{.descriptors = descriptors};
}

[[maybe_unused]] task<> fixed_fd_install_example([[maybe_unused]] direct_slot slot) {
  result<unique_fd> fd = co_await op::fixed_fd_install{.slot = slot};
}

[[maybe_unused]] task<> fsetxattr_example([[maybe_unused]] const unique_fd& file) {
  const std::string_view value = "hello";
  result<> done = co_await op::fsetxattr{.file = file, .attribute = "user.note", .value = value};
}

[[maybe_unused]] task<> fsync_example([[maybe_unused]] const unique_fd& file) {
  result<> done = co_await op::fsync{.file = file};
}

[[maybe_unused]] task<> ftruncate_example([[maybe_unused]] const unique_fd& file) {
  result<> done = co_await op::ftruncate{.file = file, .length = 0};
}

[[maybe_unused]] task<> futex_wait_example([[maybe_unused]] std::atomic<std::uint32_t>& word) {
  result<> done = co_await op::futex_wait{.word = word, .expected = 0};
}

[[maybe_unused]] task<> futex_waitv_example([[maybe_unused]] std::span<const ::futex_waitv> waiters) {
  result<std::size_t> index = co_await op::futex_waitv{.waiters = waiters};
}

[[maybe_unused]] task<> futex_wake_example([[maybe_unused]] std::atomic<std::uint32_t>& word) {
  result<std::size_t> count = co_await op::futex_wake{.word = word};
}

[[maybe_unused]] task<> getxattr_example() {
  std::array<std::byte, 4096> value;
  result<std::size_t> bytes = co_await op::getxattr{.path = "notes.txt", .attribute = "user.note", .value = value};
}

[[maybe_unused]] task<> link_timeout_example() {
  auto [waited, bounded] = co_await linked(op::timeout{.after = 1h}, op::link_timeout{.after = 5s});
}

[[maybe_unused]] task<> linkat_example([[maybe_unused]] const unique_fd& old_directory, [[maybe_unused]] const unique_fd& new_directory) {
  result<> done = co_await op::linkat{.old_path = "notes.txt", .new_path = "same-notes.txt"};
}

[[maybe_unused]] task<> listen_example([[maybe_unused]] const unique_fd& socket) {
  result<> done = co_await op::listen{.socket = socket};
}

[[maybe_unused]] task<> madvise_example([[maybe_unused]] std::span<std::byte> memory) {
  result<> done = co_await op::madvise{.memory = memory, .advice = madvise_advice::normal};
}

[[maybe_unused]] task<> madvise_64_example([[maybe_unused]] std::span<std::byte> memory) {
  result<> done = co_await op::madvise_64{.memory = memory, .advice = madvise_advice::normal};
}

[[maybe_unused]] task<> mkdirat_example([[maybe_unused]] const unique_fd& directory) {
  result<> done = co_await op::mkdirat{.path = "notes.txt"};
}

[[maybe_unused]] task<> msg_ring_example([[maybe_unused]] const unique_fd& receiver) {
  result<> done = co_await op::msg_ring{.receiver = receiver, .res = 0, .user_data = 42};
}

[[maybe_unused]] task<> msg_ring_cqe_flags_example([[maybe_unused]] const unique_fd& receiver) {
  result<> done = co_await op::msg_ring_cqe_flags{.receiver = receiver, .res = 0, .user_data = 42, .cqe_flags = 0};
}

[[maybe_unused]] task<> msg_ring_fd_example([[maybe_unused]] const unique_fd& receiver, [[maybe_unused]] direct_slot source) {
  result<foreign_slot> slot_there = co_await op::msg_ring_fd{.receiver = receiver, .source = source, .user_data = 42};
}

[[maybe_unused]] task<> nop_example() {
  result<> done = co_await op::nop{};
}

[[maybe_unused]] task<> nop_inject_result_example() {
  result<int> value = co_await op::nop_inject_result{.value = 0};
}

[[maybe_unused]] task<> nop_file_example([[maybe_unused]] const unique_fd& file) {
  result<> done = co_await op::nop_file{.file = file};
}

[[maybe_unused]] task<> nop_fixed_buffer_example() {
  result<> done = co_await op::nop_fixed_buffer{.buffer_index = 0};
}

[[maybe_unused]] task<> nop_tw_example() {
  result<> done = co_await op::nop_tw{};
}

[[maybe_unused]] task<> nop_cqe32_example() {
  result<big_value> big_value = co_await op::nop_cqe32{};
}

[[maybe_unused]] task<> nop128_example() {
  result<> done = co_await op::nop128{};
}

[[maybe_unused]] task<> nop128_inject_result_example() {
  result<int> value = co_await op::nop128_inject_result{.value = 0};
}

[[maybe_unused]] task<> nop128_file_example([[maybe_unused]] const unique_fd& file) {
  result<> done = co_await op::nop128_file{.file = file};
}

[[maybe_unused]] task<> nop128_fixed_buffer_example() {
  result<> done = co_await op::nop128_fixed_buffer{.buffer_index = 0};
}

[[maybe_unused]] task<> nop128_tw_example() {
  result<> done = co_await op::nop128_tw{};
}

[[maybe_unused]] task<> nop128_cqe32_example() {
  result<big_value> big_value = co_await op::nop128_cqe32{};
}

[[maybe_unused]] task<> openat_example([[maybe_unused]] const unique_fd& directory) {
  result<unique_fd> fd = co_await op::openat{.path = "notes.txt"};
}

[[maybe_unused]] task<> openat_direct_example([[maybe_unused]] const unique_fd& directory) {
  result<direct_slot> slot = co_await op::openat_direct{.path = "notes.txt"};
}

[[maybe_unused]] task<> openat2_example([[maybe_unused]] const unique_fd& directory) {
  result<unique_fd> fd = co_await op::openat2{.path = "notes.txt", .how = {open_flags::cloexec, resolve_flags::beneath}};
}

[[maybe_unused]] task<> openat2_direct_example([[maybe_unused]] const unique_fd& directory) {
  result<direct_slot> slot = co_await op::openat2_direct{.path = "notes.txt", .how = {open_flags::cloexec, resolve_flags::beneath}};
}

[[maybe_unused]] task<> pipe_example() {
  result<pipe_ends> pipe_ends = co_await op::pipe{};
}

[[maybe_unused]] task<> pipe_direct_example() {
  result<pipe_slots> pipe_slots = co_await op::pipe_direct{};
}

[[maybe_unused]] task<> poll_add_example([[maybe_unused]] const unique_fd& file) {
  result<poll_events> events = co_await op::poll_add{.file = file, .events = poll_events::in};
}

[[maybe_unused]] task<> poll_add_multishot_example([[maybe_unused]] const unique_fd& file) {
  auto source = stream(op::poll_add_multishot{.file = file, .events = poll_events::in});
  while (result<poll_events> item = co_await source.next()) {
    // One more.
  }
}

[[maybe_unused]] task<> poll_remove_example([[maybe_unused]] const cancel_id& id) {
  result<> done = co_await op::poll_remove{.target = id};
}

[[maybe_unused]] task<> poll_remove_update_example([[maybe_unused]] const cancel_id& id) {
  result<> done = co_await op::poll_remove_update{.target = id, .events = poll_events::in};
}

[[maybe_unused]] task<> provide_buffers_example([[maybe_unused]] std::span<std::byte> buffers) {
  result<> done = co_await op::provide_buffers{.buffers = {buffers, 256}, .group = 1};
}

[[maybe_unused]] task<> read_example([[maybe_unused]] const unique_fd& file) {
  std::array<std::byte, 4096> buffer;
  result<std::size_t> bytes = co_await op::read{.file = file, .buffer = buffer};
}

[[maybe_unused]] task<> read_attr_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] std::span<std::byte> integrity) {
  std::array<std::byte, 4096> buffer;
  result<std::size_t> bytes = co_await op::read_attr{.file = file, .buffer = buffer, .integrity = integrity};
}

[[maybe_unused]] task<> read_select_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] buffer_source buffers) {
  result<lease> selected = co_await op::read_select{.file = file, .buffers = buffers};
}

[[maybe_unused]] task<> read_fixed_example([[maybe_unused]] const unique_fd& file) {
  std::array<std::byte, 4096> buffer;
  result<std::size_t> bytes = co_await op::read_fixed{.file = file, .buffer = buffer, .buffer_index = 0};
}

[[maybe_unused]] task<> read_fixed_attr_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] std::span<std::byte> integrity) {
  std::array<std::byte, 4096> buffer;
  result<std::size_t> bytes = co_await op::read_fixed_attr{.file = file, .buffer = buffer, .buffer_index = 0, .integrity = integrity};
}

[[maybe_unused]] task<> read_multishot_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] buffer_source buffers) {
  auto source = stream(op::read_multishot{.file = file, .buffers = buffers});
  while (result<lease> item = co_await source.next()) {
    // One more.
  }
}

[[maybe_unused]] task<> readv_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] std::span<const ::iovec> buffers) {
  result<std::size_t> bytes = co_await op::readv{.file = file, .buffers = buffers};
}

[[maybe_unused]] task<> readv_attr_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] std::span<const ::iovec> buffers, [[maybe_unused]] std::span<std::byte> integrity) {
  result<std::size_t> bytes = co_await op::readv_attr{.file = file, .buffers = buffers, .integrity = integrity};
}

[[maybe_unused]] task<> readv_fixed_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] std::span<const ::iovec> buffers) {
  result<std::size_t> bytes = co_await op::readv_fixed{.file = file, .buffers = buffers, .buffer_index = 0};
}

[[maybe_unused]] task<> readv_fixed_attr_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] std::span<const ::iovec> buffers, [[maybe_unused]] std::span<std::byte> integrity) {
  result<std::size_t> bytes = co_await op::readv_fixed_attr{.file = file, .buffers = buffers, .buffer_index = 0, .integrity = integrity};
}

[[maybe_unused]] task<> recv_example([[maybe_unused]] const unique_fd& socket) {
  std::array<std::byte, 4096> buffer;
  result<std::size_t> bytes = co_await op::recv{.socket = socket, .buffer = buffer};
}

[[maybe_unused]] task<> recv_fixed_example([[maybe_unused]] const unique_fd& socket) {
  std::array<std::byte, 4096> buffer;
  result<std::size_t> bytes = co_await op::recv_fixed{.socket = socket, .buffer = buffer, .buffer_index = 0};
}

[[maybe_unused]] task<> recv_multishot_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] buffer_source buffers) {
  auto source = stream(op::recv_multishot{.socket = socket, .buffers = buffers});
  while (result<lease> item = co_await source.next()) {
    // One more.
  }
}

[[maybe_unused]] task<> recv_select_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] buffer_source buffers) {
  result<lease> selected = co_await op::recv_select{.socket = socket, .buffers = buffers};
}

[[maybe_unused]] task<> recv_multishot_bounded_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] bounded_source buffers) {
  auto source = stream(op::recv_multishot_bounded{.socket = socket, .buffers = buffers});
  while (result<bundle> item = co_await source.next()) {
    // One more.
  }
}

[[maybe_unused]] task<> recv_bundle_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] bundle_source buffers) {
  result<bundle> bundle = co_await op::recv_bundle{.socket = socket, .buffers = buffers};
}

[[maybe_unused]] task<> recv_multishot_bundle_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] bundle_source buffers) {
  auto source = stream(op::recv_multishot_bundle{.socket = socket, .buffers = buffers});
  while (result<bundle> item = co_await source.next()) {
    // One more.
  }
}

[[maybe_unused]] task<> recv_zc_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] area_source buffers) {
  auto source = stream(op::recv_zc{.socket = socket, .buffers = buffers});
  while (result<area_lease> item = co_await source.next()) {
    // One more.
  }
}

[[maybe_unused]] task<> recvmsg_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] ::msghdr& message) {
  result<std::size_t> bytes = co_await op::recvmsg{.socket = socket, .message = message};
}

[[maybe_unused]] task<> recvmsg_select_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] ::msghdr& message, [[maybe_unused]] selected_buffer buffers) {
  result<lease> selected_message = co_await op::recvmsg_select{.socket = socket, .message = message, .buffers = buffers};
}

[[maybe_unused]] task<> recvmsg_multishot_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] buffer_source buffers) {
  auto source = stream(op::recvmsg_multishot{.socket = socket, .layout = message_room{.name = 28}, .buffers = buffers});
  while (result<received_message> item = co_await source.next()) {
    // One more.
  }
}

[[maybe_unused]] task<> remove_buffers_example() {
  result<std::size_t> count = co_await op::remove_buffers{.count = 0, .group = 1};
}

[[maybe_unused]] task<> renameat_example([[maybe_unused]] const unique_fd& old_directory, [[maybe_unused]] const unique_fd& new_directory) {
  result<> done = co_await op::renameat{.old_path = "notes.txt", .new_path = "old-notes.txt"};
}

[[maybe_unused]] task<> send_example([[maybe_unused]] const unique_fd& socket) {
  const std::string_view buffer = "hello";
  result<std::size_t> bytes = co_await op::send{.socket = socket, .buffer = buffer};
}

[[maybe_unused]] task<> send_fixed_example([[maybe_unused]] const unique_fd& socket) {
  const std::string_view buffer = "hello";
  result<std::size_t> bytes = co_await op::send_fixed{.socket = socket, .buffer = buffer, .buffer_index = 0};
}

[[maybe_unused]] task<> send_to_example([[maybe_unused]] const unique_fd& socket) {
  const std::string_view buffer = "hello";
  result<std::size_t> bytes = co_await op::send_to{.socket = socket, .buffer = buffer, .peer = address::loopback(80)};
}

[[maybe_unused]] task<> send_vectorized_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] std::span<const ::iovec> buffers) {
  result<std::size_t> bytes = co_await op::send_vectorized{.socket = socket, .buffers = buffers};
}

[[maybe_unused]] task<> send_bundle_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] outgoing_source buffers) {
  auto source = stream(op::send_bundle{.socket = socket, .buffers = buffers});
  while (result<std::size_t> item = co_await source.next()) {
    // One more.
  }
}

[[maybe_unused]] task<> send_zc_example([[maybe_unused]] const unique_fd& socket) {
  const std::string_view buffer = "hello";
  auto sending = notified(op::send_zc{.socket = socket, .buffer = buffer});
  result<std::size_t> bytes = co_await sending.sent();
  // The next one may start here, from other memory.
  co_await sending.returned();  // buffer may be written to again
}

[[maybe_unused]] task<> send_zc_fixed_example([[maybe_unused]] const unique_fd& socket) {
  const std::string_view buffer = "hello";
  auto sending = notified(op::send_zc_fixed{.socket = socket, .buffer = buffer, .buffer_index = 0});
  result<std::size_t> bytes = co_await sending.sent();
  // The next one may start here, from other memory.
  co_await sending.returned();  // buffer may be written to again
}

[[maybe_unused]] task<> send_zc_to_example([[maybe_unused]] const unique_fd& socket) {
  const std::string_view buffer = "hello";
  auto sending = notified(op::send_zc_to{.socket = socket, .buffer = buffer, .peer = address::loopback(80)});
  result<std::size_t> bytes = co_await sending.sent();
  // The next one may start here, from other memory.
  co_await sending.returned();  // buffer and peer may be written to again
}

[[maybe_unused]] task<> send_zc_vectorized_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] std::span<const ::iovec> buffers) {
  auto sending = notified(op::send_zc_vectorized{.socket = socket, .buffers = buffers});
  result<std::size_t> bytes = co_await sending.sent();
  // The next one may start here, from other memory.
  co_await sending.returned();  // buffers may be written to again
}

[[maybe_unused]] task<> sendmsg_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] const ::msghdr& message) {
  result<std::size_t> bytes = co_await op::sendmsg{.socket = socket, .message = message};
}

[[maybe_unused]] task<> sendmsg_zc_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] const ::msghdr& message) {
  auto sending = notified(op::sendmsg_zc{.socket = socket, .message = message});
  result<std::size_t> bytes = co_await sending.sent();
  // The next one may start here, from other memory.
  co_await sending.returned();  // message may be written to again
}

[[maybe_unused]] task<> sendmsg_zc_fixed_example([[maybe_unused]] const unique_fd& socket, [[maybe_unused]] const ::msghdr& message) {
  auto sending = notified(op::sendmsg_zc_fixed{.socket = socket, .message = message, .buffer_index = 0});
  result<std::size_t> bytes = co_await sending.sent();
  // The next one may start here, from other memory.
  co_await sending.returned();  // message may be written to again
}

[[maybe_unused]] task<> setxattr_example() {
  const std::string_view value = "hello";
  result<> done = co_await op::setxattr{.path = "notes.txt", .attribute = "user.note", .value = value};
}

[[maybe_unused]] task<> shutdown_example([[maybe_unused]] const unique_fd& socket) {
  result<> done = co_await op::shutdown{.socket = socket, .how = shutdown_how::rd};
}

[[maybe_unused]] task<> socket_example() {
  result<unique_fd> fd = co_await op::socket{.domain = socket_domain::unix_};
}

[[maybe_unused]] task<> socket_direct_example() {
  result<direct_slot> slot = co_await op::socket_direct{.domain = socket_domain::unix_};
}

[[maybe_unused]] task<> splice_example([[maybe_unused]] const unique_fd& input, [[maybe_unused]] const unique_fd& output) {
  result<std::size_t> bytes = co_await op::splice{.input = input, .output = output, .length = 0};
}

[[maybe_unused]] task<> statx_example([[maybe_unused]] const unique_fd& directory) {
  struct ::statx buffer;
  result<> done = co_await op::statx{.path = "notes.txt", .buffer = buffer};
}

[[maybe_unused]] task<> symlinkat_example([[maybe_unused]] const unique_fd& directory) {
  result<> done = co_await op::symlinkat{.target_path = "notes.txt", .path = "link-to-notes.txt"};
}

[[maybe_unused]] task<> sync_file_range_example([[maybe_unused]] const unique_fd& file) {
  result<> done = co_await op::sync_file_range{.file = file};
}

[[maybe_unused]] task<> tee_example([[maybe_unused]] const unique_fd& input, [[maybe_unused]] const unique_fd& output) {
  result<std::size_t> bytes = co_await op::tee{.input = input, .output = output, .length = 0};
}

[[maybe_unused]] task<> timeout_example() {
  result<> done = co_await op::timeout{.after = 5s};
}

[[maybe_unused]] task<> timeout_multishot_example() {
  auto source = stream(op::timeout_multishot{.after = 5s});
  while (result<> item = co_await source.next()) {
    // One more.
  }
}

[[maybe_unused]] task<> timeout_remove_example([[maybe_unused]] const cancel_id& id) {
  result<> done = co_await op::timeout_remove{.target = id};
}

[[maybe_unused]] task<> timeout_remove_update_example([[maybe_unused]] const cancel_id& id) {
  result<> done = co_await op::timeout_remove_update{.target = id, .after = 5s};
}

[[maybe_unused]] task<> unlinkat_example([[maybe_unused]] const unique_fd& directory) {
  result<> done = co_await op::unlinkat{.path = "notes.txt"};
}

[[maybe_unused]] task<> uring_cmd_example([[maybe_unused]] const unique_fd& file) {
  result<int> value = co_await op::uring_cmd{.file = file, .command = 0};
}

[[maybe_unused]] task<> uring_cmd_fixed_example([[maybe_unused]] const unique_fd& file) {
  result<int> value = co_await op::uring_cmd_fixed{.file = file, .command = 0, .buffer_index = 0};
}

[[maybe_unused]] task<> uring_cmd_multishot_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] buffer_source buffers) {
  auto source = stream(op::uring_cmd_multishot{.file = file, .command = 0, .buffers = buffers});
  while (result<lease> item = co_await source.next()) {
    // One more.
  }
}

[[maybe_unused]] task<> uring_cmd_cqe32_example([[maybe_unused]] const unique_fd& file) {
  result<big_value> big_value = co_await op::uring_cmd_cqe32{.file = file, .command = 0};
}

[[maybe_unused]] task<> uring_cmd_discard_example([[maybe_unused]] const unique_fd& device) {
  result<> done = co_await op::uring_cmd_discard{.device = device, .offset = 0, .length = 0};
}

[[maybe_unused]] task<> uring_cmd_zone_reset_all_example([[maybe_unused]] const unique_fd& device) {
  result<> done = co_await op::uring_cmd_zone_reset_all{.device = device};
}

[[maybe_unused]] task<> uring_cmd_siocinq_example([[maybe_unused]] const unique_fd& socket) {
  result<std::size_t> count = co_await op::uring_cmd_siocinq{.socket = socket};
}

[[maybe_unused]] task<> uring_cmd_siocoutq_example([[maybe_unused]] const unique_fd& socket) {
  result<std::size_t> count = co_await op::uring_cmd_siocoutq{.socket = socket};
}

[[maybe_unused]] task<> uring_cmd_getsockopt_example([[maybe_unused]] const unique_fd& socket) {
  int value = 0;
  result<std::size_t> bytes = co_await op::uring_cmd_getsockopt{.socket = socket, .level = 0, .option = 0, .value = value};
}

[[maybe_unused]] task<> uring_cmd_setsockopt_example([[maybe_unused]] const unique_fd& socket) {
  const int value = 1;
  result<> done = co_await op::uring_cmd_setsockopt{.socket = socket, .level = 0, .option = 0, .value = value};
}

[[maybe_unused]] task<> uring_cmd_getsockname_example([[maybe_unused]] const unique_fd& socket) {
  address address;
  result<> done = co_await op::uring_cmd_getsockname{.socket = socket, .address = address};
}

[[maybe_unused]] task<> uring_cmd_getpeername_example([[maybe_unused]] const unique_fd& socket) {
  address peer;
  result<> done = co_await op::uring_cmd_getpeername{.socket = socket, .peer = peer};
}

[[maybe_unused]] task<> uring_cmd_tx_timestamp_example([[maybe_unused]] const unique_fd& socket) {
  auto source = stream(op::uring_cmd_tx_timestamp{.socket = socket});
  while (result<transmit_timestamp> item = co_await source.next()) {
    // One more.
  }
}

[[maybe_unused]] task<> uring_cmd128_example([[maybe_unused]] const unique_fd& file) {
  result<int> value = co_await op::uring_cmd128{.file = file, .command = 0};
}

[[maybe_unused]] task<> uring_cmd128_fixed_example([[maybe_unused]] const unique_fd& file) {
  result<int> value = co_await op::uring_cmd128_fixed{.file = file, .command = 0, .buffer_index = 0};
}

[[maybe_unused]] task<> uring_cmd128_fixed_cqe32_example([[maybe_unused]] const unique_fd& file) {
  result<big_value> big_value = co_await op::uring_cmd128_fixed_cqe32{.file = file, .command = 0, .buffer_index = 0};
}

[[maybe_unused]] task<> uring_cmd128_multishot_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] buffer_source buffers) {
  auto source = stream(op::uring_cmd128_multishot{.file = file, .command = 0, .buffers = buffers});
  while (result<lease> item = co_await source.next()) {
    // One more.
  }
}

[[maybe_unused]] task<> uring_cmd128_cqe32_example([[maybe_unused]] const unique_fd& file) {
  result<big_value> big_value = co_await op::uring_cmd128_cqe32{.file = file, .command = 0};
}

[[maybe_unused]] task<> waitid_example() {
  result<> done = co_await op::waitid{.idtype = id_type::all, .id = 0};
}

[[maybe_unused]] task<> write_example([[maybe_unused]] const unique_fd& file) {
  const std::string_view buffer = "hello";
  result<std::size_t> bytes = co_await op::write{.file = file, .buffer = buffer};
}

[[maybe_unused]] task<> write_attr_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] std::span<std::byte> integrity) {
  const std::string_view buffer = "hello";
  result<std::size_t> bytes = co_await op::write_attr{.file = file, .buffer = buffer, .integrity = integrity};
}

[[maybe_unused]] task<> write_stream_example([[maybe_unused]] const unique_fd& file) {
  const std::string_view buffer = "hello";
  result<std::size_t> bytes = co_await op::write_stream{.file = file, .buffer = buffer, .write_stream = 1};
}

[[maybe_unused]] task<> write_fixed_example([[maybe_unused]] const unique_fd& file) {
  const std::string_view buffer = "hello";
  result<std::size_t> bytes = co_await op::write_fixed{.file = file, .buffer = buffer, .buffer_index = 0};
}

[[maybe_unused]] task<> write_fixed_attr_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] std::span<std::byte> integrity) {
  const std::string_view buffer = "hello";
  result<std::size_t> bytes = co_await op::write_fixed_attr{.file = file, .buffer = buffer, .buffer_index = 0, .integrity = integrity};
}

[[maybe_unused]] task<> write_fixed_stream_example([[maybe_unused]] const unique_fd& file) {
  const std::string_view buffer = "hello";
  result<std::size_t> bytes = co_await op::write_fixed_stream{.file = file, .buffer = buffer, .buffer_index = 0, .write_stream = 1};
}

[[maybe_unused]] task<> writev_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] std::span<const ::iovec> buffers) {
  result<std::size_t> bytes = co_await op::writev{.file = file, .buffers = buffers};
}

[[maybe_unused]] task<> writev_attr_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] std::span<const ::iovec> buffers, [[maybe_unused]] std::span<std::byte> integrity) {
  result<std::size_t> bytes = co_await op::writev_attr{.file = file, .buffers = buffers, .integrity = integrity};
}

[[maybe_unused]] task<> writev_stream_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] std::span<const ::iovec> buffers) {
  result<std::size_t> bytes = co_await op::writev_stream{.file = file, .buffers = buffers, .write_stream = 1};
}

[[maybe_unused]] task<> writev_fixed_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] std::span<const ::iovec> buffers) {
  result<std::size_t> bytes = co_await op::writev_fixed{.file = file, .buffers = buffers, .buffer_index = 0};
}

[[maybe_unused]] task<> writev_fixed_attr_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] std::span<const ::iovec> buffers, [[maybe_unused]] std::span<std::byte> integrity) {
  result<std::size_t> bytes = co_await op::writev_fixed_attr{.file = file, .buffers = buffers, .buffer_index = 0, .integrity = integrity};
}

[[maybe_unused]] task<> writev_fixed_stream_example([[maybe_unused]] const unique_fd& file, [[maybe_unused]] std::span<const ::iovec> buffers) {
  result<std::size_t> bytes = co_await op::writev_fixed_stream{.file = file, .buffers = buffers, .buffer_index = 0, .write_stream = 1};
}

}  // namespace
