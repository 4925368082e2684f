// One file: its bytes, and what is known of it besides.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <ringlet/ringlet.hpp>
#include <string>

#include "report.hpp"

namespace copying {

/// Copies what is in the file `from` to the empty file `to`, both open, and leaves holes where
/// there are holes. `size` is how long it is. Whether it is all there; if not, it was reported for
/// `path`.
ringlet::task<bool> copy_bytes(int from, int to, std::uint64_t size, const std::string& path,
                               report& to_report);

/// Gives the open file or folder `to` the owner, the extended attributes, the mode and the times of
/// `from`, which `status` describes. What of it fails is reported.
ringlet::task<> copy_metadata(int from, int to, const struct ::statx& status,
                              const std::string& path, report& to_report);

/// The same for what cannot be opened, such as a symbolic link: `name` in the folder `folder`. Its
/// extended attributes stay behind.
void copy_metadata_of_name(int folder, const std::string& name, const struct ::statx& status,
                           const std::string& path, report& to_report);

}  // namespace copying
