// Copies a file on ringlet: a few tasks, each of which copies one part after the other.
#include <ringlet/registered_buffers.hpp>
#include <ringlet/ringlet.hpp>

#include "copy.hpp"

using namespace ringlet;

namespace {

[[noreturn]] void fail(std::error_code error) { throw std::system_error(error, "copying"); }

/// What came through: nothing where the chain was broken before.
std::size_t moved(const result<std::size_t>& got) {
  if (!got && got.error() != std::errc::operation_canceled) fail(got.error());
  return got.value_or(0);
}

/// What is left where a read or a write has fallen short.
task<> read_and_write_rest(const peers::copying& files, registered_buffer buffer, peers::part left,
                           std::size_t buffered) {
  while (left.length != 0) {
    if (buffered == 0) {
      buffered = co_await checked(op::read_fixed{.file = files.source(),
                                                 .buffer = buffer.bytes.first(left.length),
                                                 .buffer_index = buffer.index,
                                                 .offset = left.offset});
      if (buffered == 0) throw std::runtime_error("the source has become shorter");
    }
    const std::size_t written =
        co_await checked(op::write_fixed{.file = files.target(),
                                         .buffer = buffer.bytes.first(buffered),
                                         .buffer_index = buffer.index,
                                         .offset = left.offset});
    left = left.behind(written);
    buffer.bytes = buffer.bytes.subspan(written);
    buffered -= written;
  }
}

task<> read_and_write(peers::copying& files, registered_buffer buffer) {
  for (peers::part next = files.take(); next.length != 0; next = files.take()) {
    const registered_buffer bytes = buffer.first(next.length);
    const auto [got, put] = co_await linked(op::read_fixed{.file = files.source(),
                                                           .buffer = bytes.bytes,
                                                           .buffer_index = bytes.index,
                                                           .offset = next.offset},
                                            op::write_fixed{.file = files.target(),
                                                            .buffer = bytes.bytes,
                                                            .buffer_index = bytes.index,
                                                            .offset = next.offset});
    const std::size_t in = moved(got);
    const std::size_t out = moved(put);
    if (out == next.length) continue;
    registered_buffer rest = buffer;
    rest.bytes = rest.bytes.subspan(out);
    co_await read_and_write_rest(files, rest, next.behind(out), in - out);
  }
}

/// What is left where a splice has fallen short, of which some may be in the pipe.
task<> splice_rest(const peers::copying& files, const peers::block_pipe& pipe, peers::part left,
                   std::size_t in_pipe) {
  while (left.length != 0) {
    if (in_pipe == 0) {
      in_pipe = co_await checked(op::splice{.input = files.source(),
                                            .input_offset = left.offset,
                                            .output = pipe.writer,
                                            .length = left.length});
      if (in_pipe == 0) throw std::runtime_error("the source has become shorter");
    }
    const std::size_t out =
        co_await checked(op::splice{.input = pipe.reader,
                                    .output = files.target(),
                                    .output_offset = left.offset,
                                    .length = static_cast<std::uint32_t>(in_pipe)});
    left = left.behind(out);
    in_pipe -= out;
  }
}

task<> splices(peers::copying& files) {
  const peers::block_pipe pipe(files.block());
  for (peers::part next = files.take(); next.length != 0; next = files.take()) {
    const auto [got, put] = co_await linked(op::splice{.input = files.source(),
                                                       .input_offset = next.offset,
                                                       .output = pipe.writer,
                                                       .length = next.length},
                                            op::splice{.input = pipe.reader,
                                                       .output = files.target(),
                                                       .output_offset = next.offset,
                                                       .length = next.length});
    const std::size_t in = moved(got);
    const std::size_t out = moved(put);
    if (out != next.length) co_await splice_rest(files, pipe, next.behind(out), in - out);
  }
}

}  // namespace

int main(int count, char** words) {
  return peers::run_copy(count, words,
                         [](const peers::copy_arguments& given, peers::copying& files) {
                           ring loop(ring_options{.entries = 2 * given.depth});
                           if (given.mode == "splice") {
                             for (unsigned i = 0; i < given.depth; ++i) loop.spawn(splices(files));
                             loop.run();
                           } else {
                             const registered_buffers buffers(loop, given.depth, files.block());
                             for (unsigned i = 0; i < given.depth; ++i)
                               loop.spawn(read_and_write(files, buffers[i]));
                             loop.run();
                           }
                         });
}
