#include "priority_fixtures.hpp"

#include "demand.hpp"
#include "live.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/ioprio.h>
#include <linux/magic.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>

namespace ringlet::live {
namespace {

constexpr auto block_bytes = static_cast<::ssize_t>(aligned_block::size());

// ---- files of tracefs, which has no other interface ---------------------------------------------

unique_fd mounted_tracefs() {
  const unique_fd system(::fsopen("tracefs", FSOPEN_CLOEXEC));
  if (!system || ::fsconfig(system.get(), FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) != 0)
    throw unavailable("requests to drives cannot be traced: that takes CAP_SYS_ADMIN and tracefs");
  return own(::fsmount(system.get(), FSMOUNT_CLOEXEC, 0), "mounting tracefs");
}

std::string content_of(int folder, const std::string& name) {
  const unique_fd file = own(::openat(folder, name.c_str(), O_RDONLY | O_CLOEXEC), name.c_str());
  std::string all;
  std::array<char, 4096> room;
  for (;;) {
    const ::ssize_t got = ::read(file.get(), room.data(), room.size());
    demand(got >= 0, "reading a file of tracefs");
    if (got == 0) return all;
    all.append(room.data(), static_cast<std::size_t>(got));
  }
}

void put(int folder, const std::string& name, std::string_view text) {
  const unique_fd file = own(::openat(folder, name.c_str(), O_WRONLY | O_CLOEXEC), name.c_str());
  demand(::write(file.get(), text.data(), text.size()) == static_cast<::ssize_t>(text.size()),
         "writing to a file of tracefs");
}

// ---- a file on a drive --------------------------------------------------------------------------

unique_fd file_on_a_drive() {
  const char* folder = std::getenv("TMPDIR");
  std::string name =
      std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/ringlet-live-XXXXXX";
  unique_fd file = own(::mkostemp(name.data(), O_CLOEXEC), "a temporary file");
  demand(::unlink(name.c_str()) == 0, "unlinking a temporary file");
  struct ::statfs system{};
  demand(::fstatfs(file.get(), &system) == 0, "fstatfs");
  if (system.f_type == TMPFS_MAGIC || system.f_type == RAMFS_MAGIC ||
      ::fcntl(file.get(), F_SETFL, O_DIRECT) != 0)
    throw unavailable("the folder for temporary files is not on a drive");
  const aligned_block known;
  known.fill('k');
  demand(::pwrite(file.get(), known.bytes().data(), aligned_block::size(), 0) == block_bytes,
         "pwrite");
  demand(::fsync(file.get()) == 0, "fsync");
  return file;
}

// ---- system calls without a wrapper -------------------------------------------------------------

void set_own_priority(int value) {
  demand(::syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, value) == 0, "ioprio_set");
}

using capability_sets = std::array<::__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3>;

capability_sets own_capabilities() {
  ::__user_cap_header_struct of{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  capability_sets sets{};
  demand(::syscall(SYS_capget, &of, sets.data()) == 0, "capget");
  return sets;
}

/// Both capabilities are in the first of the two halves.
void set_effective(std::uint32_t effective) {
  ::__user_cap_header_struct of{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  capability_sets sets = own_capabilities();
  sets[0].effective = effective;
  demand(::syscall(SYS_capset, &of, sets.data()) == 0, "capset");
}

}  // namespace

drive_trace::drive_trace() : tracing_(mounted_tracefs()) {
  static std::atomic<unsigned> made = 0;
  const std::string event = "/events/block/block_rq_issue/";
  if (content_of(tracing_.get(), "." + event + "format").find("ioprio") == std::string::npos)
    throw unavailable("this kernel's traces of requests have no priority");
  // An instance of its own, which is in nobody's way.
  instance_ = "instances/ringlet-" + std::to_string(::getpid()) + "-" + std::to_string(made++);
  demand(::mkdirat(tracing_.get(), instance_.c_str(), 0700) == 0, "an instance of tracefs");
  put(tracing_.get(), instance_ + event + "enable", "1");
}

drive_trace::~drive_trace() { ::unlinkat(tracing_.get(), instance_.c_str(), AT_REMOVEDIR); }

bool drive_trace::shows(std::string_view priority) const {
  const std::string all = content_of(tracing_.get(), instance_ + "/trace");
  return all.find(" " + std::string(priority) + " [") != std::string::npos;
}

traced_file::traced_file(ring&) : file_(file_on_a_drive()) { memory_.fill('t'); }

bool traced_file::has_only(char wanted) const {
  const aligned_block there;
  demand(::pread(fd(), there.bytes().data(), aligned_block::size(), 0) == block_bytes, "pread");
  return consist_of(there.bytes(), wanted);
}

priority_of_the_task::priority_of_the_task(ring&)
    : before_(static_cast<int>(::syscall(SYS_ioprio_get, IOPRIO_WHO_PROCESS, 0))) {
  set_own_priority(IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 5));
}

priority_of_the_task::~priority_of_the_task() {
  ::syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, before_);
}

plain_thread::plain_thread(ring&) : before_(own_capabilities()[0].effective) {
  set_effective(before_ & ~(1U << CAP_SYS_ADMIN | 1U << CAP_SYS_NICE));
}

plain_thread::~plain_thread() { set_effective(before_); }

}  // namespace ringlet::live
