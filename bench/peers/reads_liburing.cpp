// Random reads by hand on liburing.
#include <sys/uio.h>

#include <vector>

#include "plain_ring.hpp"
#include "reads.hpp"

namespace {

struct read_slot {
  unsigned index;
  std::byte* buffer;
  std::int64_t begin;
};

class reader {
 public:
  reader(const peers::reads_arguments& given, const peers::reads_file& file, std::int64_t end)
      : ring_(given.depth),
        memory_(given.depth * peers::block),
        file_(file.descriptor),
        fixed_(given.fixed),
        end_(end),
        places_(file.blocks),
        slots_(given.depth) {
    for (unsigned i = 0; i < given.depth; ++i) {
      slots_[i] = {i, memory_.data() + i * peers::block, 0};
    }
    if (fixed_) register_all();
  }

  peers::latencies run() {
    std::size_t live = slots_.size();
    for (read_slot& slot : slots_) {
      slot.begin = peers::now();
      submit(slot);
    }
    while (live != 0) {
      ring_.turn([&](const io_uring_cqe& cqe) {
        if (peers::must_ring(cqe.res, "read") != static_cast<int>(peers::block)) {
          throw std::runtime_error("a read fell short");
        }
        auto& slot = *static_cast<read_slot*>(::io_uring_cqe_get_data(&cqe));
        const std::int64_t done = peers::now();
        latencies_.add(done - slot.begin);
        slot.begin = done;
        if (done < end_) {
          submit(slot);
        } else {
          --live;
        }
      });
    }
    return latencies_;
  }

 private:
  void register_all() {
    std::vector<::iovec> buffers;
    buffers.reserve(slots_.size());
    for (const read_slot& slot : slots_) buffers.push_back({slot.buffer, peers::block});
    (void)peers::must_ring(::io_uring_register_buffers(ring_.get(), buffers.data(),
                                                       static_cast<unsigned>(buffers.size())),
                           "io_uring_register_buffers");
    (void)peers::must_ring(::io_uring_register_files(ring_.get(), &file_, 1),
                           "io_uring_register_files");
  }

  void submit(read_slot& slot) {
    // The queue has as many entries as there are slots.
    io_uring_sqe* const sqe = ::io_uring_get_sqe(ring_.get());
    if (sqe == nullptr) __builtin_unreachable();
    const std::uint64_t offset = places_.next();
    if (fixed_) {
      ::io_uring_prep_read_fixed(sqe, 0, slot.buffer, peers::block, offset,
                                 static_cast<int>(slot.index));
      sqe->flags |= IOSQE_FIXED_FILE;
    } else {
      ::io_uring_prep_read(sqe, file_, slot.buffer, peers::block, offset);
    }
    ::io_uring_sqe_set_data(sqe, &slot);
  }

  peers::plain_ring ring_;
  peers::pages memory_;
  int file_;
  bool fixed_;
  std::int64_t end_;
  peers::places places_;
  std::vector<read_slot> slots_;
  peers::latencies latencies_;
};

}  // namespace

int main(int count, char** words) {
  return peers::run_reads(count, words, true,
                          [](const peers::reads_arguments& given, const peers::reads_file& file,
                             std::int64_t end) { return reader(given, file, end).run(); });
}
