// Where frames live, and that the steady state allocates nothing.
#include "helpers.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <memory>
#include <new>
#include <stdexcept>

#include <ringlet/channel.hpp>
#include <ringlet/event.hpp>
#include <ringlet/mutex.hpp>
#include <ringlet/notified.hpp>
#include <ringlet/op/accept.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/poll_add.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/send_zc.hpp>
#include <ringlet/op/write.hpp>
#include <ringlet/semaphore.hpp>
#include <ringlet/shared_channel.hpp>
#include <ringlet/stream.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

// Tests run on one thread, and the counter is of that thread alone.
thread_local std::size_t allocations = 0;

void* counted(std::size_t size, std::size_t alignment) {
  ++allocations;
  void* const memory =
      alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__
          ? std::malloc(size != 0 ? size : 1)
          : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

/// A socket with an address of this machine's own.
class local_socket {
 public:
  explicit local_socket(int type) : socket_(::socket(AF_INET, type | SOCK_CLOEXEC, 0)) {
    socklen_t length = sizeof name_;
    name_.sin_family = AF_INET;
    name_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const name = reinterpret_cast<sockaddr*>(&name_);
    if (::bind(socket_.get(), name, length) != 0 ||
        ::getsockname(socket_.get(), name, &length) != 0) {
      throw std::system_error(errno, std::generic_category(), "a socket");
    }
  }
  void connect_to(const local_socket& other) const {
    const auto* const name = reinterpret_cast<const sockaddr*>(&other.name_);
    if (::connect(socket_.get(), name, sizeof other.name_) != 0) {
      throw std::system_error(errno, std::generic_category(), "connect");
    }
  }
  [[nodiscard]] const unique_fd& fd() const noexcept { return socket_; }

 private:
  sockaddr_in name_{};
  unique_fd socket_;
};

}  // namespace

