// What a copy tells of itself: what went wrong, and how far it is.
#pragma once

#include <cstdint>
#include <ringlet/ringlet.hpp>
#include <string>
#include <string_view>
#include <system_error>

namespace copying {

/// Counts what was copied and prints what was not, a line for each.
class report {
 public:
  /// Prints "ringlet_cp: PATH: DOING: why". Nothing where the copy was interrupted, which is no
  /// fault of the file.
  void failed(std::string_view path, std::string_view doing, std::error_code why);

  void copied(std::uint64_t bytes) noexcept { bytes_ += bytes; }

  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }
  [[nodiscard]] std::uint64_t errors() const noexcept { return errors_; }

 private:
  friend ringlet::task<> show_progress(report&, const std::string&);

  std::uint64_t bytes_ = 0;
  std::uint64_t errors_ = 0;
  bool has_bar_ = false;  // in the line where the cursor is
};

/// Draws a bar on the standard error, several times a second, until it is cancelled. How much there
/// is in all, a thread counts meanwhile.
ringlet::task<> show_progress(report& of, const std::string& source);

}  // namespace copying
