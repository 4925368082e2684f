// What an HTTP connection needs of whatever carries its bytes.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ringlet/ringlet.hpp>
#include <span>
#include <string_view>

namespace examples::http {

/// Plain TCP and TLS are one, and the rest of the server is written once for both.
///
/// - open() makes it ready, after which the others may be used.
/// - receive() gives how many bytes came, 0 when the client sends no more.
/// - send() sends all of the text, which is little more than one piece of a file.
/// - send_file() sends `length` bytes of a file from an `offset` on. The client has limits::send
/// for
///   each piece of it, and for each send(): who takes nothing is timed out.
/// - close() tells the client that this was all, and waits a little for it to have read it.
///
/// What they borrow must stay until they are done. One task at a time sends and one receives.
template <class T>
concept transport =
    requires(T& carrier, std::span<char> room, std::string_view text,
             const ringlet::unique_fd& file, std::uint64_t offset, std::uint64_t length) {
      { carrier.open() } -> std::same_as<ringlet::task<ringlet::result<>>>;
      { carrier.receive(room) } -> std::same_as<ringlet::task<ringlet::result<std::size_t>>>;
      { carrier.send(text) } -> std::same_as<ringlet::task<ringlet::result<>>>;
      { carrier.send_file(file, offset, length) } -> std::same_as<ringlet::task<ringlet::result<>>>;
      { carrier.close() } -> std::same_as<ringlet::task<>>;
    };

}  // namespace examples::http
