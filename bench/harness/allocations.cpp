// Takes the place of operator new and of malloc in the whole process, liburing included. Each
// allocation counts once: operator new goes straight to the C library's own entry points.
#include "harness/allocations.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <new>

extern "C" {
// glibc's own names for what is replaced below; malloc(3) reaches them when nobody interposes.
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);
}

namespace {
thread_local constinit bench::allocation_count counted{};

void count_malloc(std::size_t size) {
  ++counted.mallocs;
  counted.bytes += size;
}
void count_new(std::size_t size) {
  ++counted.news;
  counted.bytes += size;
}
}  // namespace

bench::allocation_count bench::allocations() { return counted; }

extern "C" {
void* malloc(std::size_t size) {
  count_malloc(size);
  return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) {
  count_malloc(count * size);
  return __libc_calloc(count, size);
}
void* realloc(void* old, std::size_t size) {
  count_malloc(size);
  return __libc_realloc(old, size);
}
void* memalign(std::size_t alignment, std::size_t size) {
  count_malloc(size);
  return __libc_memalign(alignment, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  count_malloc(size);
  return __libc_memalign(alignment, size);
}
int posix_memalign(void** result, std::size_t alignment, std::size_t size) {
  count_malloc(size);
  void* memory = __libc_memalign(alignment, size);
  if (memory == nullptr) return ENOMEM;
  *result = memory;
  return 0;
}
void free(void* memory) { __libc_free(memory); }
}

// The array, sized and nothrow forms call these by default.
void* operator new(std::size_t size) {
  count_new(size);
  if (void* memory = __libc_malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  count_new(size);
  if (void* memory = __libc_memalign(static_cast<std::size_t>(alignment), size == 0 ? 1 : size)) {
    return memory;
  }
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { __libc_free(memory); }
void operator delete(void* memory, std::size_t) noexcept { __libc_free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { __libc_free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { __libc_free(memory); }
