// Random reads on ringlet: as many tasks as there are to be reads at a time.
#include <ringlet/file_table.hpp>
#include <ringlet/registered_buffers.hpp>
#include <ringlet/ringlet.hpp>

#include "reads.hpp"

using namespace ringlet;

namespace {

struct work {
  std::int64_t end;
  peers::places places;
  peers::latencies latencies;
};

/// `read_at(offset)` gives the operation.
template <class ReadAt>
task<> reads(work& shared, ReadAt read_at) {
  std::int64_t begin = peers::now();
  while (begin < shared.end) {
    const std::size_t got = co_await checked(read_at(shared.places.next()));
    if (got != peers::block) throw std::runtime_error("a read fell short");
    const std::int64_t done = peers::now();
    shared.latencies.add(done - begin);
    begin = done;
  }
}

void run_plain(ring& loop, int file, unsigned depth, work& shared) {
  const peers::pages memory(depth * peers::block);
  for (unsigned i = 0; i < depth; ++i) {
    const std::span buffer(memory.data() + i * peers::block, peers::block);
    loop.spawn(reads(shared, [file, buffer](std::uint64_t offset) {
      return op::read{.file = file, .buffer = buffer, .offset = offset};
    }));
  }
  loop.run();
}

void run_fixed(ring& loop, int file, unsigned depth, work& shared) {
  file_table files(loop, 1);
  const direct_slot slot(0);
  if (const auto put = files.update(slot, file); !put) throw std::system_error(put.error());
  const registered_buffers buffers(loop, depth, peers::block);
  for (unsigned i = 0; i < depth; ++i) {
    loop.spawn(reads(shared, [slot, buffer = buffers[i]](std::uint64_t offset) {
      return op::read_fixed{
          .file = slot, .buffer = buffer.bytes, .buffer_index = buffer.index, .offset = offset};
    }));
  }
  loop.run();
}

}  // namespace

int main(int count, char** words) {
  return peers::run_reads(
      count, words, true,
      [](const peers::reads_arguments& given, const peers::reads_file& file, std::int64_t end) {
        work shared{end, peers::places(file.blocks), {}};
        ring loop(ring_options{.entries = given.depth});
        (given.fixed ? run_fixed : run_plain)(loop, file.descriptor, given.depth, shared);
        return shared.latencies;
      });
}
