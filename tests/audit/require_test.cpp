// When --require is content, and what the summary counts.
#include "inputs.hpp"

#include <bad_input.hpp>
#include <holes.hpp>
#include <require.hpp>

#include <support/catch.hpp>

namespace ringlet::audit {

namespace {

std::vector<std::string> short_of(const inputs& from, level wanted, const excuses& but = {}) {
  const matrix found = join(from);
  std::vector<std::string> names;
  for (const shortfall& each : require(found, wanted, but).shortfalls)
    names.push_back(each.row->name + " " + std::string(name(each.missing)));
  return names;
}

using names = std::vector<std::string>;

/// The small inputs, but one form of them was skipped.
inputs with_skipped(lack lacks) {
  inputs from = small_inputs();
  from.kernels[0].tests->at(2) =
      result(from.table.forms[1], 0, outcome::skipped, lacks, "no drive here");
  return from;
}

}  // namespace

TEST_CASE("nothing falls short where all that the kernel has was executed") {
  for (const level each : levels) CHECK(short_of(small_inputs(), each).empty());
}

TEST_CASE("what the kernel lacks need not be executed there") {
  inputs from = small_inputs();
  from.kernels[0].kernel.opcodes = {0, 1, 2};
  CHECK(short_of(from, level::executed) == names{"read_select executed", "later executed"});
  CHECK(short_of(from, level::encoded).empty());
}

TEST_CASE("a skip falls short, whatever was lacking") {
  CHECK(short_of(with_skipped(lack::machine), level::executed) == names{"read executed"});
  CHECK(short_of(with_skipped(lack::kernel), level::executed) == names{"read executed"});
}

TEST_CASE("a kernel without a report falls short with all that it has") {
  inputs from = small_inputs();
  from.kernels[0].tests.reset();
  CHECK(short_of(from, level::executed) == names{"nop executed", "read executed"});
}

TEST_CASE("each level has what stands before it") {
  inputs from = small_inputs();
  from.wrapped->erase("nop");
  from.encodings->forms["read"].differing = {"it differs"};
  CHECK(short_of(from, level::described).empty());
  CHECK(short_of(from, level::wrapped) == names{"nop wrapped"});
  CHECK(short_of(from, level::encoded) == names{"nop wrapped", "read encoded"});
  CHECK(short_of(from, level::executed) == names{"nop wrapped", "read encoded"});
}

TEST_CASE("evidence that nobody handed in is no evidence") {
  inputs from = small_inputs();
  from.encodings.reset();
  CHECK(short_of(from, level::encoded) == names{"nop encoded", "read encoded"});
  from.wrapped.reset();
  CHECK(short_of(from, level::wrapped) == names{"nop wrapped", "read wrapped"});
}

TEST_CASE("an opcode that the table has not falls short of everything") {
  inputs from = small_inputs();
  from.kernels[0].kernel.opcodes = {0, 1, 9};
  CHECK(short_of(from, level::described) == names{"opcode 9 described"});
}

TEST_CASE("each kernel is judged by itself") {
  inputs from = small_inputs();
  from.kernels.push_back({kernel("9.0", {0}), std::nullopt});
  const matrix found = join(from);
  const verdict of = require(found, level::executed, {});
  REQUIRE(of.shortfalls.size() == 1);
  CHECK(of.shortfalls[0].kernel == 1);
  CHECK_FALSE(of.good());
}

TEST_CASE("a failure falls short even of a form that the kernel is not known to have") {
  inputs from = small_inputs();
  from.kernels[0].tests->back() = result(from.table.forms[3], 1, outcome::failed);
  CHECK(short_of(from, level::executed) == names{"later executed"});
}

TEST_CASE("an excuse by name counts, and one that is not needed is a failure") {
  const inputs from = with_skipped(lack::machine);
  const matrix found = join(from);
  const verdict good =
      require(found, level::executed, {.names = {{"read", "why"}}, .machine = false});
  CHECK(good.good());
  CHECK(good.excused.size() == 1);
  const verdict stale = require(found, level::executed,
                                {.names = {{"read", "why"}, {"nop", "why"}}, .machine = false});
  CHECK(stale.stale == names{"nop"});
  CHECK_FALSE(stale.good());
}

TEST_CASE("an excuse may be for the kernels of one series") {
  const matrix found = join(with_skipped(lack::machine));  // of 5.10.1
  const auto excused = [&found](const char* name) {
    return require(found, level::executed, {.names = {{name, "why"}}, .machine = false});
  };
  CHECK(excused("read on 5.10").good());
  const verdict other = excused("read on 6.1");
  CHECK(other.shortfalls.size() == 1);
  CHECK(other.stale.empty());
  CHECK(excused("nop on 5.10").stale == names{"nop on 5.10"});
}

TEST_CASE("a machine may be excused, a kernel or a failure not") {
  const excuses machine{.names = {}, .machine = true};
  CHECK(short_of(with_skipped(lack::machine), level::executed, machine).empty());
  CHECK(short_of(with_skipped(lack::kernel), level::executed, machine) == names{"read executed"});
  inputs from = small_inputs();
  from.kernels[0].tests->at(2).outcome = outcome::failed;
  CHECK(short_of(from, level::executed, machine) == names{"read executed"});
  CHECK(short_of(from, level::executed, {.names = {{"read", "why"}}, .machine = true}) ==
        names{"read executed"});
}

TEST_CASE("what is not even encoded has no excuse") {
  inputs from = with_skipped(lack::machine);
  from.encodings->forms.erase("read");
  CHECK(short_of(from, level::executed, {.names = {}, .machine = true}) == names{"read encoded"});
}

TEST_CASE("an opcode counts where one of its forms came so far, a form by itself") {
  inputs from = small_inputs();
  from.kernels[0].kernel.opcodes = {0, 1, 2};
  from.encodings->forms["later"].differing = {"it differs"};
  const matrix found = join(from);
  const reached opcodes = opcodes_reached(found, 0);
  CHECK(opcodes.offered == 3);
  CHECK(opcodes.at_level == std::array<std::size_t, 4>{3, 3, 2, 2});
  const reached forms = forms_reached(found, 0);
  CHECK(forms.offered == 4);
  CHECK(forms.at_level == std::array<std::size_t, 4>{4, 4, 3, 2});
}

TEST_CASE("every hole is named below its kernel") {
  inputs from = with_skipped(lack::machine);
  from.helpers = {"io_uring_prep_write"};
  const std::vector<holes> all = holes_of(join(from));
  REQUIRE(all.size() == 2);
  CHECK(all[0].where == "the table");
  CHECK(all[1].where == "Linux 5.10.1 on x86_64");
  REQUIRE(all[1].sentences.size() == 1);
  CHECK(all[1].sentences[0] == "read is not executed: tests: 1 passed, 1 skipped; no drive here");
}

}  // namespace ringlet::audit
