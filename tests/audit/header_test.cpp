// A kernel header read as text.
#include <bad_input.hpp>
#include <header.hpp>

#include <support/catch.hpp>

#include <string>

namespace ringlet::audit {

namespace {

constexpr std::string_view some_header = R"(
/* IORING_OP_IN_A_COMMENT, */
enum io_uring_op {
	IORING_OP_NOP,           // the first
	IORING_OP_READV,
#define IORING_OP_BESIDE 77
	IORING_OP_JUMP = 10,     /* a, b */
	IORING_OP_AFTER,

	/* this goes last, obviously */
	IORING_OP_LAST,
};
enum io_uring_sqe_flags_bit {
	IOSQE_FIXED_FILE_BIT,
	IOSQE_ASYNC_BIT = 4,
};
#define IOSQE_FIXED_FILE	(1U << IOSQE_FIXED_FILE_BIT)
#define IOSQE_ASYNC	(1U << \
	IOSQE_ASYNC_BIT)
#define IORING_SETUP_IOPOLL	(1U << 0)	/* io_context is polled */
#define IORING_FEAT_HEX 0x10
#define IORING_FEAT_BOTH 0x11
#define IORING_ENTER_GETEVENTS (1ULL << 3)
#define IORING_OFF_SQES 0x10000000ULL
#define IORING_SETUP_CALL(x) (x)
enum io_uring_register_op {
	IORING_REGISTER_BUFFERS			= 0,
	IORING_UNREGISTER_BUFFERS		= 1,
	IORING_REGISTER_LAST,
	IORING_REGISTER_USE_REGISTERED_RING	= 1U << 31
};
)";

std::string name_in(const interface& of, group where, std::uint64_t value) {
  const auto names = of.names.find(where);
  if (names == of.names.end()) return {};
  const auto found = names->second.find(value);
  return found == names->second.end() ? std::string() : found->second;
}

}  // namespace

TEST_CASE("opcodes have the numbers that a compiler would give them") {
  const interface found = parse_header(some_header, "it");
  CHECK(found.opcodes ==
        std::map<std::string, int>{
            {"nop", 0}, {"readv", 1}, {"jump", 10}, {"after", 11}, {"beside", 77}});
  CHECK(opcode_name(found, 11) == "after");
  CHECK(opcode_name(found, 12).empty());
}

TEST_CASE("flags and register operations belong to their groups") {
  const interface found = parse_header(some_header, "it");
  CHECK(name_in(found, group::sqe_flags, 1) == "IOSQE_FIXED_FILE");
  CHECK(name_in(found, group::sqe_flags, 16) == "IOSQE_ASYNC");
  CHECK(name_in(found, group::setup_flags, 1) == "IORING_SETUP_IOPOLL");
  CHECK(name_in(found, group::enter_flags, 8) == "IORING_ENTER_GETEVENTS");
  CHECK(name_in(found, group::features, 16) == "IORING_FEAT_HEX");
  CHECK(name_in(found, group::register_operations, 1) == "IORING_UNREGISTER_BUFFERS");
}

TEST_CASE("the end of a list, numbers of bits, masks and arguments are none of them") {
  const interface found = parse_header(some_header, "it");
  CHECK(found.names.at(group::register_operations).size() == 2);
  CHECK(found.names.at(group::features).size() == 1);
  CHECK(found.names.at(group::sqe_flags).size() == 2);
  CHECK(found.names.at(group::setup_flags).size() == 1);
}

TEST_CASE("a header without opcodes is refused") {
  CHECK_THROWS_AS(parse_header("int main() {}", "it"), bad_input);
  CHECK_THROWS_AS(parse_header("/* IORING_OP_NOP ", "it"), bad_input);
}

}  // namespace ringlet::audit
