// Serves the files of a directory by HTTP/1.1: http_server --port N --root DIR. SIGTERM or SIGINT
// ends it gracefully. README.md says what it does and what it leaves out.
#include <cstdio>
#include <exception>
#include <utility>

#include "../command_line.hpp"
#include "plain_transport.hpp"
#include "server_program.hpp"

using namespace examples;

int main(int count, char** words) {
  http::options options;
  CLI::App app("Serves the files of a directory by HTTP/1.1.");
  http::add_options(app, options);
  read_command_line(app, count, words);
  setvbuf(stdout, nullptr, _IOLBF, 0);  // each line is seen at once, also through a pipe
  try {
    http::serve_files(options, [&](ringlet::unique_fd socket) {
      return http::plain_transport(std::move(socket), options.limits);
    });
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}
