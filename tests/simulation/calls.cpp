// The system calls that ringlet makes, as the linker has them lead here (-Wl,--wrap): to the model
// while there is one and they are about something of its, else to the real ones.
#include <liburing.h>
#include <poll.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstring>

#include "kernel.hpp"

using simulation::first_descriptor;
using simulation::kernel;

namespace {

/// A system call's answer, from the kernel's.
template <class Number>
Number answer(Number outcome) {
  if (outcome >= 0) return outcome;
  errno = static_cast<int>(-outcome);
  return -1;
}

}  // namespace

extern "C" {

int __real_io_uring_enter2(unsigned, unsigned, unsigned, unsigned, sigset_t*, std::size_t);
int __wrap_io_uring_enter2(unsigned fd, unsigned to_submit, unsigned min_complete, unsigned flags,
                           sigset_t* argument, std::size_t size) {
  if (kernel* const model = kernel::active()) {
    return model->enter(fd, to_submit, min_complete, flags, argument, size);
  }
  return __real_io_uring_enter2(fd, to_submit, min_complete, flags, argument, size);
}

int __real_io_uring_register(unsigned, unsigned, const void*, unsigned);
int __wrap_io_uring_register(unsigned fd, unsigned what, const void* argument, unsigned count) {
  if (kernel* const model = kernel::active()) {
    return model->register_with(fd, what, const_cast<void*>(argument), count);
  }
  return __real_io_uring_register(fd, what, argument, count);
}

int __real_io_uring_register_sync_cancel(io_uring*, io_uring_sync_cancel_reg*);
int __wrap_io_uring_register_sync_cancel(io_uring* ring, io_uring_sync_cancel_reg* request) {
  if (kernel* const model = kernel::active()) return model->sync_cancel(ring->ring_fd, *request);
  return __real_io_uring_register_sync_cancel(ring, request);
}

int __real_io_uring_unregister_ring_fd(io_uring*);
int __wrap_io_uring_unregister_ring_fd(io_uring* ring) {
  return kernel::active() != nullptr ? 1 : __real_io_uring_unregister_ring_fd(ring);
}

long __real_syscall(long, ...);
long __wrap_syscall(long number, ...) {
  std::va_list values;
  va_start(values, number);
  long given[6];
  for (long& each : given) each = va_arg(values, long);
  va_end(values);
  kernel* const model = kernel::active();
  if (model != nullptr && number == __NR_io_uring_setup) {
    return answer<long>(model->setup(static_cast<unsigned>(given[0]),
                                     *reinterpret_cast<io_uring_params*>(given[1])));
  }
  return __real_syscall(number, given[0], given[1], given[2], given[3], given[4], given[5]);
}

void* __real_mmap(void*, std::size_t, int, int, int, off_t);
void* __wrap_mmap(void* where, std::size_t size, int access, int flags, int fd, off_t offset) {
  kernel* const model = kernel::active();
  if (model == nullptr || where != nullptr || (fd >= 0 && fd < first_descriptor)) {
    return __real_mmap(where, size, access, flags, fd, offset);
  }
  if (void* const memory = model->map(size, fd, offset)) return memory;
  errno = EINVAL;
  return MAP_FAILED;
}

int __real_munmap(void*, std::size_t);
int __wrap_munmap(void* memory, std::size_t size) {
  kernel* const model = kernel::active();
  if (model != nullptr && model->unmap(memory, size)) return 0;
  return __real_munmap(memory, size);
}

int __real_clock_gettime(clockid_t, timespec*);
int __wrap_clock_gettime(clockid_t clock, timespec* now) {
  if (kernel* const model = kernel::active()) {
    const simulation::nanoseconds time = model->look_at_clock();
    *now = {time / 1'000'000'000, time % 1'000'000'000};
    return 0;
  }
  return __real_clock_gettime(clock, now);
}

int __real_close(int);
int __wrap_close(int fd) {
  kernel* const model = kernel::active();
  if (model != nullptr && fd >= first_descriptor) return answer(model->close(fd));
  return __real_close(fd);
}

int __real_eventfd(unsigned, int);
int __wrap_eventfd(unsigned count, int flags) {
  if (kernel* const model = kernel::active()) return model->new_event(count);
  return __real_eventfd(count, flags);
}

ssize_t __real_read(int, void*, std::size_t);
ssize_t __wrap_read(int fd, void* into, std::size_t size) {
  kernel* const model = kernel::active();
  if (model != nullptr && fd >= first_descriptor) return answer(model->read_event(fd, into));
  return __real_read(fd, into, size);
}

ssize_t __real_write(int, const void*, std::size_t);
ssize_t __wrap_write(int fd, const void* from, std::size_t size) {
  kernel* const model = kernel::active();
  if (model != nullptr && fd >= first_descriptor) {
    std::uint64_t add = 0;
    std::memcpy(&add, from, sizeof add);
    return answer(model->write_event(fd, add));
  }
  return __real_write(fd, from, size);
}

int __real_poll(pollfd*, nfds_t, int);
int __wrap_poll(pollfd* asked, nfds_t count, int milliseconds) {
  kernel* const model = kernel::active();
  if (model != nullptr && asked->fd >= first_descriptor) {
    return answer(model->poll_ring(asked->fd, asked->revents));
  }
  return __real_poll(asked, count, milliseconds);
}

int __real_nanosleep(const timespec*, timespec*);
int __wrap_nanosleep(const timespec* span, timespec* left) {
  if (kernel* const model = kernel::active()) {
    model->let_pass(std::int64_t{span->tv_sec} * 1'000'000'000 + span->tv_nsec);
    return 0;
  }
  return __real_nanosleep(span, left);
}

int __real_sched_yield();
int __wrap_sched_yield() {
  if (kernel* const model = kernel::active()) {
    model->let_pass(1'000);
    return 0;
  }
  return __real_sched_yield();
}

// operator delete(void*, std::size_t): how frames and everything else of a known size go.
void __real__ZdlPvm(void*, std::size_t);
void __wrap__ZdlPvm(void* memory, std::size_t size) {
  kernel* const model = kernel::active();
  if (model != nullptr && !kernel::inside::any()) model->memory_goes(memory, size);
  __real__ZdlPvm(memory, size);
}

}  // extern "C"
