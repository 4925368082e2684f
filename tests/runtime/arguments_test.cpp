// The types that operations take as arguments and give as results, without any kernel ring.
#include "support/catch.hpp"

#include <fcntl.h>
#include <linux/ioprio.h>
#include <linux/openat2.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <ringlet/address.hpp>
#include <ringlet/buffer_pieces.hpp>
#include <ringlet/buffers.hpp>
#include <ringlet/decode.hpp>
#include <ringlet/duration.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/flags.hpp>
#include <ringlet/flags/io_priority_class.hpp>
#include <ringlet/flags/io_priority_hint.hpp>
#include <ringlet/flags/open_flags.hpp>
#include <ringlet/flags/resolve_flags.hpp>
#include <ringlet/foreign.hpp>
#include <ringlet/futex.hpp>
#include <ringlet/io_priority.hpp>
#include <ringlet/op/msg_ring.hpp>
#include <ringlet/open_how.hpp>
#include <ringlet/path.hpp>
#include <ringlet/pipe.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>

using namespace ringlet;
using namespace std::chrono_literals;
using namespace std::string_view_literals;

namespace {

// What every argument type promises: GCC 12 destroys anything else twice inside of a co_await
// operand, and a default constructor would let a required argument be left out.
template <class... Types>
constexpr bool are_arguments =
    ((std::is_trivially_copyable_v<Types> && !std::is_default_constructible_v<Types>) && ...);
static_assert(are_arguments<file_ref, directory_ref, closing_fd, cancel_file, direct_slot,
                            slot_choice, bytes_out, bytes_in, iovecs_out, iovecs_in, buffer_index,
                            statx_out, path_ref, timespec_in, address_in, address_out, splice_input,
                            memory_range, ringlet::open_how, pipe_slot_choice>);
static_assert(std::is_trivially_copyable_v<address> && sizeof(address) <= 128);

template <class From, class To>
constexpr bool converts = std::is_convertible_v<From, To>;

bool is_open(int descriptor) { return ::fcntl(descriptor, F_GETFD) != -1; }

int open_something() { return ::open("/dev/null", O_RDWR | O_CLOEXEC); }

enum class fruit : std::uint8_t { none = 0, apple = 1, pear = 2 };

std::string text_of(const address& value) { return value.to_string(); }

}  // namespace

template <>
inline constexpr bool ringlet::is_flag_set<fruit> = true;

TEST_CASE("an error compares with std::errc and comes as a result") {
  const result<int> failed = failure(ENOENT);
  REQUIRE_FALSE(failed);
  CHECK(failed.error() == std::errc::no_such_file_or_directory);
  CHECK(failed.error() == error_of(ENOENT));
}

TEST_CASE("flags of a set combine, and convert from and to numbers explicitly") {
  constexpr fruit both = fruit::apple | fruit::pear;
  static_assert(raw(both) == 3);
  static_assert(both == from_raw<fruit>(3));
  static_assert((both & fruit::pear) == fruit::pear);
  static_assert(raw(~fruit::apple) == 0xfe);
  static_assert(contains(both, fruit::apple) && !contains(fruit::pear, both));
  static_assert(!converts<int, fruit> && !converts<fruit, int>);
  fruit set = fruit::apple;
  set |= fruit::pear;
  CHECK(set == both);
  set &= ~fruit::apple;
  CHECK(set == fruit::pear);
}

TEST_CASE("a unique_fd closes its descriptor when it goes, is reset or is assigned to") {
  int first = -1;
  int second = -1;
  {
    unique_fd owner(open_something());
    first = owner.get();
    REQUIRE(is_open(first));
    unique_fd other(open_something());
    second = other.get();
    owner = std::move(other);
    CHECK_FALSE(is_open(first));
    CHECK(owner.get() == second);
    CHECK_FALSE(other);  // NOLINT(bugprone-use-after-move): what is left behind is specified
    CHECK(is_open(second));
  }
  CHECK_FALSE(is_open(second));

  unique_fd owner(open_something());
  const int released = owner.release();
  CHECK(owner.get() == -1);
  CHECK(is_open(released));
  owner.reset(released);
  owner.reset();
  CHECK_FALSE(is_open(released));
}

TEST_CASE("a unique_fd survives being moved to itself") {
  unique_fd owner(open_something());
  unique_fd& same = owner;
  const int descriptor = owner.get();
  owner = std::move(same);
  CHECK(owner.get() == descriptor);
  CHECK(is_open(descriptor));
}

