#include "read_kernel.hpp"

#include <algorithm>

namespace ringlet::audit {

namespace {

constexpr std::int64_t most_opcodes = 256;  // an SQE has a byte for it
// No interface sets a limit, but each of them becomes a row.
constexpr std::uint64_t most_register_operations = 4096;

std::uint32_t count_of(const node& from, std::uint64_t most) {
  const std::uint64_t count = from.bits();
  if (count > most) from.refuse("is more than a kernel can have");
  return static_cast<std::uint32_t>(count);
}

query_answer query_answer_of(const node& from) {
  return {.opcodes = count_of(from.at("opcodes"), most_opcodes),
          .register_operations = count_of(from.at("register_operations"), most_register_operations),
          .features = from.at("features").bits(),
          .setup_flags = from.at("setup_flags").bits(),
          .enter_flags = from.at("enter_flags").bits(),
          .sqe_flags = from.at("sqe_flags").bits()};
}

std::vector<int> opcodes_of(const node& from) {
  std::vector<int> found;
  for (const node& each : from.items()) {
    const std::int64_t opcode = each.number();
    if (opcode < 0 || opcode >= most_opcodes) each.refuse("is no opcode");
    found.push_back(static_cast<int>(opcode));
  }
  // An audit of nothing would find nothing missing.
  if (found.empty()) from.refuse("is empty, and every kernel with io_uring has opcodes");
  std::ranges::sort(found);
  return found;
}

}  // namespace

kernel_facts kernel_facts_of(const node& from) {
  kernel_facts facts{.release = from.at("release").text(),
                     .version = from.at("version").text(),
                     .machine = from.at("machine").text(),
                     .opcodes = opcodes_of(from.at("opcodes")),
                     .features = from.at("features").bits(),
                     .query = std::nullopt};
  if (const auto answered = from.find("query")) facts.query = query_answer_of(*answered);
  return facts;
}

}  // namespace ringlet::audit
