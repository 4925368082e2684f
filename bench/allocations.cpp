// The heap in the steady state: nothing may come from it, whatever a program does.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "benchmarks.hpp"
#include "workloads.hpp"

namespace bench {

cancels::cancels() : pipe_{-1, -1} {
  if (::pipe(pipe_) != 0) give_up("pipe", errno);
}
cancels::~cancels() {
  ::close(pipe_[0]);
  ::close(pipe_[1]);
}

ringlet::task<> cancels::reads(std::uint64_t count) {
  char room[16];
  for (left_ = count; left_ != 0; --left_) {
    const auto got =
        co_await ringlet::with_id(id_, ringlet::op::read{.file = pipe_[0], .buffer = room});
    expect(!got && got.error() == std::errc::operation_canceled, "a cancelled read");
  }
}

// A cancel may be answered before the read that it ended: then the next one finds the same read,
// and the reader says when it is enough.
ringlet::task<> cancels::ends() {
  while (left_ != 0) {
    if (id_.live()) {
      const auto asked = co_await ringlet::cancel(id_);
      expect(asked.has_value(), "a cancel");
    } else {
      co_await ringlet::yield();
    }
  }
}

void cancels::run(std::uint64_t count) {
  loop_.spawn(reads(count));
  loop_.spawn(ends());
  loop_.run();
}

namespace {

/// Connections that are accepted, answered once and closed, each with a task of its own.
class visits {
 public:
  visits() : listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    // Without a path the kernel finds a name.
    where_.sun_family = AF_UNIX;
    auto* const address = reinterpret_cast<sockaddr*>(&where_);
    if (::bind(listener_.get(), address, sizeof where_.sun_family) != 0 ||
        ::listen(listener_.get(), 1) != 0 || ::getsockname(listener_.get(), address, &size_) != 0) {
      give_up("a listening socket", errno);
    }
  }

  void run(std::uint64_t count) {
    loop_.spawn(serves(count));
    loop_.spawn(comes(count));
    loop_.run();
  }

 private:
  ringlet::task<> serves(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      auto peer = co_await ringlet::op::accept{.socket = listener_};
      expect(peer.has_value(), "accept");
      loop_.spawn(session(*std::move(peer)));
    }
  }
  static ringlet::task<> session(ringlet::unique_fd peer) {
    std::array<std::byte, 64> buffer;
    const auto received = co_await ringlet::op::recv{.socket = peer, .buffer = buffer};
    expect(received == 1, "recv");
    const auto sent =
        co_await ringlet::op::send{.socket = peer, .buffer = std::span(buffer).first(1)};
    expect(sent == 1, "send");
    const auto closed = co_await ringlet::op::close{std::move(peer)};
    expect(closed.has_value(), "close");
  }
  ringlet::task<> comes(std::uint64_t count) {
    std::array<std::byte, 1> byte{};
    for (std::uint64_t i = 0; i < count; ++i) {
      const ringlet::unique_fd own(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
      if (::connect(own.get(), reinterpret_cast<const sockaddr*>(&where_), size_) != 0) {
        give_up("connect", errno);
      }
      expect(co_await ringlet::op::send{.socket = own, .buffer = byte} == 1, "send");
      expect(co_await ringlet::op::recv{.socket = own, .buffer = byte} == 1, "recv");
    }
  }

  ringlet::unique_fd listener_;
  sockaddr_un where_{};
  socklen_t size_ = sizeof where_;
  ringlet::ring loop_;
};

}  // namespace

void measure_allocations(report& found, const settings& /*how*/) {
  const auto add = [&](const char* name, const char* what, double count) {
    found.add(plain_figure(std::string("allocations.") + name, what, "allocations", count));
  };
  {
    nops ours(256);
    // The figure is for one operation of the second run, so what spawning takes counts as well.
    add("operation", "an operation", allocations_of([&](auto n) { ours.plain(n / 256); }, 256'000));
    add("within", "an operation within a deadline",
        allocations_of([&](auto n) { ours.within(n / 256); }, 256'000));
  }
  {
    cancels ours;
    add("cancel", "a read that is cancelled", allocations_of([&](auto n) { ours.run(n); }, 10'000));
  }
  tasks ours;
  add("child", "a child task", allocations_of([&](auto n) { ours.children(n); }, 100'000));
  add("spawn", "a spawned task", allocations_of([&](auto n) { ours.spawned(n); }, 100'000));

  {
    visits both;
    add("connection", "a connection of a byte there and back, both ends",
        allocations_of([&](auto n) { both.run(n); }, 10'000));
  }

  // A counter that counts nothing would find all of the above faultless.
  const allocation_count before = allocations();
  auto* volatile one = new int(1);
  delete one;
  void* volatile other = std::malloc(16);
  std::free(other);
  const allocation_count after = allocations();
  expect(after.news == before.news + 1 && after.mallocs == before.mallocs + 1,
         "the allocation counter sees no allocations");
}

}  // namespace bench
