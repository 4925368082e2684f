// ringlet's operations for Asio's completion tokens, and a ring inside of an io_context.
#include "runtime/buffers.hpp"
#include "runtime/helpers.hpp"

#include <asio/awaitable.hpp>
#include <asio/bind_cancellation_slot.hpp>
#include <asio/bind_executor.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/error.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/io_context.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/system_error.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/use_future.hpp>
#if __has_include(<asio/deferred.hpp>)
#include <asio/deferred.hpp>
#else
#include <asio/experimental/deferred.hpp>
#endif

#include <array>
#include <concepts>
#include <cstddef>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include <ringlet/asio.hpp>
#include <ringlet/ringlet.hpp>

using namespace ringlet;
using namespace helpers;

namespace {

#if __has_include(<asio/deferred.hpp>)
constexpr auto deferred = asio::deferred;
#else
constexpr auto deferred = asio::experimental::deferred;
#endif

template <class Given>
using signature = detail::asio_form<Given>::signature;

static_assert(std::same_as<signature<result<>>, void(std::error_code)>);
static_assert(std::same_as<signature<result<int>>, void(std::error_code, int)>);
static_assert(std::same_as<signature<result<direct_slot>>,
                           void(std::error_code, std::optional<direct_slot>)>);
static_assert(std::same_as<signature<transferred>, void(transferred)>);

/// A ring that an io_context drives.
struct driven {
  ring loop;
  asio::io_context context;
  asio_driver driver{context, loop};
};

/// Tells when it is destroyed.
class witness {
 public:
  explicit witness(bool& gone) noexcept : gone_(&gone) {}
  witness(witness&& other) noexcept : gone_(std::exchange(other.gone_, nullptr)) {}
  witness& operator=(witness&&) = delete;
  ~witness() {
    if (gone_ != nullptr) *gone_ = true;
  }

 private:
  bool* gone_;
};

/// Whether everything of an operation is gone from the kernel: a byte is not taken by it any more.
bool takes_nothing(const socket_ends& ends) {
  ends.put("x");
  std::array<char, 4> there{};
  return ::recv(ends.reading.get(), there.data(), there.size(), MSG_DONTWAIT) == 1;
}

}  // namespace

TEST_CASE("a function is called with what an operation gives, and not before async has returned") {
  driven on;
  const socket_ends ends;
  ends.put("hello");
  std::array<char, 64> room{};
  bool returned = false;
  std::string received;
  async(on.loop, op::recv{.socket = ends.reading, .buffer = room},
        [&](std::error_code error, std::size_t bytes) {
          CHECK(returned);
          CHECK(!error);
          received.assign(room.data(), bytes);
        });
  returned = true;
  on.context.run();
  CHECK(received == "hello");
}

TEST_CASE("an error is one of Asio's") {
  driven on;
  std::array<char, 4> room{};
  std::error_code found;
  async(on.loop, op::read{.file = 12345678, .buffer = room},
        [&](std::error_code error, std::size_t) { found = error; });
  on.context.run();
  CHECK(found == asio::error::bad_descriptor);
}

TEST_CASE("what is refused without the kernel is not told before async has returned either") {
  driven on;
  bool returned = false;
  std::error_code found;
  cancel_id stale;
  async(on.loop, cancel(stale), [&](std::error_code error) {
    CHECK(returned);
    found = error;
  });
  returned = true;
  on.context.run();
  CHECK(found.value() == ENOENT);
}

TEST_CASE("a future gets the value or throws the error") {
  driven on;
  std::array<char, 4> room{};
  auto opened =
      async(on.loop, op::socket{.domain = socket_domain::unix_, .type = socket_type::stream},
            asio::use_future);
  auto failed = async(on.loop, op::read{.file = 12345678, .buffer = room}, asio::use_future);
  on.context.run();
  if (on.loop.supports<op::socket>()) {
    const unique_fd socket = opened.get();
    CHECK(::fcntl(socket.get(), F_GETFD) >= 0);
  }
  try {
    (void)failed.get();
    FAIL_CHECK("it succeeded");
  } catch (const std::system_error& error) {
    CHECK(error.code() == asio::error::bad_descriptor);
  }
}

