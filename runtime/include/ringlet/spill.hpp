// Where completions wait that came faster than their stream was read.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>

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
  spill(const spill&) = delete;
  spill& operator=(const spill&) = delete;
  ~spill() {
    while (chunk_ != nullptr) delete[] std::exchange(chunk_, chunk_->next);
  }

  [[nodiscard]] spilled& take() noexcept {
    if (free_ != nullptr) return *std::exchange(free_, free_->next);
    if (untouched_ == chunk_size_) {
      try {
        grow(2 * chunk_size_);
      } catch (const std::bad_alloc&) {
        die("no memory for the completions of streams that nobody reads");
      }
    }
    return chunk_[untouched_++];
  }

  void give_back(spilled& taken) noexcept {
    taken.next = free_;
    free_ = &taken;
  }

 private:
  void grow(std::size_t count) {
    auto* const grown = new spilled[count + 1];  // the first of which leads to the chunk before
    grown->next = chunk_;
    chunk_ = grown;
    chunk_size_ = count + 1;
    untouched_ = 1;
  }

  spilled* chunk_ = nullptr;  // the last one
  std::size_t chunk_size_ = 0;
  std::size_t untouched_ = 0;  // the first of its places that was never used
  spilled* free_ = nullptr;
};

}  // namespace ringlet::detail
