// One client's connection, over any transport.
#pragma once

#include <cerrno>
#include <cstddef>
#include <ringlet/ringlet.hpp>
#include <span>
#include <string>
#include <utility>

#include "answer.hpp"
#include "limits.hpp"
#include "request_reader.hpp"
#include "transport.hpp"

namespace examples::http {

/// Sends an answer whose body is small, in one piece with its head.
template <transport Carrier>
ringlet::task<ringlet::result<>> send_small(Carrier& carrier, std::string head,
                                            const answer& given) {
  const std::size_t before = head.size();
  head.resize(before + given.length);
  auto body = std::span(head).subspan(before);
  auto read = co_await ringlet::read_exactly(given.file, body, given.offset);
  // The file has become shorter: the client is told by a connection that ends too early.
  if (!read) co_return ringlet::failure(EIO);
  co_return co_await carrier.send(head);
}

template <transport Carrier>
ringlet::task<ringlet::result<>> send_answer(Carrier& carrier, std::string head,
                                             const answer& given, bool with_body) {
  if (!with_body) co_return co_await carrier.send(head);
  if (!given.file) co_return co_await carrier.send(head += given.text);
  if (given.length <= piece_size) {
    co_return co_await send_small(carrier, std::move(head), given);
  }
  auto begun = co_await carrier.send(head);
  if (!begun) co_return begun;
  co_return co_await carrier.send_file(given.file, given.offset, given.length);
}

/// Answers the requests that come over `carrier` with files of the directory `tree`, until the
/// client has no more, does something wrong, or the server is `stopping`. All of them must outlive
/// the task.
template <transport Carrier>
ringlet::task<> converse(Carrier& carrier, const ringlet::unique_fd& tree,
                         const http::limits& limits, ringlet::event& stopping) {
  request_reader<Carrier> requests(carrier, limits);
  for (bool goes_on = true; goes_on;) {
    auto next = co_await requests.next(stopping);
    if (!next && next.error().status == 0) break;

    const request nothing;
    const request& asked = next ? **next : nothing;
    answer given;
    if (next) {
      given = co_await answer_to(asked, tree);
    } else {
      given = plain_answer(next.error().status);
    }
    // Where there is a body, the next request would begin somewhere in it.
    goes_on = next && asked.keeps_alive && !asked.has_body && !stopping.is_set();
    auto sent = co_await send_answer(carrier, head_of(given, asked, goes_on), given,
                                     asked.method != method::head);
    if (!sent) co_return;
  }
  co_await carrier.close();
}

/// The same for a carrier of its own, from its opening on. The place is given back when the
/// connection ends, however that comes about.
template <transport Carrier>
ringlet::task<> session(Carrier carrier, [[maybe_unused]] ringlet::semaphore::permits place,
                        const ringlet::unique_fd& tree, const http::limits& limits,
                        ringlet::event& stopping) {
  auto opened = co_await carrier.open();
  if (!opened) co_return;
  co_await converse(carrier, tree, limits, stopping);
}

}  // namespace examples::http