TEST_CASE("a file is a descriptor, a unique_fd or a direct slot") {
  const unique_fd owner(open_something());
  const file_ref by_number = 7;
  CHECK(by_number.number() == 7);
  CHECK_FALSE(by_number.fixed());
  CHECK(by_number.sqe_flags() == 0);
  const file_ref by_owner = owner;
  CHECK(by_owner.number() == owner.get());
  CHECK_FALSE(by_owner.fixed());
  const file_ref by_slot = direct_slot(3);
  CHECK(by_slot.number() == 3);
  CHECK(by_slot.fixed());
  CHECK(by_slot.sqe_flags() == IOSQE_FIXED_FILE);
  static_assert(!converts<unique_fd, file_ref>, "a temporary would be closed too soon");
}

TEST_CASE("a directory is a descriptor or the current one, never a slot") {
  CHECK(current_directory.number() == AT_FDCWD);
  CHECK(directory_ref(5).number() == 5);
  static_assert(!converts<direct_slot, directory_ref>);
  static_assert(!converts<unique_fd, directory_ref>);
}

TEST_CASE("a descriptor to close is taken from a unique_fd that is moved, and from no other") {
  unique_fd owner(open_something());
  const int descriptor = owner.get();
  const closing_fd closing = std::move(owner);
  CHECK(closing.number() == descriptor);
  CHECK_FALSE(owner);  // NOLINT(bugprone-use-after-move): what is left behind is specified
  ::close(closing.number());
  static_assert(converts<unique_fd, closing_fd> && converts<int, closing_fd>);
  static_assert(!converts<unique_fd&, closing_fd> && !converts<const unique_fd&, closing_fd>);
}

TEST_CASE("a file to cancel by is told apart from a slot in the cancel's own flags") {
  const cancel_file by_number = 4;
  CHECK(by_number.number() == 4);
  CHECK(by_number.cancel_flags() == IORING_ASYNC_CANCEL_FD);
  const cancel_file by_slot = direct_slot(4);
  CHECK(by_slot.number() == 4);
  CHECK(by_slot.cancel_flags() == (IORING_ASYNC_CANCEL_FD | IORING_ASYNC_CANCEL_FD_FIXED));
}

TEST_CASE("a slot is counted from one in an SQE, and any slot is all bits set") {
  const slot_choice third = direct_slot(2);
  CHECK(third.file_index() == 3);
  CHECK(third.requested());
  CHECK(third.slot() == direct_slot(2));
  CHECK(any_slot.file_index() == IORING_FILE_INDEX_ALLOC);
  CHECK_FALSE(any_slot.requested());
  CHECK(any_slot.fits());
}

TEST_CASE("a slot number that an SQE cannot name does not fit") {
  CHECK(direct_slot(0).fits());
  CHECK(direct_slot(0xfffffffd).fits());
  CHECK_FALSE(direct_slot(0xfffffffe).fits());  // would ask for any slot
  CHECK_FALSE(direct_slot(0xffffffff).fits());  // would ask for a descriptor
  CHECK_FALSE(slot_choice(direct_slot(0xffffffff)).fits());
}

TEST_CASE("bytes to write to are any mutable contiguous range of bytes that stays") {
  std::array<std::byte, 8> array{};
  std::vector<unsigned char> vector(9);
  std::string string(10, ' ');
  char plain[11] = {};
  CHECK(bytes_out(array).length() == 8);
  CHECK(bytes_out(vector).length() == 9);
  CHECK(bytes_out(string).length() == 10);
  CHECK(bytes_out(plain).length() == 11);
  CHECK(bytes_out(std::span(array).first(3)).length() == 3);
  CHECK(bytes_out(array).data() == array.data());
  CHECK(bytes_out(plain).address() == reinterpret_cast<std::uintptr_t>(&plain[0]));

  static_assert(!converts<const std::string&, bytes_out> && !converts<std::string_view, bytes_out>);
  static_assert(!converts<std::span<const std::byte>, bytes_out> && !converts<char*, bytes_out>);
  static_assert(!converts<std::string, bytes_out> && !converts<std::array<char, 4>, bytes_out>);
  static_assert(!converts<std::vector<int>&, bytes_out> &&
                !converts<std::vector<bool>&, bytes_out>);
  static_assert(!converts<decltype("text"), bytes_out>);
}

