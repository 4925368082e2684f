#include "splice_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

using namespace ringlet;

namespace examples::http {

namespace {

/// A plain system call: it does not wait, and IORING_OP_PIPE is younger than many kernels.
result<pipe_ends> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return failure(errno);
  return pipe_ends{.reader = unique_fd(ends[0]), .writer = unique_fd(ends[1])};
}

/// Sends the `length` bytes that are in a pipe.
task<result<>> empty_into(const unique_fd& socket, const unique_fd& pipe, std::size_t length,
                          bool more) {
  while (length != 0) {
    // A splice keeps a worker thread as long as it waits, a poll does not: who reads slowly costs
    // nothing but this.
    auto room = co_await op::poll_add{.file = socket, .events = poll_events::out};
    if (!room) co_return std::unexpected(room.error());
    auto sent = co_await op::splice{.input = pipe,
                                    .output = socket,
                                    .length = static_cast<std::uint32_t>(length),
                                    .flags = more ? splice_flags::more : splice_flags()};
    if (!sent) co_return std::unexpected(sent.error());
    length -= *sent;
  }
  co_return {};
}

}  // namespace

task<result<>> splice_file(const unique_fd& file, std::uint64_t offset, std::uint64_t length,
                           const unique_fd& socket, const http::limits& limits) {
  auto pipe = make_pipe();
  if (!pipe) co_return std::unexpected(pipe.error());
  while (length != 0) {
    const auto piece = static_cast<std::uint32_t>(std::min<std::uint64_t>(length, piece_size));
    auto filled = co_await op::splice{
        .input = file, .input_offset = offset, .output = pipe->writer, .length = piece};
    if (!filled) co_return std::unexpected(filled.error());
    if (*filled == 0) co_return failure(EIO);  // the file has become shorter
    offset += *filled;
    length -= *filled;
    auto sent =
        co_await within(limits.send, empty_into(socket, pipe->reader, *filled, length != 0));
    if (!sent) co_return sent;
  }
  co_return {};
}

}  // namespace examples::http
