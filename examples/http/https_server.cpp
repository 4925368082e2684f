// The same over TLS: https_server --port N --root DIR --certificate FILE --key FILE. With
// --kernel-tls the kernel encrypts, where it can.
#include <cstdio>
#include <exception>
#include <string>
#include <utility>

#include "../command_line.hpp"
#include "kernel_tls.hpp"
#include "server_program.hpp"
#include "tls_context.hpp"
#include "tls_transport.hpp"

using namespace examples;

int main(int count, char** words) {
  http::options options;
  std::string certificate;
  std::string key;
  bool in_kernel = false;
  CLI::App app("Serves the files of a directory by HTTP/1.1 over TLS.");
  http::add_options(app, options);
  app.add_option("--certificate", certificate, "The certificate, and those that vouch for it (PEM)")
      ->required();
  app.add_option("--key", key, "Its private key (PEM)")->required();
  http::add_duration(app, "--handshake", options.limits.handshake,
                     "Milliseconds for the TLS handshake");
  app.add_flag("--kernel-tls", in_kernel, "Have the kernel encrypt what is sent, where it can");
  read_command_line(app, count, words);
  setvbuf(stdout, nullptr, _IOLBF, 0);  // each line is seen at once, also through a pipe
  try {
    if (in_kernel && !http::kernel_has_tls()) {
      std::printf("OpenSSL encrypts: this kernel has no TLS, or its module tls is not loaded\n");
      in_kernel = false;
    }
    const auto context = http::make_tls_context(certificate, key, in_kernel);
    http::serve_files(options, [&](ringlet::unique_fd socket) {
      return http::tls_transport(std::move(socket), context, options.limits);
    });
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}
