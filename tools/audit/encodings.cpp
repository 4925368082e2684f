#include "encodings.hpp"

#include "document.hpp"

namespace ringlet::audit {

encodings read_encodings(const std::string& file) {
  const document read = document::read(file, "a report of the comparison with liburing");
  read.expect_schema(encodings_schema);
  const node root = read.root();
  encodings found{.installed = root.at("liburing").at("installed").text(),
                  .recorded = root.at("liburing").at("recorded").text(),
                  .forms = {}};
  for (const node& each : root.at("forms").items()) {
    const compared one{.cases = each.at("cases").count(),
                       .live = each.at("live").count(),
                       .differing = each.at("differing").texts()};
    if (one.cases == 0) each.refuse("has no case");
    if (!found.forms.emplace(each.at("form").text(), one).second) each.refuse("is there twice");
  }
  return found;
}

}  // namespace ringlet::audit
