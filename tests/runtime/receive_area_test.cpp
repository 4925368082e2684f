#include "buffers.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <ringlet/receive_area.hpp>
#include <ringlet/stream.hpp>

#include <list>
#include <memory>
#include <optional>
#include <thread>

// The kernel's structures: liburing has all of them since 2.15, and a newer kernel's header has
// them in a file of its own, which cannot be included beside those of liburing.
#if !defined(IORING_ZCRX_AREA_SHIFT) && __has_include(<linux/io_uring/zcrx.h>)
#include <linux/io_uring/zcrx.h>
#define KERNEL_HAS_ZCRX
#elif __has_include(<liburing/io_uring_version.h>)
#include <liburing/io_uring_version.h>
#if IO_URING_VERSION_MAJOR > 2 || IO_URING_VERSION_MINOR >= 15
#define KERNEL_HAS_ZCRX
#endif
#endif

using namespace ringlet;
using namespace helpers;

#ifdef KERNEL_HAS_ZCRX
namespace ours = ringlet::detail::zcrx;
static_assert(sizeof(ours::rqe) == sizeof(::io_uring_zcrx_rqe));
static_assert(sizeof(ours::offsets) == sizeof(::io_uring_zcrx_offsets));
static_assert(sizeof(ours::area_reg) == sizeof(::io_uring_zcrx_area_reg));
static_assert(sizeof(ours::ifq_reg) == sizeof(::io_uring_zcrx_ifq_reg));
static_assert(offsetof(ours::ifq_reg, zcrx_id) == offsetof(::io_uring_zcrx_ifq_reg, zcrx_id));
static_assert(sizeof(ours::ctrl) == sizeof(::zcrx_ctrl));
static_assert(ours::reg_nodev == ::ZCRX_REG_NODEV);
static_assert(ours::ctrl_flush_rq == ::ZCRX_CTRL_FLUSH_RQ);
static_assert(ours::area_mask == IORING_ZCRX_AREA_MASK);
#endif

namespace {

/// The multishot receive into an area, filled by hand.
struct recv_area {
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::size_t cqe_size = 32;
  static constexpr bool multishot = true;
  static constexpr bool ends_at_zero = true;
  static constexpr std::array<rearm_rule, 1> rearms{{{ENOMEM, rearm::buffer}}};
  int socket;
  area_source buffers;

  void encode(sqe_slot slot) const noexcept {
    io_uring_sqe& sqe = slot.sqe();
    sqe.opcode = 58;  // IORING_OP_RECV_ZC
    sqe.fd = socket;
    sqe.file_index = buffers.id();  // sqe.zcrx_ifq_idx
    sqe.ioprio = IORING_RECV_MULTISHOT;
  }
  [[nodiscard]] result<area_lease> decode(cqe_view cqe) const noexcept {
    return decode_area_lease(cqe, buffers);
  }
};

/// Two ends of a TCP connection over the loopback interface.
struct connection {
  unique_fd near;
  unique_fd far;

  connection() {
    const unique_fd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    ::sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    auto* const name = reinterpret_cast<::sockaddr*>(&place);
    ::socklen_t size = sizeof place;
    far.reset(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::bind(listener.get(), name, size) != 0 || ::listen(listener.get(), 1) != 0 ||
        ::getsockname(listener.get(), name, &size) != 0 || ::connect(far.get(), name, size) != 0) {
      throw std::system_error(errno, std::generic_category(), "a TCP connection");
    }
    near.reset(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  }
};

std::string pattern(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i * 31 + i / 251);
  return text;
}

/// A ring that such an area may be on; none on kernels without big CQEs.
std::unique_ptr<ring> make_ring() {
  try {
    return std::make_unique<ring>(
        ring_options{.completions = taskrun::deferred, .big_cqes = cqe_entries::big});
  } catch (const std::system_error& error) {
    skip(error.what());
    return nullptr;
  }
}

/// An area, where this kernel and this user can have one.
std::unique_ptr<receive_area> make(ring& loop, std::size_t size,
                                   receive_area_options options = {}) {
  try {
    return std::make_unique<receive_area>(loop, size, options);
  } catch (const std::system_error& error) {
    const std::string what = error.what();
    INFO(what);
    REQUIRE((error.code() == std::errc::invalid_argument ||
             error.code() == std::errc::operation_not_permitted ||
             error.code() == std::errc::operation_not_supported));
    REQUIRE(what.find("Linux 7.1") != std::string::npos);
    REQUIRE(what.find("CAP_NET_ADMIN") != std::string::npos);
    skip(what);
    return nullptr;
  }
}

}  // namespace

