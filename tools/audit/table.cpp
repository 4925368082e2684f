#include "table.hpp"

#include "document.hpp"
#include "sort_stably.hpp"

#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace ringlet::audit {

namespace {

/// A test says what must come of it by having one of these keys; of a stream that goes on, by
/// `takes` as well.
constexpr std::array kinds{
    std::pair{"gives", kind::gives},       std::pair{"ends", kind::ends},
    std::pair{"fails", kind::fails},       std::pair{"cancels", kind::cancels},
    std::pair{"deadline", kind::deadline}, std::pair{"takes", kind::takes}};

kind kind_of(const node& test) {
  for (const auto& [key, means] : kinds)
    if (test.find(key)) return means;
  test.refuse("does not say what must come of the test");
}

std::vector<written_test> tests_of(const node& row) {
  std::vector<written_test> found;
  for (const node& each : row.at("tests").items())
    found.push_back({each.at("name").text(), kind_of(each)});
  return found;
}

detection detection_of(const node& row) {
  const std::string said = row.text_or_empty("detect");
  detection found{.way = detection::by::opcode,
                  .name = {},
                  .in_doubt = row.text_or_empty("unknown_as") == "EINVAL"};
  if (said.empty() || said == "opcode") return found;
  const std::size_t colon = said.find(':');
  const std::string_view word = std::string_view(said).substr(0, colon);
  if (word == "with")
    found.way = detection::by::other_opcode;
  else if (word == "feature")
    found.way = detection::by::feature;
  else
    row.at("detect").refuse("is no way to ask a kernel");
  found.name = said.substr(colon + 1);
  return found;
}

std::vector<std::string> helpers_of(const node& row) {
  const auto listed = row.find("helpers");
  return listed ? listed->texts() : std::vector<std::string>();
}

/// What a row and a form both say, from either.
void read_shared(described_form& into, const node& from) {
  into.since = from.at("since").text();
  into.brief = from.at("brief").text();
  into.tested_elsewhere = from.text_or_empty("tested_by");
  into.detect = detection_of(from);
  into.tests = tests_of(from);
  into.helpers = helpers_of(from);
}

void read_row(const node& row, std::vector<described_form>& into) {
  described_form plain;
  plain.op = row.at("op").text();
  plain.code = static_cast<int>(row.at("code").number());
  plain.family = row.at("family").text();
  read_shared(plain, row);
  into.push_back(plain);
  const auto forms = row.find("forms");
  if (!forms) return;
  for (const node& delta : forms->items()) {
    described_form form = plain;
    form.form = delta.at("form").text();
    read_shared(form, delta);
    into.push_back(std::move(form));
  }
}

}  // namespace

table read_table(const std::string& file) {
  const document read = document::read(file, "ringlet's table of opcodes");
  table found;
  for (const node& row : read.root().items()) read_row(row, found.forms);
  if (found.forms.empty()) read.root().refuse("has no row");
  sort_stably(found.forms, &described_form::code);
  std::set<std::string> names;
  for (const described_form& each : found.forms)
    if (!names.insert(each.name()).second)
      read.root().refuse("describes " + each.name() + " twice");
  return found;
}

std::vector<std::string> read_helpers(const std::string& file) {
  return document::read(file, "a list of liburing's helpers").root().at("helpers").texts();
}

}  // namespace ringlet::audit
