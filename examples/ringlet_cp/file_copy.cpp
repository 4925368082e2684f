#include "file_copy.hpp"

#include <fcntl.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <span>
#include <string_view>
#include <system_error>
#include <vector>

using namespace ringlet;

namespace copying {

namespace {

constexpr std::uint64_t piece = 1U << 18U;  // bytes that are read at once
constexpr unsigned mode_bits = 07777;
constexpr unsigned privileged_bits = S_ISUID | S_ISGID;

std::error_code last_error() { return error_of(errno); }

/// A run of bytes that are not a hole.
struct extent {
  std::uint64_t begin;
  std::uint64_t end;
};

/// The next run from `offset` on; nothing where there is only a hole left. By lseek: io_uring has
/// no such operation.
result<extent> next_extent(int file, std::uint64_t offset, std::uint64_t size) {
  const ::off_t begin = ::lseek(file, static_cast<::off_t>(offset), SEEK_DATA);
  if (begin < 0 && errno == ENXIO) return extent{size, size};
  if (begin < 0) return std::unexpected(last_error());
  const ::off_t end = ::lseek(file, begin, SEEK_HOLE);
  if (end < 0) return std::unexpected(last_error());
  return extent{std::min(static_cast<std::uint64_t>(begin), size),
                std::min(static_cast<std::uint64_t>(end), size)};
}

std::array<::timespec, 2> times_of(const struct ::statx& status) {
  return {::timespec{status.stx_atime.tv_sec, status.stx_atime.tv_nsec},
          ::timespec{status.stx_mtime.tv_sec, status.stx_mtime.tv_nsec}};
}

/// Whether a user who may not give files away has tried to: then they stay his, as with cp.
bool is_not_root() { return errno == EPERM && ::geteuid() != 0; }

task<> copy_attribute(int from, int to, const char* name, std::span<char> room,
                      const std::string& path, report& to_report) {
  const auto size = co_await op::fgetxattr{.file = from, .attribute = name, .value = room};
  if (!size) {
    to_report.failed(path, std::string("reading the attribute ") + name, size.error());
    co_return;
  }
  const auto set =
      co_await op::fsetxattr{.file = to, .attribute = name, .value = room.first(*size)};
  if (!set) to_report.failed(path, std::string("setting the attribute ") + name, set.error());
}

task<> copy_attributes(int from, int to, const std::string& path, report& to_report) {
  std::vector<char> names(XATTR_LIST_MAX);
  const ::ssize_t length = ::flistxattr(from, names.data(), names.size());
  if (length < 0 && errno != ENOTSUP) {
    to_report.failed(path, "listing the attributes", last_error());
  }
  if (length <= 0) co_return;
  std::vector<char> room(XATTR_SIZE_MAX);
  for (std::string_view left(names.data(), static_cast<std::size_t>(length)); !left.empty();) {
    co_await copy_attribute(from, to, left.data(), room, path, to_report);
    left.remove_prefix(left.find('\0') + 1);
  }
}

}  // namespace

task<bool> copy_bytes(int from, int to, std::uint64_t size, const std::string& path,
                      report& to_report) {
  std::vector<char> room(std::min(size, piece));
  for (std::uint64_t at = 0; at < size;) {
    const auto next = next_extent(from, at, size);
    if (!next) {
      to_report.failed(path, "looking for holes", next.error());
      co_return false;
    }
    for (at = next->begin; at < next->end;) {
      const auto wanted = std::span(room).first(std::min(piece, next->end - at));
      const auto got = co_await op::read{.file = from, .buffer = wanted, .offset = at};
      if (!got) {
        to_report.failed(path, "reading", got.error());
        co_return false;
      }
      if (*got == 0) {
        to_report.failed(path, "it has become shorter", error_of(ENODATA));
        co_return false;
      }
      const auto written = co_await write_all(to, wanted.first(*got), at);
      if (!written) {
        to_report.failed(path, "writing", written.error());
        co_return false;
      }
      at += *got;
      to_report.copied(*got);
    }
    if (next->begin == size) break;
  }
  // Its end may be a hole. IORING_OP_FTRUNCATE is younger than many kernels.
  if (::ftruncate(to, static_cast<::off_t>(size)) != 0) {
    to_report.failed(path, "setting the length", last_error());
    co_return false;
  }
  co_return true;
}

task<> copy_metadata(int from, int to, const struct ::statx& status, const std::string& path,
                     report& to_report) {
  unsigned mode = status.stx_mode & mode_bits;
  // The owner first: a change of it takes privileges away. The times last: all else changes them.
  if (::fchown(to, status.stx_uid, status.stx_gid) != 0) {
    if (!is_not_root()) to_report.failed(path, "setting the owner", last_error());
    mode &= ~privileged_bits;  // which were meant for its owner
  }
  co_await copy_attributes(from, to, path, to_report);
  if (::fchmod(to, mode) != 0) to_report.failed(path, "setting the mode", last_error());
  if (::futimens(to, times_of(status).data()) != 0) {
    to_report.failed(path, "setting the times", last_error());
  }
}

void copy_metadata_of_name(int folder, const std::string& name, const struct ::statx& status,
                           const std::string& path, report& to_report) {
  unsigned mode = status.stx_mode & mode_bits;
  if (::fchownat(folder, name.c_str(), status.stx_uid, status.stx_gid, AT_SYMLINK_NOFOLLOW) != 0) {
    if (!is_not_root()) to_report.failed(path, "setting the owner", last_error());
    mode &= ~privileged_bits;
  }
  if (!S_ISLNK(status.stx_mode) && ::fchmodat(folder, name.c_str(), mode, 0) != 0) {
    to_report.failed(path, "setting the mode", last_error());
  }
  if (::utimensat(folder, name.c_str(), times_of(status).data(), AT_SYMLINK_NOFOLLOW) != 0) {
    to_report.failed(path, "setting the times", last_error());
  }
}

}  // namespace copying
