// What a request is answered.
#pragma once

#include <cstdint>
#include <ringlet/ringlet.hpp>
#include <string>

#include "request.hpp"

namespace examples::http {

struct answer {
  unsigned status = 200;
  std::string fields{};  // of the head, each a line with its end; not those of every answer
  std::string text{};    // the body, where there is no file
  ringlet::unique_fd file{};
  std::uint64_t offset = 0;  // where in the file the body begins, in bytes
  std::uint64_t length = 0;  // how many bytes the body has
};

/// An answer that says nothing but how it went. With `fields`, complete lines, in its head.
[[nodiscard]] answer plain_answer(unsigned status, std::string fields = {});

/// Finds what `asked` wants beneath the directory `tree`. Both must stay until it is done.
[[nodiscard]] ringlet::task<answer> answer_to(const request& asked, const ringlet::unique_fd& tree);

/// The head of `given`, as it is sent: status, fields and the empty line. `asked` is what it
/// answers; `goes_on` says whether the connection does.
[[nodiscard]] std::string head_of(const answer& given, const request& asked, bool goes_on);

}  // namespace examples::http
