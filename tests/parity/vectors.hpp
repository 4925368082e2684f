// The recorded vectors: what a newer liburing than the installed one makes of every case.
#pragma once

#include "parity.hpp"

#include <map>
#include <string>

namespace ringlet::parity {

struct vectors {
  std::string liburing;  ///< the version that they were recorded with
  std::map<std::string, encoding, std::less<>> by_case;
};

/// Reads vectors.json. Throws where it is not as record.cpp writes it.
[[nodiscard]] vectors read_vectors(const std::string& path);

}  // namespace ringlet::parity
