// HTTP over TCP, as it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ringlet/ringlet.hpp>
#include <span>
#include <string_view>
#include <utility>

#include "limits.hpp"

namespace examples::http {

/// A transport (see there).
class plain_transport {
 public:
  plain_transport(ringlet::unique_fd socket, const http::limits& limits) noexcept
      : socket_(std::move(socket)), limits_(limits) {}

  [[nodiscard]] ringlet::task<ringlet::result<>> open();
  [[nodiscard]] ringlet::task<ringlet::result<std::size_t>> receive(std::span<char> room);
  [[nodiscard]] ringlet::task<ringlet::result<>> send(std::string_view text);
  [[nodiscard]] ringlet::task<ringlet::result<>> send_file(const ringlet::unique_fd& file,
                                                           std::uint64_t offset,
                                                           std::uint64_t length);
  [[nodiscard]] ringlet::task<> close();

 private:
  ringlet::unique_fd socket_;
  const http::limits& limits_;
};

}  // namespace examples::http