TEST_CASE("what the peer sends lies in the area") {
  const auto loop = make_ring();
  if (!loop) return;
  const auto area = make(*loop, 65536);
  if (!area) return;
  const connection tcp;
  REQUIRE(::send(tcp.far.get(), "hello", 5, MSG_NOSIGNAL) == 5);
  loop->run([&]() -> task<> {
    stream received(recv_area{tcp.near.get(), *area});
    auto came = co_await received.next();
    expect_value(came);
    if (!came) co_return;
    CHECK(text_of(came->bytes()) == "hello");
    CHECK(came->data() >= area->memory().data());
    CHECK(came->data() < area->memory().data() + area->memory().size());
    CHECK(area->leased() == 1);
  });
  CHECK(area->leased() == 0);
}

TEST_CASE("much more than the area holds comes through it whole, and then the end") {
  const auto loop = make_ring();
  if (!loop) return;
  for (const std::uint32_t entries : {0U, 4U}) {
    CAPTURE(entries);
    const auto area = make(*loop, 64 * 4096, {.refill_entries = entries});
    if (!area) return;
    const connection tcp;
    const std::string sent = pattern(1'000'000);
    std::thread peer([&] {
      for (std::size_t gone = 0; gone < sent.size();) {
        const ssize_t now =
            ::send(tcp.far.get(), sent.data() + gone, sent.size() - gone, MSG_NOSIGNAL);
        if (now <= 0) break;
        gone += static_cast<std::size_t>(now);
      }
      ::shutdown(tcp.far.get(), SHUT_WR);
    });
    std::string came;
    std::error_code why;
    loop->run([&]() -> task<> {
      stream received(recv_area{tcp.near.get(), *area});
      std::list<area_lease> kept;  // some, so that they go back late and out of order
      while (auto bytes = co_await received.next()) {
        came += text_of(bytes->bytes());
        kept.push_back(*std::move(bytes));
        if (kept.size() == 8) kept.erase(std::next(kept.begin(), 3));
      }
      why = received.why_ended();
    });
    peer.join();
    CHECK(why == std::error_code());
    CHECK(came.size() == sent.size());
    CHECK((came == sent));
    CHECK(area->leased() == 0);
  }
}

TEST_CASE("a stream waits while all of the area is leased") {
  const auto loop = make_ring();
  if (!loop) return;
  const auto area = make(*loop, 4 * 4096);
  if (!area) return;
  const connection tcp;
  const std::string sent = pattern(20 * 4096);
  REQUIRE(::send(tcp.far.get(), sent.data(), sent.size(), MSG_NOSIGNAL) ==
          static_cast<ssize_t>(sent.size()));
  std::string came;
  loop->run([&]() -> task<> {
    stream received(recv_area{tcp.near.get(), *area});
    std::list<area_lease> kept;
    while (came.size() < sent.size()) {
      auto bytes = co_await within(100ms, received.next());
      if (!bytes) {
        expect_error(bytes, std::errc::timed_out);
        if (kept.empty()) co_return;
        kept.pop_back();  // it goes on with what this returns
        continue;
      }
      came += text_of(bytes->bytes());
      kept.push_back(*std::move(bytes));
    }
  });
  CHECK((came == sent));
  // And at once, not after a pause.
  CHECK(requests(*loop, IORING_OP_TIMEOUT) == 0);
}

TEST_CASE("a lease of an area stays good when the area and the ring are gone") {
  auto loop = make_ring();
  if (!loop) return;
  auto area = make(*loop, 65536);
  if (!area) return;
  const connection tcp;
  std::optional<area_lease> kept;
  REQUIRE(::send(tcp.far.get(), "for ever", 8, MSG_NOSIGNAL) == 8);
  loop->run([&]() -> task<> {
    stream received(recv_area{tcp.near.get(), *area});
    auto came = co_await received.next();
    expect_value(came);
    if (came) kept = *std::move(came);
  });
  area.reset();
  REQUIRE(kept);
  CHECK(text_of(kept->bytes()) == "for ever");
  loop.reset();
  CHECK(text_of(kept->bytes()) == "for ever");
}

TEST_CASE("a ring without big completions is refused an area, in words") {
  ring loop;
  try {
    const receive_area area(loop, 65536);
    FAIL_CHECK("it was possible");
  } catch (const std::system_error& error) {
    CHECK(std::string(error.what()).find("big CQEs") != std::string::npos);
  }
  CHECK_THROWS_AS(receive_area(loop, 0), std::system_error);
}