TEST_CASE("a future is waited for on another thread than the ring's") {
  driven on;
  auto done = asio::co_spawn(
      on.context,
      [&]() -> asio::awaitable<int> {
        co_await async(on.loop, op::nop{}, asio::use_awaitable);
        co_return 5;
      },
      asio::use_future);
  std::thread other([&] { on.context.run(); });
  CHECK(done.get() == 5);
  other.join();
}

TEST_CASE("a coroutine of Asio's awaits operations, and exceptions are its errors") {
  driven on;
  const socket_ends ends;
  std::string received;
  asio::co_spawn(
      on.context,
      [&]() -> asio::awaitable<void> {
        std::array<char, 8> room{};
        const auto bytes = co_await async(on.loop, op::recv{.socket = ends.reading, .buffer = room},
                                          asio::use_awaitable);
        received.assign(room.data(), bytes);
        try {
          (void)co_await async(on.loop,
                               within(1ms, op::recv{.socket = ends.reading, .buffer = room}),
                               asio::use_awaitable);
          FAIL_CHECK("it received");
        } catch (const asio::system_error& error) {
          CHECK(error.code() == asio::error::timed_out);
        }
        std::error_code error;
        (void)co_await async(on.loop, op::recv{.socket = 12345678, .buffer = room},
                             asio::redirect_error(asio::use_awaitable, error));
        CHECK(error == asio::error::bad_descriptor);
      },
      asio::detached);
  asio::co_spawn(
      on.context,
      [&]() -> asio::awaitable<void> {
        (void)co_await async(on.loop, op::send{.socket = ends.writing, .buffer = "hello"},
                             asio::use_awaitable);
      },
      asio::detached);
  on.context.run();
  CHECK(received == "hello");
}

TEST_CASE("what is deferred begins when it is called") {
  driven on;
  const socket_ends ends;
  auto later = async(on.loop, op::send{.socket = ends.writing, .buffer = "late"}, deferred);
  on.context.run();
  on.context.restart();
  std::array<char, 8> there{};
  CHECK(::recv(ends.reading.get(), there.data(), there.size(), MSG_DONTWAIT) == -1);
  std::size_t sent = 0;
  std::move(later)([&](std::error_code, std::size_t bytes) { sent = bytes; });
  on.context.run();
  CHECK(sent == 4);
  CHECK(::recv(ends.reading.get(), there.data(), there.size(), MSG_DONTWAIT) == 4);
}

TEST_CASE("a cancellation signal ends the operation, and is of no use before and after") {
  driven on;
  const socket_ends ends;
  std::array<char, 8> room{};
  asio::cancellation_signal signal;
  std::error_code found;
  asio::steady_timer timer(on.context, 2ms);
  signal.emit(asio::cancellation_type::total);  // before there is anything
  async(on.loop, op::recv{.socket = ends.reading, .buffer = room},
        asio::bind_cancellation_slot(signal.slot(),
                                     [&](std::error_code error, std::size_t) { found = error; }));
  timer.async_wait([&](std::error_code) {
    CHECK(!found);
    signal.emit(asio::cancellation_type::none);
    signal.emit(asio::cancellation_type::partial);
    signal.emit(asio::cancellation_type::terminal);  // once more changes nothing
  });
  on.context.run();
  CHECK(found == asio::error::operation_aborted);
  signal.emit(asio::cancellation_type::terminal);
  CHECK(takes_nothing(ends));
}

TEST_CASE("a signal may die before the operation that it could have ended") {
  driven on;
  const socket_ends ends;
  std::array<char, 8> room{};
  std::size_t received = 0;
  {
    asio::cancellation_signal signal;
    async(on.loop, op::recv{.socket = ends.reading, .buffer = room},
          asio::bind_cancellation_slot(
              signal.slot(), [&](std::error_code, std::size_t bytes) { received = bytes; }));
  }
  ends.put("x");
  on.context.run();
  CHECK(received == 1);
}

