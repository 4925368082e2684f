// From what a request asks for to a path.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace examples::http {

/// The path that a request's target names, relative to the served tree: without the query, with
/// what stands in percents decoded, and with index.html where it names a directory. Nothing where
/// the target is none, or a zero byte is in it.
///
/// It may well say "../../etc/passwd": where a path may lead is the kernel's business, see
/// open_file(), because only there it is known what is a link.
[[nodiscard]] std::optional<std::string> path_of(std::string_view target);

/// Where a target that names a directory without a slash at its end is to be found instead.
[[nodiscard]] std::string with_slash(std::string_view target);

}  // namespace examples::http
