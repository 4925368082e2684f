#include "harness/instructions.hpp"

#include <dlfcn.h>
#include <link.h>
#include <linux/perf_event.h>
#include <pthread.h>
#include <signal.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <vector>

namespace bench {
namespace {

int open_perf() {
  perf_event_attr attributes{};
  attributes.size = sizeof attributes;
  attributes.type = PERF_TYPE_HARDWARE;
  attributes.config = PERF_COUNT_HW_INSTRUCTIONS;
  attributes.exclude_kernel = 1;
  attributes.exclude_hv = 1;
  attributes.disabled = 1;
  return static_cast<int>(::syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0));
}

std::string explain(int errno_value) {
  switch (errno_value) {
    case ENOENT:
    case EOPNOTSUPP:
    case ENODEV:
      return "this machine has no instruction counter (a virtual machine without a PMU)";
    case EACCES:
    case EPERM:
      return "the instruction counter is forbidden here (see kernel.perf_event_paranoid: 2 or "
             "less lets a process count itself; or a container's seccomp profile)";
    case ENOSYS:
      return "this kernel has no perf_event_open";
    default:
      return std::string("perf_event_open: ") + std::strerror(errno_value);
  }
}

// ---- stepping ----------------------------------------------------------------------------------

// A thread steps alone, so the state is the thread's. It is touched by the handler and must not
// need any lazy set-up: constant initialised, in an executable, it is a plain fs-relative access.
struct stepping {
  std::uint64_t count;
  std::uint64_t last;
};
thread_local constinit stepping steps{};

struct place {
  std::uint64_t address;
  std::uint64_t count;
};
// Open addressing, sized far above what a benchmark's hot path can hold. Only one thread is
// profiled.
constexpr std::size_t places = std::size_t{1} << 16;
constinit std::array<place, places> profile{};
constinit bool profiling = false;

void remember(std::uint64_t address) {
  for (std::size_t i = (address * 0x9E3779B97F4A7C15U) >> 48;; i = (i + 1) % places) {
    if (profile[i].address == 0) profile[i].address = address;
    if (profile[i].address == address) {
      ++profile[i].count;
      return;
    }
  }
}

bool is_syscall(std::uint64_t address) {
  std::array<unsigned char, 2> bytes{};
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  std::memcpy(bytes.data(), reinterpret_cast<const void*>(address), bytes.size());
  return bytes[0] == 0x0f && bytes[1] == 0x05;
}

/// Where the kernel's own code lies that reads the clock: how many instructions that takes is a
/// matter of the clock that the machine has, so they are not counted.
struct address_range {
  std::uint64_t begin;
  std::uint64_t end;

  [[nodiscard]] bool has(std::uint64_t address) const { return address >= begin && address < end; }
};
constinit address_range vdso{};

address_range find_vdso() {
  const std::uint64_t begin = ::getauxval(AT_SYSINFO_EHDR);
  if (begin == 0) return {};
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  const auto* const header = reinterpret_cast<const ElfW(Ehdr)*>(begin);
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  const auto* const parts = reinterpret_cast<const ElfW(Phdr)*>(begin + header->e_phoff);
  std::uint64_t size = 0;
  for (const auto& part : std::span(parts, header->e_phnum)) {
    if (part.p_type == PT_LOAD) size = std::max(size, part.p_vaddr + part.p_memsz);
  }
  return {begin, begin + size};
}

#if defined(__x86_64__)
// The trap comes before the instruction at the saved instruction pointer, after the one before.
void on_trap(int /*signal*/, siginfo_t* /*information*/, void* context) {
  const auto address =
      static_cast<std::uint64_t>(static_cast<ucontext_t*>(context)->uc_mcontext.gregs[REG_RIP]);
  // A repeated string instruction traps at its own address after each repetition.
  if (address == steps.last) return;
  // The processor clears the trap flag as it enters the kernel, so that a system call swallows its
  // own trap and only the instruction behind it raises the next.
  if (steps.last != 0 && !vdso.has(steps.last) && is_syscall(steps.last)) ++steps.count;
  steps.last = address;
  if (vdso.has(address)) return;
  ++steps.count;
  if (profiling) remember(address);
}

// The flags go over the stack: step over the red zone of whoever this is inlined into.
void set_trap_flag() {
  asm volatile(
      "lea -128(%%rsp), %%rsp\n\tpushfq\n\torq $0x100, (%%rsp)\n\tpopfq\n\tlea 128(%%rsp), %%rsp" ::
          : "memory", "cc");
}
void clear_trap_flag() {
  asm volatile(
      "lea -128(%%rsp), %%rsp\n\tpushfq\n\tandq $~0x100, (%%rsp)\n\tpopfq\n\tlea 128(%%rsp), "
      "%%rsp" ::
          : "memory", "cc");
}
bool can_step() {
  vdso = find_vdso();
  struct sigaction action{};
  action.sa_sigaction = on_trap;
  action.sa_flags = SA_SIGINFO;
  return ::sigaction(SIGTRAP, &action, nullptr) == 0;
}
#else
void set_trap_flag() {}
void clear_trap_flag() {}
bool can_step() { return false; }
#endif

struct chosen {
  counter_kind kind = counter_kind::nothing;
  std::string complaint;
};

chosen find() {
  chosen found;
  const int descriptor = open_perf();
  if (descriptor >= 0) {
    ::close(descriptor);
    found.kind = counter_kind::perf;
    return found;
  }
  found.complaint = explain(errno);
  if (can_step()) {
    found.kind = counter_kind::step;
    found.complaint += "; counting by the trap flag instead, exact and slow";
  } else {
    found.complaint += "; instructions are not measured";
  }
  return found;
}

chosen& state() {
  static chosen found = find();
  return found;
}

}  // namespace

