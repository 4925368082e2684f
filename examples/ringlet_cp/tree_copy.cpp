#include "tree_copy.hpp"

#include <fcntl.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <system_error>
#include <vector>

#include "file_copy.hpp"

using namespace ringlet;

namespace copying {

namespace {

constexpr open_flags as_it_is = open_flags::nofollow | open_flags::cloexec;
constexpr std::uint32_t private_folder = 0700;  // until all is in it, and its own mode is set
constexpr std::uint32_t private_file = 0600;

struct closes_folder {
  void operator()(::DIR* list) const { ::closedir(list); }
};
using folder_list = std::unique_ptr<::DIR, closes_folder>;

std::error_code last_error() { return error_of(errno); }

/// Whether a listed entry is a folder. Some file systems leave it to who wants to know.
bool is_folder(int folder, const ::dirent& listed) {
  if (listed.d_type != DT_UNKNOWN) return listed.d_type == DT_DIR;
  struct stat status{};
  return ::fstatat(folder, listed.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISDIR(status.st_mode);
}

}  // namespace

task<> tree_copy::copy(const std::string& source, const std::string& target) {
  const entry root{.from_folder = AT_FDCWD,
                   .from_name = source,
                   .to_folder = AT_FDCWD,
                   .to_name = target,
                   .path = source,
                   .to_path = target};
  struct stat status{};
  if (::lstat(source.c_str(), &status) != 0) {
    report_.failed(source, "looking at it", last_error());
  } else if (S_ISDIR(status.st_mode)) {
    co_await copy_folder(root);
  } else {
    co_await copy_file(root);
  }
}

task<> tree_copy::copy_folder(const entry& folder) {
  auto from = co_await op::openat{.directory = folder.from_folder,
                                  .path = folder.from_name,
                                  .flags = as_it_is | open_flags::directory};
  if (!from) co_return report_.failed(folder.path, "opening", from.error());
  struct ::statx status{};
  const auto looked = co_await op::statx{
      .directory = *from, .path = "", .flags = at_flags::empty_path, .buffer = status};
  if (!looked) co_return report_.failed(folder.path, "looking at it", looked.error());
  const auto made = co_await op::mkdirat{
      .directory = folder.to_folder, .path = folder.to_name, .mode = private_folder};
  if (!made) co_return report_.failed(folder.to_path, "making it", made.error());
  const auto to = co_await op::openat{.directory = folder.to_folder,
                                      .path = folder.to_name,
                                      .flags = as_it_is | open_flags::directory};
  if (!to) co_return report_.failed(folder.to_path, "opening", to.error());

  const int from_number = from->get();
  const folder_list list(::fdopendir(from_number));
  if (!list) co_return report_.failed(folder.path, "listing", last_error());
  (void)from->release();  // the list's from now on
  const int to_number = to->get();
  co_await in_scope([&](scope& tasks) -> task<> {
    co_await copy_entries(list.get(), from_number, to_number, folder, tasks);
  });
  co_await copy_metadata(from_number, to_number, status, folder.path, report_);
}

/// Starts a task for each that finds a place. A folder that finds none is copied here and now: its
/// parent must not wait for a place that only its own end would make.
task<> tree_copy::copy_entries(::DIR* list, int from, int to, const entry& folder, scope& tasks) {
  while (!tasks.is_ending()) {
    errno = 0;
    const ::dirent* const listed = ::readdir(list);
    if (listed == nullptr) {
      if (errno != 0) report_.failed(folder.path, "listing", last_error());
      co_return;
    }
    const std::string name = listed->d_name;
    if (name == "." || name == "..") continue;
    const bool folder_again = is_folder(from, *listed);
    entry next{.from_folder = from,
               .from_name = name,
               .to_folder = to,
               .to_name = name,
               .path = folder.path + "/" + name,
               .to_path = folder.to_path + "/" + name};
    if (folder_again && folders_.available() == 0) {
      co_await copy_folder(next);
      continue;
    }
    auto place = co_await (folder_again ? folders_ : files_).hold();
    if (!place) co_return;
    if (folder_again) {
      tasks.spawn(copy_owned_folder(std::move(next), *std::move(place)));
    } else {
      tasks.spawn(copy_owned_file(std::move(next), *std::move(place)));
    }
  }
}

task<> tree_copy::copy_owned_folder(entry folder, [[maybe_unused]] semaphore::permits place) {
  co_await copy_folder(folder);
}

task<> tree_copy::copy_owned_file(entry file, [[maybe_unused]] semaphore::permits place) {
  co_await copy_file(file);
}

task<> tree_copy::copy_file(const entry& file) {
  struct ::statx status{};
  const auto looked = co_await op::statx{.directory = file.from_folder,
                                         .path = file.from_name,
                                         .flags = at_flags::symlink_nofollow,
                                         .buffer = status};
  if (!looked) co_return report_.failed(file.path, "looking at it", looked.error());
  if (status.stx_nlink > 1) {
    co_await link_or_copy(file, status);
  } else {
    (void)co_await copy_by_type(file, status);
  }
}

task<> tree_copy::link_or_copy(const entry& file, const struct ::statx& status) {
  const identity known{::makedev(status.stx_dev_major, status.stx_dev_minor), status.stx_ino};
  const auto [place, is_first] = copied_.try_emplace(known);
  copied_file& copied = place->second;
  if (is_first) {
    copied.path = file.to_path;
    copied.is_there = co_await copy_by_type(file, status);
    copied.is_over.set();
    co_return;
  }
  const auto is_over = co_await copied.is_over.wait();
  if (!is_over) co_return;
  if (!copied.is_there) {  // and why was reported; perhaps this name can be copied
    (void)co_await copy_by_type(file, status);
    co_return;
  }
  const auto linked = co_await op::linkat{
      .old_path = copied.path, .new_directory = file.to_folder, .new_path = file.to_name};
  if (!linked) report_.failed(file.to_path, "linking it to " + copied.path, linked.error());
}

task<bool> tree_copy::copy_by_type(const entry& file, const struct ::statx& status) {
  if (S_ISREG(status.stx_mode)) return copy_regular(file, status);
  if (S_ISLNK(status.stx_mode)) return copy_symlink(file, status);
  return copy_special(file, status);
}

task<bool> tree_copy::copy_regular(const entry& file, const struct ::statx& status) {
  const auto from =
      co_await op::openat{.directory = file.from_folder, .path = file.from_name, .flags = as_it_is};
  if (!from) {
    report_.failed(file.path, "opening", from.error());
    co_return false;
  }
  const auto to = co_await op::openat{
      .directory = file.to_folder,
      .path = file.to_name,
      .flags = as_it_is | open_flags::wronly | open_flags::creat | open_flags::excl,
      .mode = private_file};
  if (!to) {
    report_.failed(file.to_path, "making it", to.error());
    co_return false;
  }
  const bool is_whole =
      co_await copy_bytes(from->get(), to->get(), status.stx_size, file.path, report_);
  if (is_whole) {
    co_await copy_metadata(from->get(), to->get(), status, file.path, report_);
  } else {
    // Nobody shall take a part of it for the whole, also where the copy is interrupted.
    const auto removed =
        co_await shielded(op::unlinkat{.directory = file.to_folder, .path = file.to_name});
    if (!removed) report_.failed(file.to_path, "removing what is not whole", removed.error());
  }
  co_return is_whole;
}

task<bool> tree_copy::copy_symlink(const entry& file, const struct ::statx& status) {
  std::string leads_to(status.stx_size + 1, '\0');
  const ::ssize_t length =
      ::readlinkat(file.from_folder, file.from_name.c_str(), leads_to.data(), leads_to.size());
  if (length < 0 || static_cast<std::size_t>(length) == leads_to.size()) {
    report_.failed(file.path, "reading the link", length < 0 ? last_error() : error_of(EAGAIN));
    co_return false;
  }
  leads_to.resize(static_cast<std::size_t>(length));
  const auto made = co_await op::symlinkat{
      .target_path = leads_to, .directory = file.to_folder, .path = file.to_name};
  if (!made) {
    report_.failed(file.to_path, "making it", made.error());
    co_return false;
  }
  copy_metadata_of_name(file.to_folder, file.to_name, status, file.path, report_);
  co_return true;
}

/// A fifo, a socket or a device: io_uring has no operation that makes them.
task<bool> tree_copy::copy_special(const entry& file, const struct ::statx& status) {
  const auto device = ::makedev(status.stx_rdev_major, status.stx_rdev_minor);
  const ::mode_t type = status.stx_mode & S_IFMT;
  if (::mknodat(file.to_folder, file.to_name.c_str(), type | private_file, device) != 0) {
    report_.failed(file.to_path, "making it", last_error());
    co_return false;
  }
  copy_metadata_of_name(file.to_folder, file.to_name, status, file.path, report_);
  co_return true;
}

}  // namespace copying
