#include "file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <cerrno>

using namespace ringlet;

namespace examples::http {

namespace {

/// A FIFO that nobody writes to, and some devices, would keep an open() waiting: hence nonblock.
constexpr auto flags = open_flags::cloexec | open_flags::nonblock | open_flags::noctty;

/// The kernel sees to it that no part of the path leads out of the tree: neither "..", nor a link
/// of any kind, nor a directory that is moved while it looks. A check of the text could be fooled
/// by each of them.
constexpr auto rules = resolve_flags::beneath | resolve_flags::no_magiclinks;

std::string tag_of(const struct stat& facts) {
  return fmt::format("\"{:x}-{:x}-{:x}.{:x}\"", facts.st_ino, facts.st_size, facts.st_mtim.tv_sec,
                     facts.st_mtim.tv_nsec);
}

}  // namespace

task<result<file>> open_file(const unique_fd& tree, std::string path) {
  auto opened = co_await op::openat2{.directory = tree, .path = path, .how = {flags, rules}};
  if (!opened) co_return std::unexpected(opened.error());

  // A plain system call: io_uring has a worker thread do every statx, and of an open file all this
  // is in memory.
  struct stat facts{};
  if (::fstat(opened->get(), &facts) != 0) co_return failure(errno);
  if (S_ISDIR(facts.st_mode)) co_return failure(EISDIR);
  if (!S_ISREG(facts.st_mode)) co_return failure(EOPNOTSUPP);

  // For a descriptor that may not block, io_uring can answer EAGAIN where the disk would have to be
  // read.
  if (::fcntl(opened->get(), F_SETFL, 0) != 0) co_return failure(errno);
  file found{.descriptor = *std::move(opened),
             .size = static_cast<std::uint64_t>(facts.st_size),
             .modified = facts.st_mtim.tv_sec,
             .tag = tag_of(facts)};
  co_return found;
}

}  // namespace examples::http
