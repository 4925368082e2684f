// Operations, results and SQEs as arguments of a formatting library.
#include "support/catch.hpp"

#include <liburing.h>

#include <array>
#include <cstddef>
#include <cerrno>
#include <chrono>
#include <expected>
#include <future>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <ringlet/format.hpp>
#include <ringlet/ringlet.hpp>

using namespace ringlet;

namespace {

namespace formatting = ringlet::detail::formatting;

/// A program's own operation, without arguments that it would show.
struct my_operation {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::string_view name = "my_operation";
  void encode(sqe_slot slot) const noexcept { slot.sqe().opcode = IORING_OP_NOP; }
  static result<int> decode(cqe_view cqe) noexcept { return decode_value(cqe); }
};

template <class Op>
io_uring_sqe encoded(const Op& op) {
  io_uring_sqe sqe{};
  op.encode(sqe_slot(sqe));
  return sqe;
}

template <class T>
std::string text_of(const T& value) {
  return formatting::format("{}", value);
}

std::array<std::byte, 64> room{};

}  // namespace

TEST_CASE("an operation is formatted with its arguments") {
  const op::read reading{.file = 5, .buffer = room, .offset = 0};
  CHECK(text_of(reading) == "read(file=5, buffer=64 B, offset=0, flags=0, priority=0)");
  CHECK(text_of(op::nop{}) == "nop");
  CHECK(text_of(my_operation{}) == "my_operation");
  CHECK(text_of(read_exactly(5, room)) == "read_exactly(file=5, buffer=64 B)");
}

TEST_CASE("an adaptor does not hide what it wraps, and a chain shows its members") {
  cancel_id id;
  CHECK(text_of(within(std::chrono::seconds(1), with_id(id, op::nop{}))) == "nop");
  CHECK(text_of(linked(op::nop{}, op::recv{.socket = 3, .buffer = room})) ==
        "linked(nop, recv(socket=3, buffer=64 B, flags=0))");
}

TEST_CASE("width and alignment are those of text") {
  CHECK(formatting::format("[{:>5}]", op::nop{}) == "[  nop]");
  CHECK(formatting::format("[{:*<5}]", shown(result<int>(7))) == "[7****]");
}

TEST_CASE("what {fmt} is given it formats as well as the standard library") {
  CHECK(fmt::format("{} {}", op::nop{}, shown(result<int>(7))) == "nop 7");
}

TEST_CASE("a result is its value") {
  CHECK(text_of(shown(result<std::size_t>(64))) == "64");
  CHECK(text_of(shown(result<int>(-3))) == "-3");
  CHECK(text_of(shown(result<>())) == "done");
  CHECK(text_of(shown(result<direct_slot>(direct_slot(2)))) == "slot 2");
  CHECK(text_of(shown(result<poll_events>(poll_events::in))) == "0x1");
  CHECK(text_of(shown(result<big_value>(big_value{5, {}}))) == "5");
  CHECK(text_of(shown(result<std::optional<int>>(std::nullopt))) == "nothing");
  CHECK(text_of(shown(result<std::optional<int>>(4))) == "4");
  CHECK(text_of(shown(result<lease>(lease()))) == "0 B");
  result<unique_fd> opened(unique_fd(1234567));
  CHECK(text_of(shown(opened)) == "fd 1234567");
  (void)opened->release();  // nobody has opened it
}

TEST_CASE("an error is its description and its name, whatever the locale is") {
  CHECK(text_of(shown(result<int>(failure(ECANCELED)))) == "Operation canceled (ECANCELED)");
  CHECK(text_of(shown(result<>(failure(ENOENT)))) == "No such file or directory (ENOENT)");
  CHECK(text_of(shown(error_of(ETIMEDOUT))) == "Connection timed out (ETIMEDOUT)");
  CHECK(text_of(shown(std::error_code(EPIPE, std::system_category()))) == "Broken pipe (EPIPE)");
  CHECK(text_of(shown(error_of(512))) == "errno 512");
  CHECK(text_of(shown(std::make_error_code(std::future_errc::broken_promise)))
            .ends_with(" (future 4)"));
}

