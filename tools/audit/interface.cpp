#include "interface.hpp"

#include "document.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace ringlet::audit {

namespace {

/// What is called like a register operation and is something else: arguments of some, and the end
/// of the list.
constexpr std::array no_operations{"IORING_REGISTER_LAST", "IORING_REGISTER_FILES_SKIP",
                                   "IORING_REGISTER_SRC_REGISTERED", "IORING_REGISTER_DST_REPLACE",
                                   "IORING_REGISTER_USE_REGISTERED_RING"};

constexpr std::array prefixes{
    std::pair{std::string_view("IORING_REGISTER_"), group::register_operations},
    std::pair{std::string_view("IORING_UNREGISTER_"), group::register_operations},
    std::pair{std::string_view("IORING_SETUP_"), group::setup_flags},
    std::pair{std::string_view("IORING_FEAT_"), group::features},
    std::pair{std::string_view("IORING_ENTER_"), group::enter_flags},
    std::pair{std::string_view("IOSQE_"), group::sqe_flags}};

bool belongs(group of, const std::string& name, std::int64_t value) {
  if (of == group::register_operations)
    return std::ranges::find(no_operations, name) == no_operations.end();
  // IOSQE_ASYNC_BIT and its like are the numbers of bits; a combination of flags is none.
  return !name.ends_with("_BIT") && std::has_single_bit(static_cast<std::uint64_t>(value));
}

}  // namespace

std::string_view title(group of) {
  switch (of) {
    case group::register_operations:
      return "register operations";
    case group::setup_flags:
      return "setup flags";
    case group::features:
      return "features";
    case group::enter_flags:
      return "enter flags";
    case group::sqe_flags:
      return "SQE flags";
  }
  return "?";
}

void add_constant(interface& into, const std::string& name, std::int64_t value) {
  for (const auto& [prefix, of] : prefixes)
    if (name.starts_with(prefix) && value >= 0 && belongs(of, name, value))
      into.names[of].emplace(static_cast<std::uint64_t>(value), name);
}

std::string opcode_name(const interface& of, int code) {
  const auto found =
      std::ranges::find(of.opcodes, code, [](const auto& each) { return each.second; });
  return found == of.opcodes.end() ? std::string() : found->first;
}

interface read_uapi(const std::string& file) {
  const document read = document::read(file, "what codegen extract makes of a kernel header");
  interface found;
  found.source = read.root().text_or_empty("source");
  for (const auto& [name, number] : read.root().at("opcodes").members())
    found.opcodes.emplace(name, static_cast<int>(number.number()));
  for (const auto& [name, value] : read.root().at("constants").members())
    add_constant(found, name, value.number());
  return found;
}

}  // namespace ringlet::audit
