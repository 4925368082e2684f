// Where completions wait that came faster than their stream was read.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include <ringlet/completion.hpp>
#include <ringlet/diagnose.hpp>

namespace ringlet::detail {

/// A completion of a stream that found the stream's own slots taken.
struct spilled {
  arrival came;
  spilled* next;
};

/// The memory for them, shared by all streams of a ring and set aside with it.
///
/// A stream whose slots are taken is cancelled at the next entry; until then a full completion
/// queue may have come before that entry and another one during it. That much there is from the
/// start, untouched and so without a page. Several streams may each bring as much while nobody
/// reads any of them: then, and only then, more is allocated, rather than that a descriptor or a
/// buffer be lost.
class spill {
 public:
  explicit spill(std::size_t count) { grow(count); }

  [[nodiscard]] spilled& take() noexcept {
    if (free_ != nullptr) return *std::exchange(free_, free_->next);
    if (untouched_ == chunk_size_) {
      try {
        grow(2 * chunk_size_);
      } catch (const std::bad_alloc&) {
        die("no memory for the completions of streams that nobody reads");
      }
    }
    return chunks_.back()[untouched_++];
  }

  void give_back(spilled& taken) noexcept {
    taken.next = free_;
    free_ = &taken;
  }

 private:
  void grow(std::size_t count) {
    chunks_.push_back(std::make_unique_for_overwrite<spilled[]>(count));
    chunk_size_ = count;
    untouched_ = 0;
  }

  std::vector<std::unique_ptr<spilled[]>> chunks_;
  std::size_t chunk_size_ = 0;  // of the last one
  std::size_t untouched_ = 0;   // the first of its places that was never used
  spilled* free_ = nullptr;
};

}  // namespace ringlet::detail