counter_kind counter() { return state().kind; }
const std::string& counter_complaint() { return state().complaint; }

const char* counter_name() {
  switch (counter()) {
    case counter_kind::perf:
      return "perf_event_open";
    case counter_kind::step:
      return "trap flag";
    case counter_kind::nothing:
      break;
  }
  return "none";
}

bool choose_counter(const std::string& name) {
  if (name == "perf") return counter() == counter_kind::perf;
  if (name == "step" && can_step()) {
    state() = {counter_kind::step, "counting by the trap flag, as asked: exact and slow"};
    return true;
  }
  if (name == "none") {
    state() = {counter_kind::nothing, "instructions are not measured, as asked"};
    return true;
  }
  return false;
}

instruction_window::instruction_window() {
  switch (counter()) {
    case counter_kind::perf:
      descriptor_ = open_perf();
      if (descriptor_ < 0) {
        std::perror("perf_event_open");
        std::exit(2);
      }
      running_ = true;
      ::ioctl(descriptor_, PERF_EVENT_IOC_ENABLE, 0);
      return;
    case counter_kind::step:
      steps = {};
      running_ = true;
      set_trap_flag();
      return;
    case counter_kind::nothing:
      return;
  }
}

std::uint64_t instruction_window::stop() {
  if (!running_) return 0;
  running_ = false;
  if (descriptor_ < 0) {
    clear_trap_flag();
    return steps.count;
  }
  ::ioctl(descriptor_, PERF_EVENT_IOC_DISABLE, 0);
  std::uint64_t count = 0;
  if (::read(descriptor_, &count, sizeof count) != sizeof count) {
    std::perror("reading the instruction counter");
    std::exit(2);
  }
  return count;
}

instruction_window::~instruction_window() {
  (void)stop();
  if (descriptor_ >= 0) ::close(descriptor_);
}

void start_profile() {
  profile = {};
  profiling = true;
}

void write_profile(const std::string& file, double units) {
  profiling = false;
  std::vector<place> seen;
  for (const place& p : profile) {
    if (p.count != 0) seen.push_back(p);
  }
  std::ranges::sort(seen, [](const place& a, const place& b) { return a.address < b.address; });
  std::FILE* out = std::fopen(file.c_str(), "we");
  if (out == nullptr) {
    std::perror(file.c_str());
    std::exit(2);
  }
  for (const place& p : seen) {
    Dl_info where{};
    const char* module = "?";
    std::uint64_t offset = p.address;
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    if (::dladdr(reinterpret_cast<void*>(p.address), &where) != 0 && where.dli_fname != nullptr) {
      module = where.dli_fname;
      offset -= reinterpret_cast<std::uint64_t>(where.dli_fbase);
    }
    std::fprintf(out, "%s %llx %.4f\n", module, static_cast<unsigned long long>(offset),
                 static_cast<double>(p.count) / units);
  }
  std::fclose(out);
}

}  // namespace bench
