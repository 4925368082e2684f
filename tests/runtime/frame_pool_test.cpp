// The pool of coroutine frames. Under AddressSanitizer it passes everything through, so that only
// what holds there too is tested then.
#include "support/catch.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <new>
#include <thread>
#include <vector>

#include <ringlet/frame_pool.hpp>

using ringlet::frame_pool;

namespace {

// Runs on a thread of its own, so that each test begins with an unused pool.
template <class Function>
void on_new_thread(Function function) {
  std::thread(function).join();
}

void use(void* memory, std::size_t size) { std::memset(memory, 0x5a, size); }

}  // namespace

TEST_CASE("a freed frame is the next one of about its size") {
  on_new_thread([] {
    void* const first = frame_pool::allocate(200);
    use(first, 200);
    frame_pool::deallocate(first, 200);
    void* const second = frame_pool::allocate(193);
    if (frame_pool::recycles) {
      CHECK(second == first);
    }
    use(second, 193);
    void* const third = frame_pool::allocate(200);
    CHECK(third != second);
    frame_pool::deallocate(second, 193);
    frame_pool::deallocate(third, 200);
  });
}

TEST_CASE("frames of different sizes have room for all of their bytes") {
  on_new_thread([] {
    for (int round = 0; round < 2; ++round) {
      std::vector<std::pair<void*, std::size_t>> frames;
      for (std::size_t size = 0; size < frame_pool::largest + 3000; size += size < 5000 ? 7 : 501) {
        void* const frame = frame_pool::allocate(size);
        CHECK(reinterpret_cast<std::uintptr_t>(frame) % __STDCPP_DEFAULT_NEW_ALIGNMENT__ == 0);
        use(frame, size);
        frames.emplace_back(frame, size);
      }
      for (const auto& [frame, size] : frames) {
        frame_pool::deallocate(frame, size);
      }
    }
  });
}

TEST_CASE("a thread keeps a bounded number of bytes of each size") {
  on_new_thread([] {
    constexpr std::size_t size = std::size_t{16} << 10;
    std::vector<void*> frames;
    for (std::size_t bytes = 0; bytes < 3 * frame_pool::most_kept; bytes += size) {
      frames.push_back(frame_pool::allocate(size));
    }
    CHECK(frame_pool::kept() == 0);
    for (void* const frame : frames) {
      frame_pool::deallocate(frame, size);
    }
    CHECK(frame_pool::kept() == (frame_pool::recycles ? frame_pool::most_kept : 0));
    frame_pool::trim();
    CHECK(frame_pool::kept() == 0);
    void* const again = frame_pool::allocate(size);
    frame_pool::deallocate(again, size);
    CHECK(frame_pool::kept() == (frame_pool::recycles ? size : 0));
  });
}

TEST_CASE("a frame above the largest size is never kept") {
  on_new_thread([] {
    void* const frame = frame_pool::allocate(frame_pool::largest + 1);
    use(frame, frame_pool::largest + 1);
    frame_pool::deallocate(frame, frame_pool::largest + 1);
    CHECK(frame_pool::kept() == 0);
  });
}

TEST_CASE("a frame may be freed on another thread than it was allocated on") {
  constexpr std::size_t count = 100;
  std::array<void*, count> frames{};
  on_new_thread([&] {
    for (void*& frame : frames) {
      frame = frame_pool::allocate(333);
      use(frame, 333);
    }
  });
  on_new_thread([&] {
    for (void* const frame : frames) {
      frame_pool::deallocate(frame, 333);
    }
    void* const recycled = frame_pool::allocate(333);
    use(recycled, 333);
    frame_pool::deallocate(recycled, 333);
  });
}

TEST_CASE("a frame that outlives its thread's pool is allocated and freed all the same") {
  // It is made before the pool of its thread is first used, so that it goes after that has gone.
  struct late {
    void* frame = nullptr;
    ~late() {
      if (frame != nullptr) {
        frame_pool::deallocate(frame, 256);
        void* const another = frame_pool::allocate(256);
        use(another, 256);
        frame_pool::deallocate(another, 256);
        kept_at_end = frame_pool::kept();
      }
    }
    std::size_t& kept_at_end;
  };
  std::size_t kept_at_end = 1;
  on_new_thread([&] {
    static thread_local late last{.kept_at_end = kept_at_end};
    last.frame = frame_pool::allocate(256);
    frame_pool::deallocate(frame_pool::allocate(512), 512);
  });
  CHECK(kept_at_end == 0);
}
