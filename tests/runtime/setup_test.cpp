// Creating a ring: what the kernel is asked for, and what is said when it refuses.
#include "filter.hpp"
#include "helpers.hpp"

#include <liburing.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>

#include <cstddef>
#include <cstdio>
#include <utility>

#include <ringlet/op/nop.hpp>
#include <ringlet/opcode.hpp>
#include <ringlet/setup.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

struct refusal {
  int number;
  std::string said;
};

refusal refused(const ring_options& options) {
  try {
    const ring loop(options);
  } catch (const std::system_error& error) {
    CHECK(error.code().category() == std::generic_category());
    return {error.code().value(), error.what()};
  }
  return {0, {}};
}

bool kernel_is_at_least(int major, int minor) {
  utsname name{};
  ::uname(&name);
  int has_major = 0;
  int has_minor = 0;
  if (std::sscanf(name.release, "%d.%d", &has_major, &has_minor) != 2) return false;
  return has_major > major || (has_major == major && has_minor >= minor);
}

bool says(std::string_view text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

/// Lets a system call, io_uring_setup unless another is named, fail with `number` from here on, in
/// this process.
void forbid_io_uring(int number, unsigned call = __NR_io_uring_setup) {
  filter_call(call, SECCOMP_RET_ERRNO | (static_cast<unsigned>(number) & SECCOMP_RET_DATA));
}

/// Exits with 0 if making a ring, and running it once, fails with `number` and with a message that
/// has `words` in it.
void expect_refusal(int number, std::string_view words) {
  try {
    ring loop;
    loop.run([]() -> task<> { co_await sleep_for(1ns); });
  } catch (const std::system_error& error) {
    const std::string what = error.what();
    (void)!::write(STDERR_FILENO, what.data(), what.size());
    ::_exit(error.code().value() == number && says(what, words) ? 0 : 2);
  }
  ::_exit(3);
}

struct unknown {
  static constexpr requirement needs{static_cast<opcode>(250), static_cast<opcode>(250), 0};
};

struct odd_feature {
  static constexpr requirement needs{opcode::nop, opcode::nop, 1U << 31};
};

}  // namespace

TEST_CASE("a ring gets the best that this kernel has") {
  const ring loop;
  const unsigned flags = loop.setup_flags();
  if (kernel_is_at_least(6, 1)) {
    CHECK((flags & IORING_SETUP_DEFER_TASKRUN) != 0);
    CHECK((flags & IORING_SETUP_SINGLE_ISSUER) != 0);
    CHECK((flags & IORING_SETUP_TASKRUN_FLAG) == 0);  // see docs/decisions/0009
  } else if (kernel_is_at_least(5, 19)) {
    CHECK((flags & IORING_SETUP_COOP_TASKRUN) != 0);
    CHECK((flags & IORING_SETUP_TASKRUN_FLAG) != 0);
  }
  if (kernel_is_at_least(5, 18)) CHECK((flags & IORING_SETUP_SUBMIT_ALL) != 0);
  CHECK((loop.features() & IORING_FEAT_NODROP) != 0);
}

TEST_CASE("the ring's descriptor is registered once the ring runs, where the kernel can") {
  ring loop;
  loop.run([]() -> task<> { (void)co_await op::nop{}; });
  if (kernel_is_at_least(5, 18)) CHECK(loop.has_registered_fd());
}

TEST_CASE("a ring gives its registered descriptor back, of which a thread has sixteen") {
  if (!kernel_is_at_least(5, 18)) return skip("no registered descriptors before Linux 5.18");
  for (int i = 0; i < 40; ++i) {
    CAPTURE(i);
    ring loop(ring_options{.entries = 2});
    loop.run([]() -> task<> { (void)co_await op::nop{}; });
    REQUIRE(loop.has_registered_fd());
  }
}

TEST_CASE("a way of running completions that is asked for is what the ring gets") {
  for (const taskrun how : all_taskruns()) {
    ring loop(ring_options{.completions = how});
    const bool deferred = (loop.setup_flags() & IORING_SETUP_DEFER_TASKRUN) != 0;
    const bool cooperative = (loop.setup_flags() & IORING_SETUP_COOP_TASKRUN) != 0;
    switch (how) {
      case taskrun::best:
        break;
      case taskrun::deferred:
        CHECK(deferred);
        break;
      case taskrun::cooperative:
        CHECK((cooperative && !deferred));
        break;
      case taskrun::plain:
        CHECK_FALSE((cooperative || deferred));
        break;
    }
    const bool completed = loop.run([]() -> task<bool> {
      const auto done = co_await op::nop{};
      co_return done.has_value();
    });
    CHECK(completed);
  }
  CHECK(all_taskruns().size() == (kernel_is_at_least(6, 1)    ? 4U
                                  : kernel_is_at_least(5, 19) ? 3U
                                                              : 2U));
}

