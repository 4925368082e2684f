// Copies a file by hand on liburing.
#include <sys/uio.h>

#include <memory>
#include <vector>

#include "copy.hpp"
#include "plain_ring.hpp"

namespace {

/// A chain of two operations, which copies one part after the other.
struct chain {
  unsigned index;
  std::byte* buffer;                        // where it reads and writes
  std::unique_ptr<peers::block_pipe> pipe;  // where it splices
  peers::part now{};
  int in = 0;  // what the first operation gave
};

class copier {
 public:
  copier(const peers::copy_arguments& given, peers::copying& files)
      : ring_(2 * given.depth),
        files_(files),
        splices_(given.mode == "splice"),
        memory_(splices_ ? 4096 : given.depth * files.block()) {
    for (unsigned i = 0; i < given.depth; ++i) {
      chains_.push_back({i, memory_.data() + (splices_ ? 0 : i * files.block()),
                         splices_ ? std::make_unique<peers::block_pipe>(files.block()) : nullptr});
    }
    if (!splices_) register_buffers();
  }

  void run() {
    live_ = chains_.size();
    for (chain& each : chains_) begin(each);
    while (live_ != 0) {
      ring_.turn([this](const io_uring_cqe& cqe) {
        const std::uint64_t data = ::io_uring_cqe_get_data64(&cqe);
        completed(chains_[data >> 1], (data & 1) != 0, cqe.res);
      });
    }
  }

 private:
  void register_buffers() {
    std::vector<::iovec> buffers;
    buffers.reserve(chains_.size());
    for (const chain& each : chains_) buffers.push_back({each.buffer, files_.block()});
    (void)peers::must_ring(::io_uring_register_buffers(ring_.get(), buffers.data(),
                                                       static_cast<unsigned>(buffers.size())),
                           "io_uring_register_buffers");
  }

  void begin(chain& self) {
    self.now = files_.take();
    if (self.now.length == 0) {
      --live_;
      return;
    }
    // The queue has two entries for each chain.
    io_uring_sqe* const first = ::io_uring_get_sqe(ring_.get());
    io_uring_sqe* const second = ::io_uring_get_sqe(ring_.get());
    if (first == nullptr || second == nullptr) __builtin_unreachable();
    const peers::part& now = self.now;
    if (splices_) {
      const auto offset = static_cast<std::int64_t>(now.offset);
      ::io_uring_prep_splice(first, files_.source(), offset, self.pipe->writer, -1, now.length, 0);
      ::io_uring_prep_splice(second, self.pipe->reader, -1, files_.target(), offset, now.length, 0);
    } else {
      const auto index = static_cast<int>(self.index);
      ::io_uring_prep_read_fixed(first, files_.source(), self.buffer, now.length, now.offset,
                                 index);
      ::io_uring_prep_write_fixed(second, files_.target(), self.buffer, now.length, now.offset,
                                  index);
    }
    first->flags |= IOSQE_IO_LINK;
    ::io_uring_sqe_set_data64(first, std::uint64_t{self.index} << 1);
    ::io_uring_sqe_set_data64(second, std::uint64_t{self.index} << 1 | 1);
  }

  void completed(chain& self, bool is_second, int res) {
    if (res != -ECANCELED) (void)peers::must_ring(res, "copying");
    if (!is_second) {
      self.in = res;
      return;
    }
    const auto in = static_cast<std::size_t>(std::max(self.in, 0));
    const auto out = static_cast<std::size_t>(std::max(res, 0));
    if (out != self.now.length) finish_by_calls(self, in, out);
    begin(self);
  }

  /// What is left where an operation has fallen short, which is rare.
  void finish_by_calls(chain& self, std::size_t in, std::size_t out) {
    while (out != self.now.length) {
      auto from = static_cast<off64_t>(self.now.offset + in);
      auto to = static_cast<off64_t>(self.now.offset + out);
      const std::size_t to_read = self.now.length - in;
      ssize_t moved = 0;
      if (in == out) {
        moved = splices_ ? ::splice(files_.source(), &from, self.pipe->writer, nullptr, to_read, 0)
                         : ::pread(files_.source(), self.buffer + in, to_read, from);
        if (moved == 0) throw std::runtime_error("the source has become shorter");
        in += static_cast<std::size_t>(std::max<ssize_t>(moved, 0));
      } else {
        moved = splices_ ? ::splice(self.pipe->reader, nullptr, files_.target(), &to, in - out, 0)
                         : ::pwrite(files_.target(), self.buffer + out, in - out, to);
        out += static_cast<std::size_t>(std::max<ssize_t>(moved, 0));
      }
      if (moved < 0) throw std::system_error(errno, std::generic_category(), "copying");
    }
  }

  peers::plain_ring ring_;
  peers::copying& files_;
  bool splices_;
  peers::pages memory_;
  std::vector<chain> chains_;
  std::size_t live_ = 0;
};

}  // namespace

int main(int count, char** words) {
  return peers::run_copy(count, words,
                         [](const peers::copy_arguments& given, peers::copying& files) {
                           copier(given, files).run();
                         });
}