TEST_CASE("bytes to read from may be const, and temporary") {
  const std::vector<std::byte> vector(5);
  CHECK(bytes_in(vector).length() == 5);
  CHECK(bytes_in(vector).data() == vector.data());
  CHECK(bytes_in("view"sv).length() == 4);
  CHECK(bytes_in(std::string("temporary")).length() == 9);
  std::array<unsigned char, 6> array{};
  CHECK(bytes_in(array).length() == 6);
  static_assert(!converts<const char*, bytes_in> && !converts<char*, bytes_in>);
  static_assert(!converts<std::vector<int>&, bytes_in> && !converts<std::nullptr_t, bytes_in>);
}

TEST_CASE("a string literal is its characters without the zero byte at the end") {
  CHECK(bytes_in("hello").length() == 5);
  CHECK(bytes_in("").length() == 0);
  CHECK(bytes_in("zero\0inside").length() == 11);
  static constexpr char named[] = "named";
  CHECK(bytes_in(named).length() == 5);
  static constexpr char unended[3] = {'a', 'b', 'c'};
  CHECK(bytes_in(unended).length() == 3);
  CHECK(bytes_in(std::span(named)).length() == 6);
  // A buffer, all of which is meant; const it would be text.
  char buffer[6] = "hello";  // NOLINT(misc-const-correctness)
  CHECK(bytes_in(buffer).length() == 6);
}

TEST_CASE("a buffer longer than Linux moves at once is cut, which makes the transfer short") {
  char first = 0;
  // Nothing is read through this span: only its numbers are looked at.
  const std::span<char> huge(&first, std::size_t{5} << 30);
  CHECK(bytes_out(huge).length() == longest_transfer);
  CHECK(bytes_in(huge).length() == longest_transfer);
  CHECK(bytes_in(huge.first(longest_transfer)).length() == longest_transfer);
  CHECK(bytes_in(huge.first(longest_transfer - 1)).length() == longest_transfer - 1);
}

TEST_CASE("iovecs are any contiguous range of them") {
  std::array<::iovec, 2> vectors{};
  const iovecs_out out = vectors;
  CHECK(out.count() == 2);
  CHECK(out.fits());
  CHECK(out.address() == reinterpret_cast<std::uintptr_t>(vectors.data()));
  const std::vector<::iovec> more(3);
  CHECK(iovecs_in(more).count() == 3);
  CHECK_FALSE(iovecs_in(std::span(more.data(), std::size_t{1} << 32)).fits());
  static_assert(!converts<iovecs_in, iovecs_out> && !converts<iovecs_out, iovecs_in>);
}

TEST_CASE("a buffer index that an SQE cannot hold does not fit") {
  CHECK(buffer_index(0xffff).value() == 0xffff);
  CHECK(buffer_index(0xffff).fits());
  CHECK(buffer_index(std::size_t{12}).value() == 12);
  CHECK_FALSE(buffer_index(0x10000).fits());
  CHECK_FALSE(buffer_index(-1).fits());
  CHECK_FALSE(buffer_index(std::numeric_limits<std::uint64_t>::max()).fits());
}

TEST_CASE("an I/O priority is what the kernel's header makes of class, level and hint") {
  CHECK(io_priority().value() == 0);
  CHECK(io_priority(io_priority_class::none).value() == 0);
  CHECK(io_priority(io_priority_class::rt, 7).value() == IOPRIO_PRIO_VALUE(IOPRIO_CLASS_RT, 7));
  CHECK(io_priority(io_priority_class::be, 4).value() == IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4));
  CHECK(io_priority(io_priority_class::idle).value() == IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0));
  const io_priority hinted(io_priority_class::be, 1, io_priority_hint::dev_duration_limit_7);
  CHECK(hinted.value() == (IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 1) | 7 << 3));
  static_assert(converts<io_priority_class, io_priority> && !converts<int, io_priority>);
}

TEST_CASE("an I/O priority that an SQE cannot hold is one that the kernel refuses") {
  const std::uint16_t refused = 7 << IOPRIO_CLASS_SHIFT;  // IOPRIO_CLASS_INVALID
  CHECK(io_priority(io_priority_class::be, 8).value() == refused);
  CHECK(io_priority(static_cast<io_priority_class>(8)).value() == refused);
  CHECK(io_priority(io_priority_class::be, 0, static_cast<io_priority_hint>(0x400)).value() ==
        refused);
  CHECK(io_priority(io_priority_class::be, 0, static_cast<io_priority_hint>(0x3ff)).value() !=
        refused);
}

