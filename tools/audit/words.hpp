// How findings are called, the same in every format.
#pragma once

#include "model.hpp"

#include <string>
#include <string_view>

namespace ringlet::audit {

/// The word of a state in JSON and in class names: "machine_lacks".
[[nodiscard]] std::string_view key(state of);
[[nodiscard]] std::string_view key(encoding of);
[[nodiscard]] std::string_view key(answer of);
[[nodiscard]] std::string_view key(group of);

/// What a cell says in two or three words: "machine lacks it".
[[nodiscard]] std::string_view words(const cell& of);
[[nodiscard]] std::string_view words(encoding of);
[[nodiscard]] std::string_view words(answer of);

/// The class of a cell: its state's key, or "not_offered" where the kernel says that it has no such
/// form.
[[nodiscard]] std::string_view kind_of(const cell& of);

/// What there is to say of a cell, as sentences: counts and reasons.
[[nodiscard]] std::string details(const cell& of);

/// "Linux 6.18.44-cloud on x86_64".
[[nodiscard]] std::string full_name(const column& kernel);

/// The parts of a list with something between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view between);

/// An interface row's value as its header has it: a number, or a bit as 1 << n.
[[nodiscard]] std::string value_text(const interface_row& of);

}  // namespace ringlet::audit
