// Opening what is served.
#pragma once

#include <cstdint>
#include <ctime>
#include <ringlet/ringlet.hpp>
#include <string>

namespace examples::http {

/// A regular file of the served tree, open for reading.
struct file {
  ringlet::unique_fd descriptor;
  std::uint64_t size;
  std::time_t modified;
  std::string tag;  // changes whenever the file does: an ETag, with its quotes
};

/// Opens `path`, which is relative, in the tree beneath the directory `tree`, and nowhere else.
///
/// Errors, among others: errc::cross_device_link or too_many_symbolic_link_levels where the path
/// leads out of the tree, by ".." or by a link; is_a_directory; operation_not_supported for what is
/// neither file nor directory. `tree` must stay open, `path` is the task's own.
[[nodiscard]] ringlet::task<ringlet::result<file>> open_file(const ringlet::unique_fd& tree,
                                                             std::string path);

}  // namespace examples::http
