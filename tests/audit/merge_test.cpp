// Several matrices made one, and the way through JSON on which they come.
#include "inputs.hpp"

#include <bad_input.hpp>
#include <matrix_json.hpp>
#include <merge.hpp>

#include <support/catch.hpp>

#include <nlohmann/json.hpp>

namespace ringlet::audit {

namespace {

matrix matrix_on(const std::string& release, std::vector<int> opcodes) {
  inputs from = small_inputs();
  from.kernels[0].kernel = kernel(release, std::move(opcodes));
  return join(from);
}

matrix through_json(const matrix& found) {
  return matrix_of(document({"a file", "an audit"}, to_json(found).dump()));
}

}  // namespace

TEST_CASE("a matrix comes back from JSON as it was") {
  const matrix before = matrix_on("6.18.1-cloud", {0, 1, 40});
  const matrix after = through_json(before);
  CHECK(to_json(after).dump() == to_json(before).dump());
  CHECK(row_named(after, "opcode 40").cells == row_named(before, "opcode 40").cells);
  CHECK(after.kernels[0].kernel == before.kernels[0].kernel);
}

TEST_CASE("kernels stand from the oldest to the newest, by number") {
  const matrix merged = merge({{"a", matrix_on("6.12.3", {0, 1})},
                               {"b", matrix_on("6.2.9", {0, 1})},
                               {"c", matrix_on("5.10.0", {0})}});
  REQUIRE(merged.kernels.size() == 3);
  CHECK(merged.kernels[0].label == "5.10.0");
  CHECK(merged.kernels[1].label == "6.2.9");
  CHECK(merged.kernels[2].label == "6.12.3");
  // read is executed on all, as the tests say, which know better than the 5.10.0 made up here.
  for (const row& each : merged.rows) CHECK(each.cells.size() == 3);
}

TEST_CASE("each cell stays with its kernel") {
  inputs silent = small_inputs();
  silent.kernels[0] = {kernel("7.0", {0, 1, 2}), std::nullopt};
  const matrix merged = merge({{"new", join(silent)}, {"old", matrix_on("5.10.0", {0, 1})}});
  const row& read = row_named(merged, "read");
  CHECK(read.cells[0].state == state::executed);
  CHECK(read.cells[1].state == state::not_run);
  CHECK_FALSE(row_named(merged, "later").cells[0].offered);
  CHECK(row_named(merged, "later").cells[1].offered);
}

TEST_CASE("an opcode that one kernel alone has is a row of all") {
  const matrix merged =
      merge({{"old", matrix_on("5.10.0", {0, 1})}, {"new", matrix_on("9.0", {0, 1, 80})}});
  const row& found = row_named(merged, "opcode 80");
  REQUIRE(found.cells.size() == 2);
  CHECK_FALSE(found.cells[0].offered);
  CHECK(found.cells[1].offered);
}

TEST_CASE("a flag that one kernel alone tells of is no or unknown on the others") {
  inputs asked = small_inputs();
  asked.kernels[0].kernel = kernel("9.0", {0, 1});
  asked.kernels[0].kernel.features = 1U << 9U;
  asked.kernels[0].kernel.query = query_answer{.opcodes = 2,
                                               .register_operations = 5,
                                               .features = 0,
                                               .setup_flags = 0,
                                               .enter_flags = 0,
                                               .sqe_flags = 0};
  const matrix merged = merge({{"old", matrix_on("5.10.0", {0, 1})}, {"new", join(asked)}});
  std::size_t found = 0;
  for (const interface_row& each : merged.interface_rows) {
    if (each.group == group::features && each.value == 1U << 9U) {
      CHECK(each.offered == std::vector{answer::no, answer::yes});
      ++found;
    }
    if (each.group == group::register_operations && each.value == 4) {
      CHECK(each.offered == std::vector{answer::unknown, answer::yes});
      ++found;
    }
  }
  CHECK(found == 2);
}

TEST_CASE("one kernel twice is refused, and so are audits of different tables") {
  const matrix one = matrix_on("6.1.0", {0, 1});
  CHECK_THROWS_AS(merge({{"a", one}, {"b", one}}), bad_input);
  inputs other = small_inputs();
  other.kernels[0].kernel.release = "6.2.0";
  other.table.forms.pop_back();
  other.wrapped->erase("later");
  other.encodings->forms.erase("later");
  other.kernels[0].tests->resize(6);
  other.table.forms[2].detect = {};
  CHECK_THROWS_AS(merge({{"a", one}, {"b", join(other)}}), bad_input);
}

TEST_CASE("the gaps of all stand once") {
  inputs from = small_inputs();
  from.helpers = {"io_uring_prep_write"};
  const matrix one = join(from);
  from.kernels[0].kernel.release = "6.2.0";
  CHECK(merge({{"a", one}, {"b", join(from)}}).gaps.size() == 1);
}

TEST_CASE("an audit that was changed by hand is refused where it makes no sense") {
  const nlohmann::ordered_json good = to_json(matrix_on("6.1.0", {0, 1}));
  const auto refused = [](const nlohmann::ordered_json& text) {
    CHECK_THROWS_AS(matrix_of(document({"a file", "an audit"}, text.dump())), bad_input);
  };
  nlohmann::ordered_json changed = good;
  changed["schema"] = 99;
  refused(changed);
  changed = good;
  changed["rows"][0]["cells"] = nlohmann::ordered_json::array();
  refused(changed);
  changed = good;
  changed["rows"][0]["cells"][0]["state"] = "marvellous";
  refused(changed);
  changed = good;
  changed["kernels"] = nlohmann::ordered_json::array();
  refused(changed);
  changed = good;
  changed["rows"][0]["cells"][0]["tests"]["passed"] = -1;
  refused(changed);
}

}  // namespace ringlet::audit