// Not inline: GCC would see one half of a pair as malloc() or free(), and not the other.
[[gnu::noinline]] void* operator new(std::size_t size) { return counted(size, 1); }
[[gnu::noinline]] void* operator new[](std::size_t size) { return counted(size, 1); }
// Catch2 asks for it, and a sanitizer's own would not go with the deletes below.
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  try {
    return counted(size, 1);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
[[gnu::noinline]] void* operator new[](std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete[](void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete[](void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}

namespace {

struct ledger {
  std::size_t bytes = 0;
  std::size_t most = 0;
  std::size_t blocks = 0;
};

template <class T>
class counting_allocator {
 public:
  using value_type = T;

  explicit counting_allocator(ledger& book) noexcept : book_(&book) {}
  template <class U>
  counting_allocator(const counting_allocator<U>& other) noexcept : book_(&other.book()) {}

  T* allocate(std::size_t count) {
    book_->bytes += count * sizeof(T);
    book_->most = std::max(book_->most, book_->bytes);
    ++book_->blocks;
    return std::allocator<T>().allocate(count);
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    book_->bytes -= count * sizeof(T);
    std::allocator<T>().deallocate(memory, count);
  }
  [[nodiscard]] ledger& book() const noexcept { return *book_; }
  template <class U>
  bool operator==(const counting_allocator<U>& other) const noexcept {
    return book_ == &other.book();
  }

 private:
  ledger* book_;
};

using allocator = counting_allocator<std::byte>;

task<int> from(std::allocator_arg_t, allocator memory, int levels) {
  std::array<char, 300> local{};
  local[0] = static_cast<char>(levels);
  if (levels == 0) {
    (void)co_await op::nop{};
    co_return 0;
  }
  const int below = co_await from(std::allocator_arg, memory, levels - 1);
  co_return below + local[0] / levels;
}

task<> fails_from(std::allocator_arg_t, const allocator&) {
  co_await yield();
  throw std::runtime_error("here");
}

struct session {
  int base;
  task<int> member(std::allocator_arg_t, const allocator&, int more) const {
    co_await yield();
    co_return base + more;
  }
};

/// An allocator without a state of its own.
template <class T>
struct stateless_allocator {
  using value_type = T;
  static inline int live = 0;
  stateless_allocator() = default;
  template <class U>
  stateless_allocator(const stateless_allocator<U>&) noexcept {}
  T* allocate(std::size_t count) {
    ++stateless_allocator<char>::live;
    return std::allocator<T>().allocate(count);
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    --stateless_allocator<char>::live;
    std::allocator<T>().deallocate(memory, count);
  }
  template <class U>
  bool operator==(const stateless_allocator<U>&) const noexcept {
    return true;
  }
};

task<int> stateless(std::allocator_arg_t, stateless_allocator<char>, int value) {
  (void)co_await op::nop{};
  co_return value;
}

task<> waits_from(std::allocator_arg_t, allocator memory, int levels) {
  if (levels == 0) {
    co_await sleep_for(1h);
  } else {
    co_await waits_from(std::allocator_arg, memory, levels - 1);
  }
}

// The type says it: GCC 12 ignores an alignment that a variable in a coroutine asks for by itself.
struct alignas(16) aligned {
  std::array<std::byte, 32> bytes;
};

task<int> aligned_locals() {
  aligned local{};
  (void)co_await op::nop{};
  co_return static_cast<int>(reinterpret_cast<std::uintptr_t>(local.bytes.data()) %
                             alignof(aligned));
}

task<int> child(int value) { co_return value; }
task<int> child_with_operation(int value) {
  (void)co_await op::nop{};
  co_return value;
}

}  // namespace

TEST_CASE("a task takes its frame from the allocator that it is given, and gives every byte back") {
  ledger book;
  {
    ring loop;
    CHECK(loop.run(from(std::allocator_arg, allocator(book), 10)) == 10);
    CHECK(book.blocks == 11);
    CHECK(book.most > 11 * sizeof(detail::task_promise));
    CHECK(book.bytes == 0);
  }
  CHECK(book.bytes == 0);
}

TEST_CASE("frames of an allocator go back when the task throws, is dropped, or dies on the way") {
  ledger book;
  const allocator memory(book);
  {
    ring loop;
    CHECK_THROWS_WITH(loop.run(fails_from(std::allocator_arg, memory)), "here");
    CHECK(book.bytes == 0);
    {
      const auto dropped = from(std::allocator_arg, memory, 1);
    }
    CHECK(book.bytes == 0);
    loop.spawn(waits_from(std::allocator_arg, memory, 20));
    (void)loop.poll();
    CHECK(book.bytes != 0);
  }
  CHECK(book.bytes == 0);
}

TEST_CASE("a member function and a lambda take an allocator too") {
  ledger book;
  const allocator memory(book);
  ring loop;
  const session here{.base = 40};
  CHECK(loop.run(here.member(std::allocator_arg, memory, 2)) == 42);
  const auto lambda = [](std::allocator_arg_t, const allocator&, int value) -> task<int> {
    co_await yield();
    co_return value;
  };
  CHECK(loop.run(lambda(std::allocator_arg, memory, 3)) == 3);
  CHECK(book.blocks == 2);
  CHECK(book.bytes == 0);
}

TEST_CASE("an allocator may have no state") {
  ring loop;
  CHECK(loop.run(stateless(std::allocator_arg, {}, 9)) == 9);
  CHECK(stateless_allocator<char>::live == 0);
}

TEST_CASE("frames are aligned as operator new's memory is") {
  ring loop;
  CHECK(loop.run(aligned_locals()) == 0);
}

TEST_CASE("in the steady state operations, deadlines, cancels and tasks allocate nothing") {
  const pipe_ends pipe;
  ring loop;
  std::size_t during = 0;
  loop.run([&]() -> task<> {
    std::array<char, 8> room{};
    for (int round = 0; round < 20; ++round) {
      const std::size_t before = allocations;
      for (int i = 0; i < 200; ++i) {
        (void)co_await op::nop{};
        (void)co_await within(1h, op::nop{});
        (void)co_await child(i);
        (void)co_await child_with_operation(i);
        (void)co_await linked(op::nop{}, op::nop{});
        (void)co_await link_timeout(1h, op::nop{});
        co_await sleep_for(0s);
        co_await yield();
        cancel_id id;
        loop.spawn(
            [](cancel_id& name, int file, std::array<char, 8>& into) -> task<> {
              (void)co_await with_id(name, op::read{.file = file, .buffer = into});
            },
            std::ref(id), pipe.reading.get(), std::ref(room));
        co_await yield();
        (void)co_await cancel(id);
      }
      (void)co_await within(1ms, op::read{.file = pipe.reading, .buffer = room});
      // The first rounds fill the pool, and the last one shows what it is for.
      during = allocations - before;
    }
  });
  loop.run();
  if (frame_pool::recycles) {
    CHECK(during == 0);
  }
}

TEST_CASE("tasks and threads that wait for each other allocate nothing") {
  ring loop;
  channel<int> items(2);
  shared_channel<int> shared(2);
  event happened(event_reset::automatic);
  mutex wanted;
  semaphore places(1);
  std::size_t during = 0;
  for (int i = 0; i < 2; ++i) {
    loop.spawn([&]() -> task<> {
      while (auto item = co_await items.receive()) {
        const auto held = co_await wanted.lock();
        const auto place = co_await places.hold();
        co_await yield();
        happened.set();
      }
    });
    loop.spawn([&]() -> task<> {
      while (auto item = co_await shared.receive()) co_await yield();
    });
  }
  loop.run([&]() -> task<> {
    for (int round = 0; round < 5; ++round) {
      const std::size_t before = allocations;
      for (int i = 0; i < 100; ++i) {
        (void)co_await items.send(i);
        (void)co_await within(1h, shared.send(i));
        (void)co_await within(1h, happened.wait());
        (void)co_await within(1us, wanted.lock());
      }
      during = allocations - before;
    }
    items.close();
    shared.close();
  });
  loop.run();
  CHECK(during == 0);
}

TEST_CASE("a full queue, overflow and the polling of a ring allocate nothing either") {
  ring loop(ring_options{.entries = 2, .cq_entries = 2});
  std::size_t during = 0;
  int ended = 0;
  for (int i = 0; i < 50; ++i) {
    loop.spawn([&]() -> task<> {
      for (int round = 0; round < 100; ++round) (void)co_await within(1h, op::nop{});
      ++ended;
    });
  }
  for (int i = 0; i < 20; ++i) (void)loop.poll();
  const std::size_t before = allocations;
  while (ended == 0) (void)loop.poll();
  during = allocations - before;
  CHECK(during == 0);
  loop.run();
  CHECK(ended == 50);
}

TEST_CASE("in the steady state streams and notified operations allocate nothing") {
  const unique_fd event(::eventfd(0, EFD_CLOEXEC));
  const local_socket socket(SOCK_DGRAM);
  socket.connect_to(socket);
  ring loop;
  const bool has_streams = loop.supports<op::poll_add_multishot>();
  std::size_t during = 0;
  loop.run([&]() -> task<> {
    for (int round = 0; round < 20; ++round) {
      const std::size_t before = allocations;
      if (has_streams) {
        stream readable(op::poll_add_multishot{.file = event, .events = poll_events::in});
        for (int i = 0; i < 20; ++i) {
          std::uint64_t count = 1;
          (void)!::write(event.get(), &count, sizeof count);
          (void)co_await readable.next();
          (void)!::read(event.get(), &count, sizeof count);
        }
      }
      notified sending(op::send_zc{.socket = socket.fd(), .buffer = "text"});
      (void)co_await sending.sent();
      (void)co_await sending.returned();
      (void)co_await op::send_zc{.socket = socket.fd(), .buffer = "text"};
      during = allocations - before;
    }
  });
  if (frame_pool::recycles) {
    CHECK(during == 0);
  }
}

TEST_CASE("a stream that nobody reads stays within the memory that its ring has set aside") {
  const local_socket listener(SOCK_STREAM);
  REQUIRE(::listen(listener.fd().get(), 1024) == 0);
  ring loop(ring_options{.entries = 8, .cq_entries = 32});
  if (!loop.supports<op::accept_multishot>()) return skip("this kernel has no such accept");
  // One after the other, which the kernel could go on with for ever; and all at once. Several
  // times, because what was read has to leave its place to others.
  for (int round = 0; round < 8; ++round) {
    CAPTURE(round);
    const bool at_once = round % 2 != 0;
    constexpr std::size_t many = 200;
    std::vector<std::unique_ptr<local_socket>> clients;
    for (std::size_t i = 0; i <= many; ++i) {
      clients.push_back(std::make_unique<local_socket>(SOCK_STREAM));
    }
    std::size_t during = 0;
    std::size_t taken = 0;
    loop.run([&]() -> task<> {
      stream connections(op::accept_multishot{.socket = listener.fd()});
      clients[0]->connect_to(listener);
      (void)co_await connections.next();
      const std::size_t before = allocations;
      for (std::size_t i = 1; i <= many; ++i) {
        clients[i]->connect_to(listener);
        if (!at_once) co_await yield();
      }
      for (int turn = 0; turn < 20; ++turn) co_await yield();
      while (co_await within(1s, connections.next())) {
        if (++taken == many) break;
      }
      during = allocations - before;
    });
    CHECK(during == 0);
    CHECK(taken == many);
  }
}

TEST_CASE("what an operation leaves in its frame is small") {
  // A frame holds the operation and its completion and nothing else.
  CHECK(sizeof(operation<op::nop>) <= sizeof(detail::completion) + 2 * sizeof(void*));
  CHECK(sizeof(operation<op::read>) <=
        sizeof(detail::completion) + sizeof(op::read) + sizeof(void*));
}