TEST_CASE("of an operation and a timer of Asio's the first one cancels the other") {
  using namespace asio::experimental::awaitable_operators;
  driven on;
  const socket_ends ends;
  std::array<char, 8> room{};
  std::size_t first = 9;
  std::size_t second = 9;
  asio::co_spawn(
      on.context,
      [&]() -> asio::awaitable<void> {
        asio::steady_timer timer(on.context, 2ms);
        const op::recv receive{.socket = ends.reading, .buffer = room};
        const auto slow = co_await (async(on.loop, receive, asio::use_awaitable) ||
                                    timer.async_wait(asio::use_awaitable));
        first = slow.index();
        ends.put("x");
        timer.expires_after(1h);
        const auto quick = co_await (async(on.loop, receive, asio::use_awaitable) ||
                                     timer.async_wait(asio::use_awaitable));
        second = quick.index();
      },
      asio::detached);
  on.context.run();
  CHECK(first == 1);
  CHECK(second == 0);
}

TEST_CASE("many operations are under way at once, in a small queue") {
  const int many = fewer(2000);
  ring loop(ring_options{.entries = 8});
  asio::io_context context;
  asio_driver driver(context, loop);
  const socket_ends ends;
  int succeeded = 0;
  for (int i = 0; i < many; ++i) {
    async(loop, op::nop{}, [&](std::error_code error) {
      if (error) return;
      async(loop, op::poll_add{.file = ends.writing, .events = poll_events::out},
            [&](std::error_code second, poll_events) { succeeded += second ? 0 : 1; });
    });
  }
  context.run();
  CHECK(succeeded == many);
}

TEST_CASE("a chain gives its results, and a whole transfer how far it got") {
  driven on;
  const socket_ends ends;
  ends.put("abc");
  std::array<char, 3> room{};
  bool chained = false;
  std::size_t got = 0;
  async(on.loop, linked(op::nop{}, op::nop{}), [&](auto results) {
    const auto& [first, second] = results;
    chained = first && second;
  });
  async(on.loop, recv_exactly(ends.reading, room), [&](transferred all) { got = all.bytes(); });
  on.context.run();
  CHECK(chained);
  CHECK(got == 3);
}

TEST_CASE("a handler is called by its own executor, and that context waits for it") {
  driven on;
  asio::io_context elsewhere;
  bool called = false;
  const socket_ends ends;
  std::array<char, 8> room{};
  async(on.loop, op::recv{.socket = ends.reading, .buffer = room},
        asio::bind_executor(elsewhere, [&](std::error_code, std::size_t) { called = true; }));
  CHECK(elsewhere.poll() == 0);
  CHECK(!elsewhere.stopped());  // the handler is to come
  ends.put("x");
  on.context.run();
  CHECK(!called);
  CHECK(elsewhere.run() == 1);
  CHECK(called);
}

TEST_CASE("an io_context that dies with operations in flight destroys their handlers uncalled") {
  ring loop;
  const socket_ends ends;
  std::array<char, 64> room{};
  bool gone = false;
  bool coroutine_gone = false;
  bool called = false;
  {
    asio::io_context context;
    asio_driver driver(context, loop);
    async(loop, op::recv{.socket = ends.reading, .buffer = room},
          [kept = witness(gone), &called](std::error_code, std::size_t) { called = true; });
    asio::co_spawn(
        context,
        [&]() -> asio::awaitable<void> {
          const witness local(coroutine_gone);
          std::array<char, 64> own{};
          (void)co_await async(loop, op::recv{.socket = ends.reading, .buffer = own},
                               asio::use_awaitable);
        },
        asio::detached);
    context.run_for(2ms);
    CHECK(!gone);
    CHECK(!coroutine_gone);
  }
  CHECK(gone);
  CHECK(coroutine_gone);
  CHECK(!called);
  CHECK(takes_nothing(ends));
  // The ring goes on.
  CHECK(loop.run([]() -> task<bool> { co_return (co_await op::nop{}).has_value(); }));
}

TEST_CASE("a ring that dies with operations in flight destroys their handlers uncalled") {
  asio::io_context context;
  const socket_ends ends;
  std::array<char, 64> room{};
  bool gone = false;
  bool coroutine_gone = false;
  {
    ring loop;
    asio_driver driver(context, loop);
    async(loop, op::recv{.socket = ends.reading, .buffer = room},
          [kept = witness(gone)](std::error_code, std::size_t) {});
    asio::co_spawn(
        context,
        [&]() -> asio::awaitable<void> {
          const witness local(coroutine_gone);
          (void)co_await async(loop, op::recv{.socket = ends.reading, .buffer = room},
                               asio::use_awaitable);
        },
        asio::detached);
    context.run_for(2ms);
  }
  CHECK(gone);
  context.run();  // where Asio unwinds its coroutine
  CHECK(coroutine_gone);
  CHECK(takes_nothing(ends));
}

