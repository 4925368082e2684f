// What came of comparing ringlet's encodings with liburing's: the report that tests/parity writes.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace ringlet::audit {

inline constexpr int encodings_schema = 1;

/// The comparisons of one form.
struct compared {
  std::size_t cases = 0;
  std::size_t live = 0;  // of them, those that the installed liburing has made as well
  std::vector<std::string> differing;  // in which case, and how
};

struct encodings {
  std::string installed;  // the versions of liburing
  std::string recorded;
  std::map<std::string, compared> forms;
};

/// Throws bad_input.
[[nodiscard]] encodings read_encodings(const std::string& file);

}  // namespace ringlet::audit
