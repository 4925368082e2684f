#include "matrix_json.hpp"

#include "holes.hpp"
#include "join.hpp"
#include "read_kernel.hpp"
#include "require.hpp"
#include "words.hpp"
#include "write_kernel.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace ringlet::audit {

namespace {

using nlohmann::ordered_json;

constexpr std::string_view kind_of_file = "ringlet-audit";

ordered_json to_json(const counts& of) {
  return {{"passed", of.passed},
          {"failed", of.failed},
          {"skipped", of.skipped},
          {"not_run", of.not_run}};
}

counts counts_of(const node& from) {
  return {.passed = from.at("passed").count(),
          .failed = from.at("failed").count(),
          .skipped = from.at("skipped").count(),
          .not_run = from.at("not_run").count()};
}

ordered_json to_json(const reached& of) {
  ordered_json made = {{"offered", of.offered}};
  for (const level each : levels)
    made[std::string(name(each))] = of.at_level[static_cast<std::size_t>(each)];
  return made;
}

ordered_json to_json(const cell& of) {
  return {{"offered", of.offered},
          {"state", key(of.state)},
          {"tests", to_json(of.tests)},
          {"reasons", of.reasons}};
}

/// The value whose key this is.
template <class Value, class Values>
Value keyed(const node& from, const Values& values) {
  const std::string said = from.text();
  const auto found = std::ranges::find(values, said, [](Value each) { return key(each); });
  if (found == std::ranges::end(values))
    from.refuse("is \"" + said + "\", which this audit does not know");
  return *found;
}

constexpr std::array answers{answer::unknown, answer::no, answer::yes};
constexpr std::array encoding_words{encoding::unknown, encoding::missing, encoding::differs,
                                    encoding::same};

cell read_cell(const node& from) {
  return {.offered = from.at("offered").flag(),
          .state = keyed<state>(from.at("state"), states),
          .tests = counts_of(from.at("tests")),
          .reasons = from.at("reasons").texts()};
}

ordered_json to_json(const row& of) {
  ordered_json made = {{"name", of.name},
                       {"op", of.op},
                       {"form", of.form},
                       {"code", of.code},
                       {"since", of.since},
                       {"family", of.family},
                       {"brief", of.brief},
                       {"described", of.described},
                       {"wrapped", key(of.wrapped)},
                       {"encoding", key(of.encoding)},
                       {"remarks", of.remarks}};
  made["cells"] = ordered_json::array();
  for (const cell& each : of.cells) made["cells"].push_back(to_json(each));
  return made;
}

void expect_as_many(const node& from, std::size_t found, std::size_t kernels) {
  if (found != kernels) from.refuse("has not one entry for each kernel");
}

row read_row(const node& from, std::size_t kernels) {
  row made;
  made.name = from.at("name").text();
  made.op = from.at("op").text();
  made.form = from.at("form").text();
  made.code = static_cast<int>(from.at("code").number());
  made.since = from.at("since").text();
  made.family = from.at("family").text();
  made.brief = from.at("brief").text();
  made.described = from.at("described").flag();
  made.wrapped = keyed<answer>(from.at("wrapped"), answers);
  made.encoding = keyed<encoding>(from.at("encoding"), encoding_words);
  made.remarks = from.at("remarks").texts();
  for (const node& each : from.at("cells").items()) made.cells.push_back(read_cell(each));
  expect_as_many(from.at("cells"), made.cells.size(), kernels);
  return made;
}

ordered_json to_json(const matrix& found, std::size_t kernel) {
  const column& of = found.kernels[kernel];
  return {{"label", of.label},
          {"asked", to_json(of.kernel)},
          {"ran", of.ran},
          {"tests", to_json(of.tests)},
          {"opcodes", to_json(opcodes_reached(found, kernel))},
          {"operations", to_json(forms_reached(found, kernel))}};
}

column read_column(const node& from) {
  return {.kernel = kernel_facts_of(from.at("asked")),
          .label = from.at("label").text(),
          .ran = from.at("ran").flag(),
          .tests = counts_of(from.at("tests"))};
}

ordered_json to_json(const interface_row& of) {
  ordered_json made = {{"group", key(of.group)}, {"value", of.value},
                       {"name", of.name},        {"since", of.handling.since},
                       {"as", of.handling.as},   {"why_not", of.handling.why_not}};
  made["offered"] = ordered_json::array();
  for (const answer each : of.offered) made["offered"].push_back(key(each));
  return made;
}

interface_row read_interface_row(const node& from, std::size_t kernels) {
  interface_row made{.group = keyed<group>(from.at("group"), groups),
                     .value = from.at("value").bits(),
                     .name = from.at("name").text(),
                     .handling = {.since = from.at("since").text(),
                                  .as = from.at("as").texts(),
                                  .why_not = from.at("why_not").text()},
                     .offered = {}};
  for (const node& each : from.at("offered").items())
    made.offered.push_back(keyed<answer>(each, answers));
  expect_as_many(from.at("offered"), made.offered.size(), kernels);
  return made;
}

}  // namespace

ordered_json to_json(const matrix& found) {
  ordered_json made = {{"kind", kind_of_file},
                       {"schema", matrix_schema},
                       {"names_source", found.names_source},
                       {"encoding_source", found.encoding_source}};
  made["kernels"] = ordered_json::array();
  for (std::size_t kernel = 0; kernel < found.kernels.size(); ++kernel)
    made["kernels"].push_back(to_json(found, kernel));
  made["rows"] = ordered_json::array();
  for (const row& each : found.rows) made["rows"].push_back(to_json(each));
  made["interface"] = ordered_json::array();
  for (const interface_row& each : found.interface_rows) made["interface"].push_back(to_json(each));
  made["gaps"] = found.gaps;
  // For whoever reads the file; merge finds them anew.
  made["holes"] = ordered_json::array();
  for (const holes& each : holes_of(found))
    made["holes"].push_back({{"where", each.where}, {"sentences", each.sentences}});
  return made;
}

matrix matrix_of(const document& from) {
  const node root = from.root();
  if (root.at("kind").text() != kind_of_file) root.at("kind").refuse("is that of another file");
  from.expect_schema(matrix_schema);
  matrix made;
  made.names_source = root.at("names_source").text();
  made.encoding_source = root.at("encoding_source").text();
  for (const node& each : root.at("kernels").items()) made.kernels.push_back(read_column(each));
  if (made.kernels.empty()) root.at("kernels").refuse("is empty");
  for (const node& each : root.at("rows").items())
    made.rows.push_back(read_row(each, made.kernels.size()));
  if (made.rows.empty()) root.at("rows").refuse("is empty");
  for (const node& each : root.at("interface").items())
    made.interface_rows.push_back(read_interface_row(each, made.kernels.size()));
  made.gaps = root.at("gaps").texts();
  return made;
}

matrix read_matrix(const std::string& file) {
  return matrix_of(document::read(file, "an audit of ringlet-audit --json"));
}

}  // namespace ringlet::audit