TEST_CASE("a chain's results are all shown, and a whole transfer says how far it got") {
  const chain_results<result<>, result<std::size_t>> chain(1, result<>(), failure(ECANCELED));
  CHECK(text_of(shown(chain)) == "(done, Operation canceled (ECANCELED))");
  CHECK(text_of(shown(transferred(64, true, {}))) == "64 B");
  CHECK(text_of(shown(transferred(12, false, {}))) == "12 B, then the end");
  CHECK(text_of(shown(transferred(12, false, error_of(EPIPE)))) ==
        "12 B, then Broken pipe (EPIPE)");
}

TEST_CASE("an SQE is shown by the kernel's names") {
  auto sqe = encoded(op::read{.file = 5, .buffer = room, .offset = 0});
  sqe.addr = 0x7ffd64;
  sqe.user_data = 0x1f;
  CHECK(text_of(shown(sqe)) ==
        "opcode=IORING_OP_READ fd=5 addr=0x7ffd64 len=64 off=0 user_data=0x1f");
  sqe.flags = IOSQE_IO_LINK | IOSQE_ASYNC;
  sqe.rw_flags = RWF_NOWAIT;
  sqe.personality = 3;
  sqe.off = current_position;
  CHECK(text_of(shown(sqe)) ==
        "opcode=IORING_OP_READ fd=5 addr=0x7ffd64 len=64 off=-1 rw_flags=0x8 personality=3 "
        "flags=IOSQE_IO_LINK|IOSQE_ASYNC user_data=0x1f");
}

TEST_CASE("a field has the name that it has for this operation") {
  const auto nop = encoded(op::nop{});
  CHECK(text_of(shown(nop)) == "opcode=IORING_OP_NOP fd=-1 user_data=0");
  auto accepting = encoded(op::accept_direct{.socket = 3, .slot = direct_slot(6)});
  CHECK(text_of(shown(accepting)).find("file_index=7") != std::string::npos);
  auto splicing = encoded(op::splice{.input = 3, .output = 4, .length = 10});
  CHECK(text_of(shown(splicing)).find("splice_fd_in=3") != std::string::npos);
}

TEST_CASE("an opcode that nobody knows is a number, and so are flags") {
  io_uring_sqe sqe{};
  sqe.opcode = 250;
  CHECK(text_of(shown(sqe)).starts_with("opcode=250 fd=0 addr=0 len=0 off=0 "));
  sqe.opcode = IORING_OP_NOP;
  sqe.flags = 0x80;
  CHECK(text_of(shown(sqe)).find(" flags=0x80 ") != std::string::npos);
}

// The names are compared with those that the installed header spells.
#define EXPECT_NAME(code)                                        \
  do {                                                           \
    sqe.opcode = code;                                           \
    CHECK(text_of(shown(sqe)).starts_with("opcode=" #code " ")); \
  } while (false)

TEST_CASE("opcodes are called as the kernel's header calls them") {
  io_uring_sqe sqe{};
  EXPECT_NAME(IORING_OP_NOP);
  EXPECT_NAME(IORING_OP_READV);
  EXPECT_NAME(IORING_OP_POLL_ADD);
  EXPECT_NAME(IORING_OP_ASYNC_CANCEL);
  EXPECT_NAME(IORING_OP_OPENAT2);
  EXPECT_NAME(IORING_OP_UNLINKAT);
  EXPECT_NAME(IORING_OP_URING_CMD);
  EXPECT_NAME(IORING_OP_SEND_ZC);
}

TEST_CASE("flags are called as the kernel's header calls them") {
  io_uring_sqe sqe{};
#define EXPECT_FLAG(flag)                                                      \
  do {                                                                         \
    sqe.flags = flag;                                                          \
    CHECK(text_of(shown(sqe)).find(" flags=" #flag " ") != std::string::npos); \
  } while (false)
  EXPECT_FLAG(IOSQE_FIXED_FILE);
  EXPECT_FLAG(IOSQE_IO_DRAIN);
  EXPECT_FLAG(IOSQE_IO_LINK);
  EXPECT_FLAG(IOSQE_IO_HARDLINK);
  EXPECT_FLAG(IOSQE_ASYNC);
  EXPECT_FLAG(IOSQE_BUFFER_SELECT);
  EXPECT_FLAG(IOSQE_CQE_SKIP_SUCCESS);
}