TEST_CASE("a struct statx is named by its address") {
  struct ::statx status{};
  CHECK(statx_out(status).address() == reinterpret_cast<std::uintptr_t>(&status));
}

TEST_CASE("a path is a C string or anything with c_str()") {
  CHECK(path_ref("a/b").c_str() == "a/b"sv);
  const std::string string = "c/d";
  CHECK(path_ref(string).c_str() == string.c_str());
  const std::filesystem::path path = "e/f";
  CHECK(path_ref(path).address() == reinterpret_cast<std::uintptr_t>(path.c_str()));
  static_assert(converts<std::string, path_ref>);
  static_assert(!converts<std::string_view, path_ref> && !converts<std::nullptr_t, path_ref>);
}

TEST_CASE("a duration of any unit becomes seconds and nanoseconds") {
  const auto is = [](timespec_in time, std::int64_t seconds, std::int64_t nanoseconds) {
    return time.value().tv_sec == seconds && time.value().tv_nsec == nanoseconds;
  };
  CHECK(is(0s, 0, 0));
  CHECK(is(5s, 5, 0));
  CHECK(is(1500ms, 1, 500'000'000));
  CHECK(is(2'000'000'001ns, 2, 1));
  CHECK(is(3min, 180, 0));
  CHECK(is(std::chrono::days(2), 172'800, 0));
  CHECK(is(std::chrono::duration<double>(0.25), 0, 250'000'000));
  CHECK(is(std::chrono::duration<std::uint8_t>(200), 200, 0));
  CHECK(is(std::chrono::duration<int, std::ratio<1, 3>>(4), 1, 333'333'334));
  CHECK(is(std::chrono::duration<int, std::ratio<3, 2>>(3), 4, 500'000'000));
}

TEST_CASE("a part of a nanosecond counts as a whole one") {
  using picoseconds = std::chrono::duration<std::int64_t, std::pico>;
  CHECK(timespec_in(picoseconds(1)).value().tv_nsec == 1);
  CHECK(timespec_in(picoseconds(1000)).value().tv_nsec == 1);
  CHECK(timespec_in(picoseconds(1001)).value().tv_nsec == 2);
  const auto nearly = timespec_in(picoseconds(999'999'999'999)).value();
  CHECK(nearly.tv_sec == 1);
  CHECK(nearly.tv_nsec == 0);
  CHECK(timespec_in(std::chrono::duration<double, std::nano>(0.5)).value().tv_nsec == 1);
}

TEST_CASE("a negative duration is none, and one beyond the clock is as long as it can be") {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  for (const timespec_in none :
       {timespec_in(-1ns), timespec_in(-5h), timespec_in(std::chrono::hours::min()),
        timespec_in(std::chrono::duration<double>(-0.5)),
        timespec_in(std::chrono::duration<double>(std::numeric_limits<double>::quiet_NaN()))}) {
    CHECK(none.value().tv_sec == 0);
    CHECK(none.value().tv_nsec == 0);
  }
  const std::chrono::duration<double> forever(std::numeric_limits<double>::infinity());
  const std::chrono::duration<std::uint64_t> unsigned_most(
      std::numeric_limits<std::uint64_t>::max());
  for (const timespec_in longest :
       {timespec_in(std::chrono::hours::max()),
        timespec_in(std::chrono::duration<int64_t, std::ratio<3600>>::max()), timespec_in(forever),
        timespec_in(unsigned_most), timespec_in(std::chrono::seconds::max())}) {
    CHECK(longest.value().tv_sec >= most / 3600 * 3600 - 3600);
    CHECK(longest.value().tv_nsec <= 999'999'999);
  }
  CHECK(timespec_in(std::chrono::nanoseconds::max()).value().tv_sec == most / 1'000'000'000);
}

TEST_CASE("a point in time is its distance from the beginning of its clock") {
  const std::chrono::steady_clock::time_point steady(1234ms);
  CHECK(timespec_in::at(steady).value().tv_sec == 1);
  CHECK(timespec_in::at(steady).value().tv_nsec == 234'000'000);
  const std::chrono::sys_seconds system(1'700'000'000s);
  CHECK(timespec_in::at(system).value().tv_sec == 1'700'000'000);
}

TEST_CASE("a timespec lives inside of the argument, a copy has its own") {
  const timespec_in one = 1s;
  const timespec_in copy = one;
  CHECK(one.address() == reinterpret_cast<std::uintptr_t>(&one.value()));
  CHECK(copy.address() != one.address());
}

TEST_CASE("an address reads back as the text that it was made from") {
  for (const std::string_view text :
       {"127.0.0.1:80"sv, "0.0.0.0:0"sv, "255.255.255.255:65535"sv, "[::1]:80"sv, "[::]:0"sv,
        "[2001:db8::5]:443"sv, "[fe80::1%2]:80"sv, "[::ffff:10.0.0.1]:9"sv, "unix:/run/x.socket"sv,
        "unix:relative"sv, "unix:@abstract"sv, "unix:@with:colon"sv}) {
    INFO(text);
    const auto parsed = address::parse(text);
    REQUIRE(parsed);
    CHECK(text_of(*parsed) == text);
    CHECK(parsed->text().view() == text);
    CHECK(*parsed == *address::parse(text));
  }
}

TEST_CASE("text that is no address is an invalid argument") {
  for (const std::string_view text : {""sv,
                                      "127.0.0.1"sv,
                                      "127.0.0.1:"sv,
                                      "127.0.0.1:65536"sv,
                                      "127.0.0.1:-1"sv,
                                      "127.0.0.1:+1"sv,
                                      "127.0.0.1: 80"sv,
                                      "127.0.0.1:80 "sv,
                                      "127.0.0:80"sv,
                                      "127.0.0.256:80"sv,
                                      "localhost:80"sv,
                                      ":80"sv,
                                      "::1:80"sv,
                                      "[::1]"sv,
                                      "[::1:80"sv,
                                      "[]:80"sv,
                                      "[:80"sv,
                                      "[::g]:80"sv,
                                      "[fe80::1%]:80"sv,
                                      "[fe80::1%lo]:80"sv,
                                      "[127.0.0.1]:80"sv,
                                      "unix:"sv,
                                      "unix:@"sv,
                                      "unix:a\0b"sv,
                                      "127.0.0.1\0:80"sv,
                                      "Unix:/a"sv}) {
    INFO(text);
    const auto parsed = address::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error() == std::errc::invalid_argument);
  }
}

TEST_CASE("a unix-domain name fills its sockaddr and no more") {
  const std::string longest = "unix:" + std::string(107, 'p');
  const auto path = address::parse(longest);
  REQUIRE(path);
  CHECK(path->size() == sizeof(::sockaddr_un));
  CHECK(text_of(*path) == longest);
  CHECK(address::parse(longest + "p").error() == std::errc::filename_too_long);

  const std::string longest_abstract = "unix:@" + std::string(107, 'n');
  const auto abstract = address::parse(longest_abstract);
  REQUIRE(abstract);
  CHECK(abstract->size() == sizeof(::sockaddr_un));
  CHECK(text_of(*abstract) == longest_abstract);
  CHECK(address::parse(longest_abstract + "n").error() == std::errc::filename_too_long);
}

TEST_CASE("addresses are made from their parts") {
  CHECK(text_of(address::loopback(80)) == "127.0.0.1:80");
  CHECK(text_of(address::loopback_ipv6(80)) == "[::1]:80");
  CHECK(text_of(address::any_ipv4(1)) == "0.0.0.0:1");
  CHECK(text_of(address::any_ipv6(2)) == "[::]:2");
  CHECK(address::ipv4("10.1.2.3", 4)->port() == 4);
  CHECK(address::ipv6("::5", 6)->port() == 6);
  CHECK_FALSE(address::ipv4("::5", 6));
  CHECK(address::loopback(80).family() == AF_INET);
  CHECK(address::loopback(80).size() == sizeof(::sockaddr_in));
  CHECK(address::path("/a")->port() == 0);
  CHECK(address().family() == AF_UNSPEC);
  CHECK(address().size() == 0);
  CHECK(text_of(address()) == "none");
}

TEST_CASE("an address is equal to another by what it means, not by its bytes") {
  ::sockaddr_in padded{};
  std::memset(&padded, 0xff, sizeof padded);
  padded.sin_family = AF_INET;
  padded.sin_port = htons(80);
  padded.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const address from_padded(reinterpret_cast<const ::sockaddr*>(&padded), sizeof padded);
  CHECK(from_padded == address::loopback(80));
  CHECK(from_padded != address::loopback(81));
  CHECK(from_padded != address::loopback_ipv6(80));
  CHECK(*address::parse("[fe80::1%1]:80") != *address::parse("[fe80::1%2]:80"));
  CHECK(*address::parse("unix:@a") != *address::parse("unix:a"));

  // What the kernel gives for a path may end in a zero byte or not.
  const address ended = *address::path("/a");
  CHECK(address(ended.data(), ended.size() - 1) == ended);
  CHECK(address() == address());
}

TEST_CASE("an address of an unknown family is kept as it is") {
  std::array<unsigned char, 200> bytes{};
  const ::sa_family_t family = AF_VSOCK;
  std::memcpy(bytes.data(), &family, sizeof family);
  bytes[4] = 7;
  const address value(reinterpret_cast<const ::sockaddr*>(bytes.data()), 16);
  CHECK(value.family() == AF_VSOCK);
  CHECK(value.size() == 16);
  CHECK(std::memcmp(value.data(), bytes.data(), 16) == 0);
  CHECK(text_of(value) == "family 40");
  const address cut(reinterpret_cast<const ::sockaddr*>(bytes.data()), 200);
  CHECK(cut.size() < 128);
}

TEST_CASE("an address is written into room of the caller's, or does not fit") {
  const address value = address::loopback(8080);
  std::array<char, address::text_size> room{};
  CHECK(value.to_chars(room) == "127.0.0.1:8080"sv);
  CHECK(value.to_chars(std::span(room).first(14)) == "127.0.0.1:8080"sv);
  const auto cut = value.to_chars(std::span(room).first(13));
  REQUIRE_FALSE(cut);
  CHECK(cut.error() == std::errc::value_too_large);
}

TEST_CASE("an address to send lives inside of the argument") {
  const address_in argument = address::loopback(80);
  CHECK(argument.pointer() == reinterpret_cast<std::uintptr_t>(argument.value().data()));
  CHECK(argument.pointer() >= reinterpret_cast<std::uintptr_t>(&argument));
  CHECK(argument.pointer() < reinterpret_cast<std::uintptr_t>(&argument + 1));
  CHECK(argument.size() == sizeof(::sockaddr_in));
}

TEST_CASE("the kernel fills an address, again and again") {
  const unique_fd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto name = address::abstract("ringlet-arguments-" + std::to_string(::getpid()));
  REQUIRE(name);
  REQUIRE(::bind(listener.get(), name->data(), name->size()) == 0);

  address filled;
  const address_out argument = filled;
  const auto ask = [&](int socket) {  // as the kernel does it for an operation
    // NOLINTBEGIN(performance-no-int-to-ptr): an SQE has pointers as numbers
    auto* const where = reinterpret_cast<::sockaddr*>(argument.pointer());
    auto* const size = reinterpret_cast<::socklen_t*>(argument.size_pointer());
    // NOLINTEND(performance-no-int-to-ptr)
    return ::getsockname(socket, where, size);
  };
  const unique_fd unnamed(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  REQUIRE(ask(unnamed.get()) == 0);
  CHECK(filled.size() == sizeof(::sa_family_t));
  CHECK(text_of(filled) == "unix:");
  REQUIRE(ask(listener.get()) == 0);
  CHECK(filled == *name);

  const unique_fd internet(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const address any = address::loopback(0);
  REQUIRE(::bind(internet.get(), any.data(), any.size()) == 0);
  REQUIRE(ask(internet.get()) == 0);
  CHECK(filled.family() == AF_INET);
  CHECK(filled.port() != 0);
  CHECK(filled == address::loopback(filled.port()));
}

TEST_CASE("who does not want the address gives the kernel no pointers") {
  CHECK(no_address.pointer() == 0);
  CHECK(no_address.size_pointer() == 0);
}

TEST_CASE("a slot of one entry gives that entry") {
  io_uring_sqe entry{};
  const sqe_slot slot(entry);
  CHECK(&slot.sqe() == &entry);
  CHECK(&slot[0] == &entry);
}

TEST_CASE("a slot of an array gives its entries in turn") {
  std::array<io_uring_sqe, 3> entries{};
  const sqe_slot slot(entries.data(), entries.size());
  for (std::size_t position = 0; position < entries.size(); ++position) {
    CHECK(&slot[position] == &entries[position]);
  }
}

TEST_CASE("a slot of a ring goes on at the ring's beginning, with entries of either size") {
  std::array<io_uring_sqe, 8> entries{};
  const sqe_slot plain(&entries[6], entries.data(), 6, 7, 0);
  CHECK(&plain[0] == &entries[6]);
  CHECK(&plain[1] == &entries[7]);
  CHECK(&plain[2] == &entries[0]);
  CHECK(&plain[3] == &entries[1]);
  const sqe_slot big(&entries[6], entries.data(), 3, 3, 1);
  CHECK(&big[0] == &entries[6]);
  CHECK(&big[1] == &entries[0]);
  CHECK(&big[2] == &entries[2]);
}

TEST_CASE("a negative completion is the error, anything else the value") {
  const cqe_view failed{.res = -ECONNRESET, .flags = 0, .extra = nullptr};
  const cqe_view seven{.res = 7, .flags = 0, .extra = nullptr};
  CHECK(decode_nothing(failed).error() == std::errc::connection_reset);
  CHECK(decode_nothing(seven));
  CHECK(decode_bytes(failed).error() == std::errc::connection_reset);
  CHECK(decode_bytes(seven) == std::size_t{7});
  CHECK(decode_count(seven) == std::size_t{7});
  CHECK(decode_value(failed).error() == std::errc::connection_reset);
  CHECK(decode_value(seven) == 7);
  CHECK(decode_events(failed).error() == std::errc::connection_reset);
  CHECK(decode_events(seven) == 7U);
  CHECK(decode_events<fruit>({.res = 3, .flags = 0, .extra = nullptr}) ==
        (fruit::apple | fruit::pear));
}

TEST_CASE("an error that an operation was asked for is a success") {
  const cqe_view expired{.res = -ETIME, .flags = 0, .extra = nullptr};
  CHECK(decode_nothing_or<ETIME>(expired));
  CHECK((decode_nothing_or<EAGAIN, ETIME>(expired)));
  CHECK(decode_nothing_or<EAGAIN>(expired).error().value() == ETIME);
  CHECK(decode_nothing_or<ETIME>({.res = 0, .flags = 0, .extra = nullptr}));
}

TEST_CASE("a new descriptor is owned from the moment it is decoded") {
  const int descriptor = open_something();
  {
    const auto opened = decode_fd({.res = descriptor, .flags = 0, .extra = nullptr});
    REQUIRE(opened);
    CHECK(opened->get() == descriptor);
  }
  CHECK_FALSE(is_open(descriptor));
  CHECK(decode_fd({.res = -EMFILE, .flags = 0, .extra = nullptr}).error() ==
        std::errc::too_many_files_open);
}

TEST_CASE("a new slot is the one asked for, or else the kernel's choice") {
  const cqe_view chosen{.res = 5, .flags = 0, .extra = nullptr};
  const cqe_view as_asked{.res = 0, .flags = 0, .extra = nullptr};
  CHECK(decode_slot(chosen, any_slot) == direct_slot(5));
  CHECK(decode_slot(as_asked, direct_slot(9)) == direct_slot(9));
  CHECK(decode_slot({.res = -ENFILE, .flags = 0, .extra = nullptr}, any_slot).error() ==
        std::errc::too_many_files_open_in_system);
}

TEST_CASE("the input of a splice says in the splice's own flags that it is a slot") {
  CHECK(splice_input(7).number() == 7);
  CHECK(splice_input(7).splice_flags() == 0);
  CHECK(splice_input(direct_slot(7)).number() == 7);
  CHECK(splice_input(direct_slot(7)).splice_flags() == SPLICE_F_FD_IN_FIXED);
  static_assert(!converts<unique_fd, splice_input>);
  static_assert(converts<const unique_fd&, splice_input>);
}

TEST_CASE("a range of memory is no longer than it was said to be, or does not fit") {
  std::array<std::byte, 16> room{};
  const memory_range whole(room);
  CHECK(whole.address() == reinterpret_cast<std::uintptr_t>(room.data()));
  CHECK(whole.length() == 16);
  CHECK(memory_range(room.data(), 0xffff'ffff).fits());
  CHECK_FALSE(memory_range(room.data(), 0x1'0000'0000).fits());
  CHECK(memory_range(room.data(), 0x1'0000'0000).size() == 0x1'0000'0000);
  static_assert(!converts<std::array<char, 4>, memory_range>);
  static_assert(!converts<std::string_view, memory_range>);
}

TEST_CASE("a struct open_how is as the kernel has it, from flags or from the kernel's own") {
  const ringlet::open_how made{open_flags::creat, resolve_flags::beneath, 0640};
  const struct ::open_how same{.flags = O_CREAT, .mode = 0640, .resolve = RESOLVE_BENEATH};
  const ringlet::open_how taken(same);
  CHECK(std::memcmp(&made, &same, sizeof same) == 0);
  CHECK(std::memcmp(&taken, &same, sizeof same) == 0);
  CHECK(made.address() == reinterpret_cast<std::uintptr_t>(&made));
}

TEST_CASE("the slots of a pipe are those that were asked for, or else those that came") {
  const pipe_slot_choice asked(direct_slot(5));
  CHECK(asked.slots() == pipe_slots{direct_slot(5), direct_slot(6)});
  const pipe_slot_choice any(any_slot);
  const std::array<int, 2> came{3, 1};
  std::memcpy(reinterpret_cast<void*>(any.address()), came.data(), sizeof came);
  CHECK(any.slots() == pipe_slots{direct_slot(3), direct_slot(1)});
}

TEST_CASE("a slot after which there is none takes no pipe") {
  CHECK(pipe_slot_choice(any_slot).fits());
  CHECK(pipe_slot_choice(direct_slot(0xffff'fffc)).fits());
  CHECK_FALSE(pipe_slot_choice(direct_slot(0xffff'fffd)).fits());
  CHECK_FALSE(pipe_slot_choice(direct_slot(0xffff'ffff)).fits());
}

TEST_CASE("both ends of a pipe are owned by whoever decodes them, and closed with it") {
  std::array<int, 2> made{};
  REQUIRE(::pipe2(made.data(), O_CLOEXEC) == 0);
  const pipe_room room;
  std::memcpy(reinterpret_cast<void*>(room.address()), made.data(), sizeof made);
  {
    const auto ends = decode_pipe(cqe_view{.res = 0, .flags = 0, .extra = nullptr}, room);
    REQUIRE(ends);
    CHECK(ends->reader.get() == made[0]);
    CHECK(ends->writer.get() == made[1]);
  }
  CHECK_FALSE(is_open(made[0]));
  CHECK_FALSE(is_open(made[1]));
  const auto failed = decode_pipe(cqe_view{.res = -EMFILE, .flags = 0, .extra = nullptr}, room);
  REQUIRE_FALSE(failed);
  CHECK(failed.error() == std::errc::too_many_files_open);
}

TEST_CASE("a message is not marked with what the other ring would take for its own") {
  for (const std::uint64_t own :
       {std::uint64_t{0x7268'0000'0000'0000}, std::uint64_t{0x726f'ffff'ffff'ffff}}) {
    CHECK_FALSE(foreign_user_data(own).valid());
    const op::msg_ring refused{.receiver = 0, .res = 0, .user_data = own};
    CHECK(refused.check() == std::errc::invalid_argument);
  }
  for (const std::uint64_t other : {std::uint64_t{0}, std::uint64_t{0x7267'ffff'ffff'ffff},
                                    std::uint64_t{0x7270'0000'0000'0000}, ~std::uint64_t{0}}) {
    CHECK(foreign_user_data(other).valid());
    const op::msg_ring taken{.receiver = 0, .res = 0, .user_data = other};
    CHECK_FALSE(taken.check());
  }
}

TEST_CASE("memory is cut into whole buffers, or does not fit") {
  std::array<std::byte, 100> memory{};
  const buffer_pieces pieces(memory, 30);
  CHECK(pieces.address() == reinterpret_cast<std::uintptr_t>(memory.data()));
  CHECK(pieces.size() == 30);
  CHECK(pieces.count() == 3);
  CHECK(buffer_pieces(memory, 0).count() == 0);
  CHECK(buffer_pieces(std::span(memory.data(), std::size_t{0x7fff'ffff}), 1).fits());
  CHECK_FALSE(buffer_pieces(std::span(memory.data(), std::size_t{0x8000'0000}), 1).fits());
}

TEST_CASE("a futex word is an integer of 32 bits or an atomic of one, and nothing else") {
  std::atomic<std::uint32_t> word = 5;
  const ::futex_waitv waiter = futex_waiter(word, 5);
  CHECK(waiter.uaddr == reinterpret_cast<std::uintptr_t>(&word));
  CHECK(waiter.val == 5);
  CHECK(waiter.flags == FUTEX_32);
  CHECK(waiter.__reserved == 0);
  STATIC_REQUIRE(std::is_constructible_v<futex_word, int&>);
  STATIC_REQUIRE(std::is_constructible_v<futex_word, std::atomic<int>&>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<futex_word, std::uint64_t&>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<futex_word, std::atomic<std::uint16_t>&>);
  STATIC_REQUIRE(std::is_constructible_v<futex_word, const std::atomic<std::uint32_t>&>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<futex_word, std::uint32_t>);
}
