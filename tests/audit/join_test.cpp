// What the audit makes of what it is handed.
#include "inputs.hpp"

#include <bad_input.hpp>
#include <state_of.hpp>

#include <support/catch.hpp>

#include <algorithm>

namespace ringlet::audit {

namespace {

/// The state of a form with these tests, of which these things came, in their order; "none" is a
/// test that did not run.
struct seen {
  kind what;
  outcome came;
  lack lacked = lack::nothing;
  bool ran = true;
};

cell cell_of_seen(const std::vector<seen>& all, bool has = true, bool in_doubt = false) {
  std::vector<written_test> written;
  std::vector<test_result> results;
  written.reserve(all.size());
  results.reserve(all.size());
  std::vector<tried> tests;
  for (const seen& each : all) {
    written.push_back({"a test", each.what});
    results.push_back({"op", "", "a test", each.came, each.lacked, "because"});
    tests.push_back({&written.back(), each.ran ? &results.back() : nullptr});
  }
  return cell_of(tests, true, has, in_doubt);
}

state state_of_seen(const std::vector<seen>& all) { return cell_of_seen(all).state; }

bool contains(const std::vector<std::string>& texts, const std::string& part) {
  return std::ranges::any_of(
      texts, [&part](const std::string& each) { return each.find(part) != std::string::npos; });
}

constexpr seen not_run{kind::gives, outcome::passed, lack::nothing, false};
constexpr seen no_kernel{kind::gives, outcome::skipped, lack::kernel};
constexpr seen no_machine{kind::gives, outcome::skipped, lack::machine};

}  // namespace

TEST_CASE("what gives, takes or ends as it must is executed") {
  for (const kind each : {kind::gives, kind::takes, kind::ends})
    CHECK(state_of_seen({{each, outcome::passed}}) == state::executed);
}

TEST_CASE("a refusal, a cancel or a deadline that was expected is no execution") {
  for (const kind each : {kind::fails, kind::cancels, kind::deadline})
    CHECK(state_of_seen({{each, outcome::passed}}) == state::errors_only);
}

TEST_CASE("one failure outweighs every success") {
  CHECK(state_of_seen({{kind::gives, outcome::passed}, {kind::fails, outcome::failed}}) ==
        state::failed);
  CHECK(state_of_seen({{kind::gives, outcome::failed}, no_machine}) == state::failed);
}

TEST_CASE("a skip never counts as a pass, and says what was lacking") {
  CHECK(state_of_seen({no_kernel}) == state::kernel_lacks);
  CHECK(state_of_seen({no_machine}) == state::machine_lacks);
  CHECK(state_of_seen({no_machine, {kind::fails, outcome::passed}}) == state::machine_lacks);
  CHECK(state_of_seen({no_kernel, {kind::fails, outcome::passed}}) == state::kernel_lacks);
  CHECK(state_of_seen({{kind::gives, outcome::passed}, no_machine}) == state::executed);
}

TEST_CASE("what was not run and what was never written are two things") {
  CHECK(state_of_seen({not_run}) == state::not_run);
  CHECK(state_of_seen({}) == state::never_written);
  CHECK(state_of_seen({not_run, {kind::gives, outcome::passed}}) == state::executed);
}

TEST_CASE("a cell counts its tests and says each reason once") {
  const cell found =
      cell_of_seen({{kind::gives, outcome::passed}, no_machine, no_machine, not_run});
  CHECK(found.tests == counts{.passed = 1, .failed = 0, .skipped = 2, .not_run = 1});
  CHECK(found.reasons == std::vector<std::string>{"because"});
}

TEST_CASE("a failure says which test it was") {
  CHECK(contains(cell_of_seen({{kind::gives, outcome::failed}}).reasons, "a test: because"));
}

TEST_CASE("a test knows better than a kernel whose yes may be wrong, and than no other") {
  CHECK_FALSE(cell_of_seen({no_kernel}, true, true).offered);
  CHECK(cell_of_seen({no_kernel}, true, false).offered);
  CHECK(cell_of_seen({no_machine}, true, true).offered);
  CHECK_FALSE(cell_of_seen({no_machine}, false).offered);
  CHECK(cell_of_seen({{kind::gives, outcome::passed}}, false).offered);
}

TEST_CASE("each form of the table has a row with a cell for each kernel") {
  inputs from = small_inputs();
  from.kernels.push_back({kernel("7.3.4", {0, 1, 2}), std::nullopt});
  const matrix found = join(from);
  REQUIRE(found.rows.size() == 4);
  for (const row& each : found.rows) {
    CHECK(each.cells.size() == 2);
    CHECK(each.described);
    CHECK(each.wrapped == answer::yes);
    CHECK(each.encoding == encoding::same);
  }
  CHECK(row_named(found, "read_select").op == "read");
  CHECK(row_named(found, "read").cells[0].state == state::executed);
  CHECK(row_named(found, "read").cells[1].state == state::not_run);
  CHECK(row_named(found, "later").cells[0].state == state::kernel_lacks);
}

TEST_CASE("a form is offered where its opcode is, and what it is detected by") {
  inputs from = small_inputs();
  from.kernels = {{kernel("1.0", {0, 1}), std::nullopt},
                  {kernel("2.0", {0, 2}), std::nullopt},
                  {kernel("3.0", {0, 1, 2}), std::nullopt}};
  const auto offered = [](const row& of) {
    return std::vector<bool>{of.cells[0].offered, of.cells[1].offered, of.cells[2].offered};
  };
  matrix found = join(from);
  CHECK(offered(row_named(found, "read")) == std::vector{true, false, true});
  CHECK(offered(row_named(found, "read_select")) == std::vector{false, false, true});

  from.table.forms[2].detect = {detection::by::feature, "TWO", false};
  from.kernels[2].kernel.features = 2;
  found = join(from);
  CHECK(offered(row_named(found, "read_select")) == std::vector{false, false, true});
  from.kernels[2].kernel.features = 1;
  CHECK_FALSE(join(from).rows[2].cells[2].offered);
}

TEST_CASE("an opcode that a kernel has and the table has not is a row with its number") {
  inputs from = small_inputs();
  from.kernels.push_back({kernel("9.0", {0, 1, 2, 77}), std::nullopt});
  const matrix found = join(from);
  const row& made = row_named(found, "opcode 77");
  CHECK(made.code == 77);
  CHECK_FALSE(made.described);
  CHECK(made.wrapped == answer::no);
  CHECK(made.encoding == encoding::missing);
  CHECK_FALSE(made.cells[0].offered);
  CHECK(made.cells[1].offered);
  CHECK(made.cells[1].state == state::never_written);
}

TEST_CASE("such an opcode has the name that a header gives it") {
  inputs from = small_inputs();
  from.kernels[0].kernel.opcodes = {0, 1, 3};
  interface newer;
  newer.source = "a newer header";
  newer.opcodes = {{"nop", 0}, {"read", 1}, {"later", 2}, {"brand_new", 3}};
  from.header = newer;
  const matrix found = join(from);
  CHECK(contains(row_named(found, "opcode 3").remarks, "brand_new"));
  CHECK(contains(found.gaps, "opcode 3 (brand_new) is in a newer header and not in the table"));
}

TEST_CASE("a header that numbers an opcode otherwise is a gap") {
  inputs from = small_inputs();
  from.uapi.opcodes["read"] = 5;
  CHECK(contains(join(from).gaps, "read is opcode 5 in a header and 1 in the table"));
}

TEST_CASE("what is not wrapped, not compared or differs is told apart from what nobody looked at") {
  inputs from = small_inputs();
  from.wrapped->erase("read");
  from.encodings->forms.erase("nop");
  from.encodings->forms["read"].differing = {"read/distinct: byte 4"};
  const matrix found = join(from);
  CHECK(row_named(found, "read").wrapped == answer::no);
  CHECK(row_named(found, "nop").encoding == encoding::missing);
  CHECK(row_named(found, "read").encoding == encoding::differs);
  CHECK(contains(row_named(found, "read").remarks, "read/distinct: byte 4"));

  from.wrapped.reset();
  from.encodings.reset();
  const matrix blind = join(from);
  CHECK(row_named(blind, "read").wrapped == answer::unknown);
  CHECK(row_named(blind, "read").encoding == encoding::unknown);
}

TEST_CASE("a helper of liburing's that no form covers is a gap") {
  inputs from = small_inputs();
  from.table.forms[0].helpers = {"io_uring_prep_idle"};
  from.helpers = {"io_uring_prep_rw", "io_uring_prep_read_select", "io_uring_prep_idle",
                  "io_uring_prep_write"};
  const std::vector<std::string> gaps = join(from).gaps;
  CHECK(gaps.size() == 1);
  CHECK(contains(gaps, "io_uring_prep_write is liburing's"));
}

TEST_CASE("what is wrapped or compared and not in the table is a gap") {
  inputs from = small_inputs();
  from.wrapped->insert("gone");
  from.encodings->forms["gone_too"] = {.cases = 1, .live = 0, .differing = {}};
  const std::vector<std::string> gaps = join(from).gaps;
  CHECK(contains(gaps, "gone has a header"));
  CHECK(contains(gaps, "gone_too was compared"));
}

TEST_CASE("a report of other tests than the table's is refused, and so is a test twice") {
  inputs from = small_inputs();
  from.kernels[0].tests->at(0).test = "does what nobody wrote";
  CHECK_THROWS_AS(join(from), bad_input);
  from = small_inputs();
  from.kernels[0].tests->push_back(from.kernels[0].tests->front());
  CHECK_THROWS_AS(join(from), bad_input);
}

TEST_CASE("two reports of one kernel are refused") {
  inputs from = small_inputs();
  from.kernels.push_back(from.kernels.front());
  CHECK_THROWS_AS(join(from), bad_input);
}

TEST_CASE("flags are known where the kernel can be asked, and unknown elsewhere") {
  inputs from = small_inputs();
  from.kernels.push_back({kernel("6.18", {0, 1, 2}), std::nullopt});
  from.kernels[1].kernel.query = query_answer{.opcodes = 3,
                                              .register_operations = 3,
                                              .features = 1,
                                              .setup_flags = 0b101,
                                              .enter_flags = 0,
                                              .sqe_flags = 0};
  const matrix found = join(from);
  const auto offered = [&found](group of, std::uint64_t value) {
    for (const interface_row& each : found.interface_rows)
      if (each.group == of && each.value == value) return each.offered;
    return std::vector<answer>{};
  };
  CHECK(offered(group::features, 1) == std::vector{answer::yes, answer::yes});
  CHECK(offered(group::features, 2) == std::vector{answer::no, answer::no});
  CHECK(offered(group::setup_flags, 1) == std::vector{answer::unknown, answer::yes});
  CHECK(offered(group::setup_flags, 2) == std::vector{answer::unknown, answer::no});
  CHECK(offered(group::register_operations, 1) == std::vector{answer::unknown, answer::yes});
  // Without a name, and there all the same.
  CHECK(offered(group::setup_flags, 4) == std::vector{answer::unknown, answer::yes});
  CHECK(offered(group::register_operations, 2) == std::vector{answer::unknown, answer::yes});
}

TEST_CASE("what becomes of a flag stands beside it, and nothing said of it is a gap") {
  inputs from = small_inputs();
  from.handlings["IORING_SETUP_ONE"] = {.since = "5.1", .as = {}, .why_not = "Nobody needs it."};
  from.handlings.erase("IORING_SETUP_TWO");
  from.handlings.erase("IORING_FEAT_TWO");
  from.table.forms[3].detect = {detection::by::feature, "TWO", false};
  const matrix found = join(from);
  const auto handled = [&found](const std::string& name) {
    for (const interface_row& each : found.interface_rows)
      if (each.name == name) return each.handling;
    throw std::runtime_error("no row " + name);
  };
  CHECK(handled("IORING_SETUP_ONE").why_not == "Nobody needs it.");
  CHECK(handled("IORING_FEAT_ONE").as == std::vector<std::string>{"ring"});
  // A form that is asked for by a feature says enough of it.
  CHECK(handled("IORING_FEAT_TWO").as == std::vector<std::string>{"later"});
  CHECK(found.gaps == std::vector<std::string>{
                          "IORING_SETUP_TWO (setup flags, 0x2) is not in spec/interface.json"});
}

TEST_CASE(
    "kernels are called by their number, and by all of their release where that is the same") {
  std::vector<column> kernels(3);
  kernels[0].kernel = kernel("6.1.0-cloud", {0});
  kernels[1].kernel = kernel("7.3.4-a", {0});
  kernels[2].kernel = kernel("7.3.4-b", {0});
  label(kernels);
  CHECK(kernels[0].label == "6.1.0");
  CHECK(kernels[1].label == "7.3.4-a x86_64");
  CHECK(kernels[2].label == "7.3.4-b x86_64");
  kernels.resize(1);
  kernels[0].kernel.version = "#1 SMP Debian 6.1.192-2 (2026-11-16)";
  label(kernels);
  CHECK(kernels[0].label == "6.1.192");
}

}  // namespace ringlet::audit
