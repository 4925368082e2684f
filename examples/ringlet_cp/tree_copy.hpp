// A tree of folders and what is in them, many at a time.
#pragma once

#include <dirent.h>
#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <ringlet/ringlet.hpp>
#include <string>
#include <utility>

#include "report.hpp"

namespace copying {

/// Something that is to be copied: a name in an open folder, and what it shall be called in another
/// one. So long paths do not matter, and nobody can put a symbolic link in the way.
struct entry {
  int from_folder;
  std::string from_name;
  int to_folder;
  std::string to_name;
  std::string path;     // of the source, to be shown
  std::string to_path;  // of the copy
};

class tree_copy {
 public:
  /// So many files, and as many folders, are copied at a time.
  tree_copy(std::size_t at_once, report& to_report)
      : files_(at_once), folders_(at_once), report_(to_report) {}

  /// Copies a file or a tree to a path where nothing is. What cannot be copied is reported, and the
  /// rest is copied all the same.
  ringlet::task<> copy(const std::string& source, const std::string& target);

 private:
  /// What has several names: the first one is copied, the others are linked to that.
  struct copied_file {
    ringlet::event is_over;
    std::string path;
    bool is_there = false;
  };
  using identity = std::pair<std::uint64_t, std::uint64_t>;  // device and inode

  ringlet::task<> copy_folder(const entry& folder);
  ringlet::task<> copy_entries(::DIR* list, int from, int to, const entry& folder,
                               ringlet::scope& tasks);
  ringlet::task<> copy_file(const entry& file);
  ringlet::task<> link_or_copy(const entry& file, const struct ::statx& status);
  ringlet::task<bool> copy_by_type(const entry& file, const struct ::statx& status);
  ringlet::task<bool> copy_regular(const entry& file, const struct ::statx& status);
  ringlet::task<bool> copy_symlink(const entry& file, const struct ::statx& status);
  ringlet::task<bool> copy_special(const entry& file, const struct ::statx& status);
  ringlet::task<> copy_owned_folder(entry folder, ringlet::semaphore::permits place);
  ringlet::task<> copy_owned_file(entry file, ringlet::semaphore::permits place);

  ringlet::semaphore files_;
  ringlet::semaphore folders_;
  report& report_;
  std::map<identity, copied_file> copied_;
};

}  // namespace copying