TEST_CASE(
    "entries are rounded up to a power of two, and the completion queue has four times as many") {
  const ring three(ring_options{.entries = 3});
  CHECK(three.sq_entries() == 4);
  CHECK(three.cq_entries() >= 12);
  const ring one(ring_options{.entries = 1});
  CHECK(one.sq_entries() == 1);
  CHECK(one.cq_entries() == 4);
  const ring chosen(ring_options{.entries = 8, .cq_entries = 100});
  CHECK(chosen.cq_entries() == 128);
  const ring most(ring_options{.entries = 32768});
  CHECK(most.sq_entries() == 32768);
  CHECK(most.cq_entries() == 65536);
}

TEST_CASE("entries that no ring can have are refused, with what is allowed") {
  for (const ring_options& options :
       {ring_options{.entries = 0}, ring_options{.entries = 32769}, ring_options{.entries = ~0U},
        ring_options{.entries = 16, .cq_entries = 8},
        ring_options{.entries = 8, .cq_entries = 65537}}) {
    CAPTURE(options.entries, options.cq_entries);
    const refusal why = refused(options);
    CHECK(why.number == EINVAL);
    CHECK(says(why.said, "ringlet::ring"));
    CHECK(says(why.said, "entries must be 1 to 32768"));
  }
}

TEST_CASE("each reason that a kernel may have comes with what to do about it") {
  using detail::explain_setup_failure;
  CHECK(says(explain_setup_failure(ENOSYS, 0, 0), "Linux 5.10.162"));
  CHECK(says(explain_setup_failure(ENOSYS, 0, 0), "CONFIG_IO_URING"));
  for (const int number : {EPERM, EACCES}) {
    CHECK(says(explain_setup_failure(number, 2, 0), "kernel.io_uring_disabled is 2"));
    CHECK(says(explain_setup_failure(number, 2, 0), "sysctl kernel.io_uring_disabled=0"));
    CHECK(says(explain_setup_failure(number, 1, 0), "kernel.io_uring_disabled is 1"));
    CHECK(says(explain_setup_failure(number, 1, 0), "kernel.io_uring_group"));
    CHECK(says(explain_setup_failure(number, 0, 0), "seccomp"));
    CHECK(says(explain_setup_failure(number, 0, 0), "allow io_uring_setup"));
  }
  CHECK(says(explain_setup_failure(ENOMEM, 0, 65536), "RLIMIT_MEMLOCK is 65536 bytes"));
  CHECK(says(explain_setup_failure(ENOMEM, 0, RLIM_INFINITY), "RLIMIT_MEMLOCK is unlimited"));
  CHECK(says(explain_setup_failure(ENOMEM, 0, 65536), "ulimit -l"));
  CHECK(says(explain_setup_failure(EMFILE, 0, 0), "ulimit -n"));
  CHECK(says(explain_setup_failure(ENFILE, 0, 0), "fs.file-max"));
  CHECK(says(explain_setup_failure(EINVAL, 0, 0), "entries must be"));
  CHECK(says(explain_setup_failure(EFAULT, 0, 0), "io_uring_setup failed"));
}

TEST_CASE("without a free descriptor a ring says so") {
  const ending child = in_child([] {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = 3;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    expect_refusal(EMFILE, "ulimit -n");
  });
  INFO(child.said);
  CHECK(child.exited(0));
}

TEST_CASE("where a seccomp filter forbids io_uring a ring says so") {
  const ending child = in_child([] {
    forbid_io_uring(EPERM);
    expect_refusal(EPERM, "seccomp filter");
  });
  INFO(child.said);
  CHECK(child.exited(0));
}

TEST_CASE("where a seccomp filter hides io_uring a ring says what may be the matter") {
  const ending child = in_child([] {
    forbid_io_uring(ENOSYS);
    expect_refusal(ENOSYS, "container");
  });
  INFO(child.said);
  CHECK(child.exited(0));
}

TEST_CASE("where a seccomp filter allows io_uring_setup and nothing more a ring says so") {
  for (const int number : {EPERM, ENOSYS}) {
    for (const auto& [call, name] : {std::pair(__NR_io_uring_register, "forbids io_uring_register"),
                                     std::pair(__NR_io_uring_enter, "forbids io_uring_enter")}) {
      const ending child = in_child([&] {
        forbid_io_uring(number, static_cast<unsigned>(call));
        expect_refusal(number, name);
      });
      INFO(child.said);
      CHECK(child.exited(0));
    }
  }
}

TEST_CASE("a ring that failed leaves no descriptor behind") {
  const int before = ::dup(0);
  ::close(before);
  for (int i = 0; i < 10; ++i) {
    (void)refused({.entries = 0});
    const ring loop(ring_options{.entries = 2});
  }
  const int after = ::dup(0);
  ::close(after);
  CHECK(before == after);
}

TEST_CASE("supports says what the kernel has, before the ring runs and after") {
  ring loop;
  CHECK(loop.supports<op::nop>());
  CHECK_FALSE(loop.supports<unknown>());
  CHECK_FALSE(loop.supports<odd_feature>());
  loop.run([]() -> task<> { (void)co_await op::nop{}; });
  CHECK(loop.supports<op::nop>());
  CHECK_FALSE(loop.supports<unknown>());
}
