#include "write_kernel.hpp"

#include <nlohmann/json.hpp>

namespace ringlet::audit {

namespace {

nlohmann::ordered_json to_json(const query_answer& answer) {
  return {{"opcodes", answer.opcodes},         {"register_operations", answer.register_operations},
          {"features", answer.features},       {"setup_flags", answer.setup_flags},
          {"enter_flags", answer.enter_flags}, {"sqe_flags", answer.sqe_flags}};
}

}  // namespace

nlohmann::ordered_json to_json(const kernel_facts& facts) {
  nlohmann::ordered_json written = {{"release", facts.release},
                                    {"version", facts.version},
                                    {"machine", facts.machine},
                                    {"opcodes", facts.opcodes},
                                    {"features", facts.features}};
  written["query"] = facts.query ? to_json(*facts.query) : nlohmann::ordered_json();
  return written;
}

}  // namespace ringlet::audit
