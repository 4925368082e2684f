// async_writer, against real files, pipes and sockets that are read from outside.
#include "support/catch.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include <ringlet/async_writer.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>
#include <ringlet/unique_fd.hpp>

using namespace ringlet;

namespace {

std::atomic<std::size_t> allocations = 0;

}  // namespace

// Counts what is allocated, except under a sanitizer: those have allocation functions of their own.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif
#ifndef SANITIZED
#ifndef __clang__
// GCC 12 takes the two halves of a pair for a mistake where it inlines only one of them.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif
void* operator new(std::size_t size) {
  ++allocations;
  if (void* const memory = std::malloc(size)) {
    return memory;
  }
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#endif

namespace {

struct temporary_file {
  unique_fd file;

  temporary_file() {
    char path[] = "/tmp/ringlet-writer-XXXXXX";
    file.reset(::mkostemp(path, O_CLOEXEC | O_APPEND));
    REQUIRE(file);
    ::unlink(path);
  }

  [[nodiscard]] std::string text() const {
    std::string read(100'000, '\0');
    const ssize_t size = ::pread(file.get(), read.data(), read.size(), 0);
    REQUIRE(size >= 0);
    read.resize(static_cast<std::size_t>(size));
    return read;
  }
};

struct pipe_ends {
  unique_fd reading;
  unique_fd writing;

  pipe_ends() {
    std::array<int, 2> ends{};
    REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    reading.reset(ends[0]);
    writing.reset(ends[1]);
  }
};

std::string read_to_end(int file) {
  std::string all;
  std::array<char, 1000> part{};
  for (;;) {
    const ssize_t size = ::read(file, part.data(), part.size());
    if (size <= 0) {
      return all;
    }
    all.append(part.data(), static_cast<std::size_t>(size));
  }
}

template <std::size_t Size>
task<result<>> print_text(async_writer<Size>& writer, std::string_view text) {
  co_return co_await writer.print("{}", text);
}

}  // namespace

TEST_CASE("a writer formats its arguments into the file") {
  ring loop;
  const temporary_file target;
  const auto main = [](const unique_fd& file) -> task<result<>> {
    async_writer writer(file);
    const int number = 42;
    co_return co_await writer.print("{} and {:>5} and {:#x}\n", "text", number, 255);
  };
  CHECK(loop.run(main(target.file)));
  CHECK(target.text() == "text and    42 and 0xff\n");
}

TEST_CASE("a writer appends one text after the other") {
  ring loop;
  const temporary_file target;
  const auto main = [](const unique_fd& file) -> task<result<>> {
    async_writer<16> writer(file);
    for (int line = 0; line < 100; ++line) {
      if (const auto printed = co_await writer.print("line {}\n", line); !printed) {
        co_return printed;
      }
    }
    co_return result<>();
  };
  CHECK(loop.run(main(target.file)));
  std::string expected;
  for (int line = 0; line < 100; ++line) {
    expected += "line " + std::to_string(line) + "\n";
  }
  CHECK(target.text() == expected);
}

TEST_CASE("a text that fills the buffer is written, one longer is too large and nothing of it is") {
  ring loop;
  const temporary_file target;
  async_writer<8> writer(target.file);
  CHECK(loop.run(print_text(writer, "12345678")));
  const auto refused = loop.run(print_text(writer, "123456789"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error() == std::errc::value_too_large);
  CHECK(target.text() == "12345678");
  CHECK(loop.run(print_text(writer, "abc")));
  CHECK(target.text() == "12345678abc");
}

TEST_CASE("an empty text writes nothing and succeeds") {
  ring loop;
  async_writer writer(-1);  // which a write would not succeed on
  CHECK(loop.run(print_text(writer, "")));
}

TEST_CASE("a writer finishes short writes") {
  ring loop;
  pipe_ends pipe;
  // A pipe that is not waited for takes as much as it has room for; the rest is written when the
  // other end has been read from.
  constexpr std::size_t size = 300'000;
  const std::string text(size, 'x');
  std::string arrived;
  std::thread reader([&] { arrived = read_to_end(pipe.reading.get()); });
  auto writer = std::make_unique<async_writer<size>>(pipe.writing);
  const auto printed = loop.run(print_text(*writer, text));
  pipe.writing.reset();
  reader.join();
  CHECK(printed);
  CHECK(arrived == text);
}

TEST_CASE("a write that a file's size limit cuts short is gone on with, and then fails") {
  ring loop;
  const temporary_file target;
  // Linux writes up to the limit, which is short, and answers EFBIG to what is left.
  ::rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  const ::rlimit low{.rlim_cur = 10, .rlim_max = before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &low) == 0);
  async_writer writer(target.file);
  const auto printed = loop.run(print_text(writer, "0123456789abcdef"));
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, old_handler);
  REQUIRE_FALSE(printed);
  CHECK(printed.error() == std::errc::file_too_large);
  CHECK(target.text() == "0123456789");
}

TEST_CASE("a writer says what the kernel answers") {
  ring loop;
  async_writer writer(-1);
  const auto printed = loop.run(print_text(writer, "text"));
  REQUIRE_FALSE(printed);
  CHECK(printed.error() == std::errc::bad_file_descriptor);
}

TEST_CASE("a writer prints to a socket") {
  ring loop;
  std::array<int, 2> ends{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
  const unique_fd reading(ends[0]);
  unique_fd writing(ends[1]);
  async_writer writer(writing);
  CHECK(loop.run(print_text(writer, "over a socket")));
  writing.reset();
  CHECK(read_to_end(reading.get()) == "over a socket");
}

TEST_CASE("a second text while the first is being written is refused, and the first arrives") {
  ring loop;
  const temporary_file target;
  async_writer writer(target.file);
  auto first = writer.print("first");
  const auto second = loop.run(writer.print("second"));
  REQUIRE_FALSE(second);
  CHECK(second.error() == std::errc::device_or_resource_busy);
  const auto printed = loop.run(std::move(first));
  CHECK(printed);
  CHECK(target.text() == "first");
}

TEST_CASE("a text that is never awaited is not written and leaves the writer free") {
  ring loop;
  const temporary_file target;
  async_writer writer(target.file);
  {
    const auto never = writer.print("never");
  }
  CHECK(loop.run(writer.print("then")));
  CHECK(target.text() == "then");
}

TEST_CASE("two texts may be printed in one expression") {
  ring loop;
  const temporary_file target;
  const auto main = [](const unique_fd& file) -> task<bool> {
    async_writer writer(file);
    const bool both = co_await writer.print("one ") && co_await writer.print("two");
    co_return both;
  };
  CHECK(loop.run(main(target.file)));
  CHECK(target.text() == "one two");
}

TEST_CASE("arguments need not live on after print has returned") {
  ring loop;
  const temporary_file target;
  async_writer writer(target.file);
  auto printing = writer.print("{}", std::string(100, 'a'));
  const auto printed = loop.run(std::move(printing));
  CHECK(printed);
  CHECK(target.text() == std::string(100, 'a'));
}

TEST_CASE("printing allocates nothing, from the first text on") {
  ring loop;
  const temporary_file target;
  const auto main = [](const unique_fd& file) -> task<std::size_t> {
    async_writer writer(file);
    const std::size_t before = allocations;
    bool printed = true;
    for (int line = 0; line < 10; ++line) {
      const auto done = co_await writer.print("{} {} {}\n", line, 1.5, "text");
      printed = printed && done;
    }
    co_return printed ? allocations - before : 1'000;
  };
  CHECK(loop.run(main(target.file)) == 0);
}