TEST_CASE("tasks of the ring's run in the io_context, and their deadlines") {
  driven on;
  const socket_ends ends;
  std::array<char, 8> room{};
  bool late = false;
  on.loop.spawn([&]() -> task<> {
    const auto got = co_await within(3ms, op::recv{.socket = ends.reading, .buffer = room});
    late = !got && got.error() == std::errc::timed_out;
    co_await sleep_for(1ms);
  });
  on.driver.poll_soon();
  on.context.run();
  CHECK(late);
  CHECK(!on.loop.busy());
}

TEST_CASE("a buffer that is given back in a handler goes to a stream that waits for it") {
  const socket_ends first;
  const socket_ends second;
  driven on;
  buffer_ring buffers(on.loop, 1, 64);
  first.put("first");
  second.put("second");
  std::optional<lease> kept;
  std::string received;
  async(on.loop, op::recv_select{.socket = first.reading, .buffers = buffers},
        [&](std::error_code error, lease came) {
          CHECK(!error);
          kept = std::move(came);
        });
  on.loop.spawn([&]() -> task<> {
    auto messages = stream(op::recv_multishot{.socket = second.reading, .buffers = buffers});
    auto message = co_await within(5s, messages.next());
    expect_value(message);
    if (message) received = text_of(message->bytes());
  });
  on.driver.poll_soon();
  asio::steady_timer later(on.context, 20ms);
  later.async_wait([&](std::error_code) { kept.reset(); });
  on.context.run();
  CHECK(received == "second");
}

TEST_CASE("tasks that were spawned before there was a driver run too") {
  ring loop;
  bool done = false;
  loop.spawn([&]() -> task<> {
    (void)co_await op::nop{};
    done = true;
  });
  asio::io_context context;
  asio_driver driver(context, loop);
  context.run();
  CHECK(done);
}

TEST_CASE("what leaves a task or a handler comes out of the io_context's run, which can go on") {
  driven on;
  bool other = false;
  on.loop.spawn([]() -> task<> {
    (void)co_await op::nop{};
    throw std::runtime_error("of the task");
  });
  on.loop.spawn([&]() -> task<> {
    co_await sleep_for(2ms);
    other = true;
  });
  on.driver.poll_soon();
  CHECK_THROWS_WITH(on.context.run(), "of the task");
  CHECK(!other);
  on.context.run();
  CHECK(other);
  on.context.restart();
  async(on.loop, op::nop{}, [](std::error_code) { throw std::runtime_error("of the handler"); });
  CHECK_THROWS_WITH(on.context.run(), "of the handler");
  on.context.run();
}

TEST_CASE("without a driver a handler runs in a task of the ring's") {
  ring loop;
  bool called = false;
  async(loop, op::nop{}, [&](std::error_code error) { called = !error; });
  CHECK(!called);
  while (loop.busy()) (void)loop.run_once();
  CHECK(called);
  async(loop, op::nop{}, [](std::error_code) { throw std::runtime_error("of the handler"); });
  const auto run_on = [&] {
    while (loop.busy()) (void)loop.run_once();
  };
  CHECK_THROWS_WITH(run_on(), "of the handler");
}

TEST_CASE("a ring has one driver at a time") {
  ring loop;
  asio::io_context context;
  {
    asio_driver driver(context, loop);
    CHECK(asio_driver::of(loop) == &driver);
    CHECK_THROWS_AS(asio_driver(context, loop), std::logic_error);
    // The refused one has not closed the ring's descriptor.
    CHECK(::fcntl(loop.descriptor(), F_GETFD) >= 0);
  }
  CHECK(asio_driver::of(loop) == nullptr);
  CHECK(::fcntl(loop.descriptor(), F_GETFD) >= 0);
  asio_driver driver(context, loop);
  bool called = false;
  async(loop, op::nop{}, [&](std::error_code) { called = true; });
  context.run();
  CHECK(called);
}
