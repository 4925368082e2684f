#include "options.hpp"

namespace examples::http {

void add_duration(CLI::App& app, const std::string& name, std::chrono::milliseconds& into,
                  const std::string& what) {
  app.add_option_function<std::int64_t>(
         name, [&into](std::int64_t count) { into = std::chrono::milliseconds(count); },
         what + " [" + std::to_string(into.count()) + "]")
      ->check(CLI::PositiveNumber)
      ->type_name("MS");
}

void add_options(CLI::App& app, options& into) {
  app.add_option("--port", into.port, "The port, 0 for any free one")->required();
  app.add_option("--root", into.root, "The directory that is served")
      ->check(CLI::ExistingDirectory)
      ->capture_default_str();
  app.add_option("--connections", into.limits.connections, "How many clients at the same time")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  add_duration(app, "--head", into.limits.head, "Milliseconds for a request's head");
  add_duration(app, "--idle", into.limits.idle, "Milliseconds between two requests");
  add_duration(app, "--send", into.limits.send, "Milliseconds for a client to take 64 KiB");
  add_duration(app, "--grace", into.limits.grace, "Milliseconds for answers under way at the end");
}

}  // namespace examples::http
