#include <ringlet/ringlet.hpp>
#include <string_view>

ringlet::task<std::size_t> answer(ringlet::file_ref pipe, std::string_view text);

ringlet::task<std::size_t> answer(ringlet::file_ref pipe, std::string_view text) {
  auto written = co_await ringlet::op::write{.file = pipe, .buffer = text};
  co_return written.value_or(0);
}
