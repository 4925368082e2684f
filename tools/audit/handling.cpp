#include "handling.hpp"

#include "document.hpp"

namespace ringlet::audit {

namespace {

handling handling_of(const node& from) {
  handling made{
      .since = from.at("since").text(), .as = {}, .why_not = from.text_or_empty("why_not")};
  if (const auto as = from.find("as")) made.as = as->texts_or_text();
  if (made.as.empty() == made.why_not.empty())
    from.refuse("does not say either where it is or why not");
  return made;
}

}  // namespace

std::map<std::string, handling> read_handlings(const std::string& file) {
  const document read = document::read(file, "what becomes of the kernel's constants");
  std::map<std::string, handling> found;
  for (const auto& [family, constants] : read.root().members())
    for (const auto& [name, said] : constants.members())
      if (!found.emplace(name, handling_of(said)).second) said.refuse("is there twice");
  return found;
}

}  // namespace ringlet::audit
