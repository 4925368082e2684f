// Counts what a program allocates: loaded before the C library (LD_PRELOAD) it takes the place of
// its allocating functions and calls those. See allocations.hpp, which reads the count.
#include <sys/mman.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

extern "C" {
// The C library's own, by the names that it has for them beside the usual ones.
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
}

namespace {

using count = std::atomic<std::uint64_t>;

constinit count before_main{0};
constinit std::atomic<count*> counted{&before_main};

void note() { counted.load(std::memory_order_relaxed)->fetch_add(1, std::memory_order_relaxed); }

/// Shares the count with who measures, by the descriptor that it says.
[[gnu::constructor]] void share() {
  const char* const descriptor = std::getenv("BENCH_MEASURE_ALLOCATIONS");
  if (descriptor == nullptr) return;
  void* const page = ::mmap(nullptr, sizeof(count), PROT_READ | PROT_WRITE, MAP_SHARED,
                            static_cast<int>(std::strtol(descriptor, nullptr, 10)), 0);
  if (page != MAP_FAILED) counted = new (page) count(before_main.load());
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) {
  note();
  return __libc_malloc(size);
}

void* calloc(std::size_t number, std::size_t size) {
  note();
  return __libc_calloc(number, size);
}

void* realloc(void* block, std::size_t size) {
  note();
  return __libc_realloc(block, size);
}

void* memalign(std::size_t alignment, std::size_t size) {
  note();
  return __libc_memalign(alignment, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) { return memalign(alignment, size); }

int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
  void* const made = memalign(alignment, size);
  if (made == nullptr) return ENOMEM;
  *block = made;
  return 0;
}
}
