// The two invented operations as somebody's program would use them: through their family's header,
// on a kernel that has neither. And what they ask for, field by field, as their rows say it.
#include <ringlet/buffer_ring.hpp>
#include <ringlet/family/file.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/stream.hpp>
#include <ringlet/task.hpp>

#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <system_error>

namespace {

constexpr std::string_view text = "hello";

bool expect(bool holds, const char* what) {
  if (!holds) std::printf("this does not hold: %s\n", what);
  return holds;
}

template <class Operation>
io_uring_sqe encoded(const Operation& operation) {
  io_uring_sqe sqe{};
  operation.encode(ringlet::sqe_slot(sqe));
  return sqe;
}

bool asks_as_its_row_says(const ringlet::op::rehearse_once& operation, int file) {
  const io_uring_sqe sqe = encoded(operation);
  return expect(sqe.opcode == REHEARSE_ONCE, "rehearse_once has its number") &&
         expect(sqe.fd == file, "its file is in fd") &&
         expect(sqe.addr == reinterpret_cast<std::uintptr_t>(text.data()),
                "its bytes are at addr") &&
         expect(sqe.len == text.size(), "their number is in len") &&
         expect(sqe.fsync_flags == 3, "its flags are where the oldest header has fsync_flags");
}

bool asks_as_its_row_says(const ringlet::op::rehearse_many& operation, int file,
                          const ringlet::buffer_source& buffers) {
  const io_uring_sqe sqe = encoded(operation);
  return expect(sqe.opcode == REHEARSE_MANY, "rehearse_many has its number") &&
         expect(sqe.fd == file, "its file is in fd") &&
         expect((sqe.flags & IOSQE_BUFFER_SELECT) != 0, "it selects a buffer") &&
         expect(sqe.buf_group == buffers.group(), "of the group in buf_group") &&
         expect(sqe.len == 7, "its length is in len");
}

ringlet::task<bool> use_both(ringlet::ring& loop) {
  std::array<int, 2> ends{};
  if (!expect(::pipe(ends.data()) == 0, "there is a pipe")) co_return false;
  const ringlet::unique_fd reader(ends[0]);
  const ringlet::unique_fd writer(ends[1]);

  const ringlet::op::rehearse_once once{
      .file = writer,
      .buffer = text,
      .flags = ringlet::rehearse_flags::loudly | ringlet::rehearse_flags::twice};
  const ringlet::result<std::size_t> written = co_await once;

  ringlet::buffer_ring buffers(loop, 4, 16);
  const ringlet::op::rehearse_many many{.file = reader, .buffers = buffers, .length = 7};
  auto source = ringlet::stream(many);
  const ringlet::result<ringlet::lease> came = co_await source.next();

  co_return expect(!loop.supports<ringlet::op::rehearse_once>(),
                   "the kernel has no rehearse_once") &&
      expect(!written && written.error() == std::errc::operation_not_supported,
             "rehearse_once says operation_not_supported") &&
      expect(!loop.supports<ringlet::op::rehearse_many>(), "the kernel has no rehearse_many") &&
      expect(!came && came.error() == std::errc::operation_not_supported,
             "rehearse_many says operation_not_supported") &&
      asks_as_its_row_says(once, ends[1]) && asks_as_its_row_says(many, ends[0], many.buffers);
}

}  // namespace

int main() {
  ringlet::ring loop;
  return loop.run(use_both(loop)) ? 0 : 1;
}
