// Recycled memory for coroutine frames.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <new>

// Under AddressSanitizer every frame is allocated and freed by the sanitizer's own means: a
// recycled frame would look alive to it, and its reports of use after free are what it is there
// for.
#if defined(__SANITIZE_ADDRESS__)
#define RINGLET_RECYCLES_FRAMES 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(hwaddress_sanitizer)
#define RINGLET_RECYCLES_FRAMES 0
#endif
#endif
#ifndef RINGLET_RECYCLES_FRAMES
#define RINGLET_RECYCLES_FRAMES 1
#endif

namespace ringlet {

namespace detail {

// Steps of 64 bytes up to 4 KiB and of 256 above: a frame with a page of buffer in it, which is
// what a session of a server usually is, is recycled too, and 10,000 of them should not cost what
// they do not use. For a size that the compiler knows, as it does that of a frame, all of this is a
// constant.
struct frame_sizes {
  static constexpr std::size_t largest = std::size_t{32} << 10;
  static constexpr std::size_t small_step = 64;
  static constexpr std::size_t small_bins = 64;
  static constexpr std::size_t large_step = 256;
  static constexpr std::size_t large_first = small_step * small_bins / large_step;
  static constexpr std::size_t bins = small_bins + largest / large_step - large_first;

  static constexpr std::size_t bin_of(std::size_t size) noexcept {
    const std::size_t last = size - (size != 0 ? 1 : 0);  // A size of 0 shares the first bin.
    return size <= small_step * small_bins ? last / small_step
                                           : last / large_step + small_bins - large_first;
  }

  static constexpr std::size_t block_size(std::size_t bin) noexcept {
    return bin < small_bins ? (bin + 1) * small_step
                            : (bin - small_bins + large_first + 1) * large_step;
  }

  static constexpr std::size_t rounded(std::size_t size) noexcept {
    return size <= largest ? block_size(bin_of(size)) : size;
  }
};
static_assert(frame_sizes::rounded(0) == 64 && frame_sizes::rounded(64) == 64);
static_assert(frame_sizes::rounded(65) == 128 && frame_sizes::rounded(4096) == 4096);
static_assert(frame_sizes::rounded(4097) == 4352 && frame_sizes::rounded(40000) == 40000);
static_assert(frame_sizes::bin_of(4097) == frame_sizes::bin_of(4096) + 1);
static_assert(frame_sizes::bin_of(frame_sizes::largest) == frame_sizes::bins - 1);

}  // namespace detail

/// Keeps the frames of finished coroutines for the next ones of about the same size, so that a
/// program in its steady state allocates nothing.
///
/// Each thread has a pool of its own, without locks or atomics. A frame may be freed on another
/// thread than it was allocated on: it joins the pool there, since any block is one of operator
/// new's of a rounded size. A pool keeps up to `most_kept` bytes of each size, gives them back when
/// its thread ends, and passes everything through to operator new and delete from then on.
class frame_pool {
 public:
  /// Whether freed frames are kept at all; not under AddressSanitizer.
  static constexpr bool recycles = RINGLET_RECYCLES_FRAMES != 0;

  /// How many bytes of free frames of one size a thread keeps.
  static constexpr std::size_t most_kept = std::size_t{1} << 20;

  /// Frames above this are operator new's.
  static constexpr std::size_t largest = detail::frame_sizes::largest;

  [[nodiscard]] static void* allocate(std::size_t size) {
    if constexpr (recycles) {
      if (size <= largest) [[likely]] {
        bin& from = bins_[sizes::bin_of(size)];
        if (from.first != nullptr) [[likely]] {
          free_block* const block = from.first;
          from.first = block->next;
          ++from.room;
          return block;
        }
      }
      return allocate_new(size);
    } else {
      return ::operator new(size);
    }
  }

  /// `size` is what the block was allocated with.
  static void deallocate(void* memory, std::size_t size) noexcept {
    if constexpr (recycles) {
      if (size <= largest) [[likely]] {
        bin& into = bins_[sizes::bin_of(size)];
        // The room of all bins is none before this thread's first frame comes back, and again once
        // the thread is ending: what is seldom so costs the common case no question of its own.
        if (into.room != 0) [[likely]] {
          --into.room;
          into.first = ::new (memory) free_block{into.first};
          return;
        }
      }
      deallocate_seldom(memory, size);
    } else {
      ::operator delete(memory, size);
    }
  }

  /// Gives back to operator delete what this thread keeps, after a burst for instance.
  static void trim() noexcept {
    for (std::size_t number = 0; number < sizes::bins; ++number) {
      bin& each = bins_[number];
      while (each.first != nullptr) {
        free_block* const block = each.first;
        each.first = block->next;
        ++each.room;
        ::operator delete(block, sizes::block_size(number));
      }
    }
  }

  /// How many bytes this thread keeps at the moment.
  [[nodiscard]] static std::size_t kept() noexcept {
    std::size_t bytes = 0;
    for (std::size_t number = 0; number < sizes::bins; ++number) {
      for (const free_block* block = bins_[number].first; block != nullptr; block = block->next) {
        bytes += sizes::block_size(number);
      }
    }
    return bytes;
  }

 private:
  struct free_block {
    free_block* next;
  };

  // Free blocks of one size, and how many more there is room for.
  struct bin {
    free_block* first;
    std::uint32_t room;
  };

  enum class phase : std::uint8_t { unused, open, closed };

  // Gives the memory back when the thread ends. It is made by the first frame that comes back, not
  // by the pool, whose variables thus need neither a constructor nor a guard that asks for one.
  struct closer {
    ~closer() {
      phase_ = phase::closed;
      trim();
      bins_ = {};
    }
  };

  using sizes = detail::frame_sizes;

  [[gnu::noinline, gnu::cold]] static void* allocate_new(std::size_t size) {
    return ::operator new(sizes::rounded(size));
  }

  [[gnu::noinline, gnu::cold]] static void deallocate_seldom(void* memory,
                                                             std::size_t size) noexcept {
    if (phase_ == phase::unused) {
      phase_ = phase::open;
      [[maybe_unused]] static thread_local closer at_thread_end;
      for (std::size_t number = 0; number < sizes::bins; ++number) {
        bins_[number].room = static_cast<std::uint32_t>(most_kept / sizes::block_size(number));
      }
      deallocate(memory, size);
      return;
    }
    ::operator delete(memory, sizes::rounded(size));
  }

  static inline constinit thread_local std::array<bin, sizes::bins> bins_{};
  static inline constinit thread_local phase phase_{phase::unused};
};

}  // namespace ringlet

#undef RINGLET_RECYCLES_FRAMES
