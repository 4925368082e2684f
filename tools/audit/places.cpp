#include "places.hpp"

#include <filesystem>

namespace ringlet::audit {

namespace {

namespace fs = std::filesystem;

std::string if_there(const fs::path& path) {
  return fs::exists(path) ? path.string() : std::string();
}

/// `spec` and `include`, if the former has the table.
bool take_table(const fs::path& spec, const fs::path& include, places& into) {
  if (!fs::exists(spec / "opcodes.json")) return false;
  into.spec = spec.string();
  into.operations = if_there(include / "ringlet" / "op");
  return true;
}

/// Whether a folder is where ringlet is installed, or a checkout of it.
bool has_table(const fs::path& folder, places& into) {
  return take_table(folder / "share" / "ringlet" / "spec", folder / "include", into) ||
         take_table(folder / "spec", folder / "generated" / "include", into);
}

template <class Visit>
void upwards(const fs::path& from, Visit visit) {
  for (fs::path folder = from; !folder.empty(); folder = folder.parent_path()) {
    if (visit(folder) || folder == folder.parent_path()) return;
  }
}

}  // namespace

places find_places(const std::string& program, const std::string& current) {
  places found;
  const fs::path beside = fs::path(program).parent_path();
  upwards(beside, [&found](const fs::path& folder) {
    if (!fs::exists(folder / "CMakeCache.txt")) return false;
    found.results = if_there(folder / "live.json");
    found.encodings = if_there(folder / "parity.json");
    return true;
  });
  const auto look = [&found](const fs::path& folder) { return has_table(folder, found); };
  upwards(beside, look);
  if (found.spec.empty()) upwards(current, look);
  return found;
}

places find_places() {
  std::error_code ignored;
  return find_places(fs::read_symlink("/proc/self/exe", ignored).string(),
                     fs::current_path(ignored).string());
}

}  // namespace ringlet::audit
