// The addresses of a host, by getaddrinfo(3) on a thread of its own. Not in the umbrella header:
// <ringlet/thread_pool.hpp> has threads to compile.
#pragma once

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdint>
#include <exception>
#include <expected>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <ringlet/adaptors.hpp>
#include <ringlet/address.hpp>
#include <ringlet/cancel_id.hpp>
#include <ringlet/event.hpp>
#include <ringlet/result.hpp>
#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>
#include <ringlet/thread_pool.hpp>

namespace ringlet {

/// Why a name was not resolved, as getaddrinfo(3) says: its errors are no errno values.
enum class resolve_error : int {
  addrfamily = EAI_ADDRFAMILY,  // the host has addresses, but none of this family
  again = EAI_AGAIN,            // for now; another time it may be
  badflags = EAI_BADFLAGS,
  fail = EAI_FAIL,      // for good
  family = EAI_FAMILY,  // there is no such family of addresses here
  memory = EAI_MEMORY,
  nodata = EAI_NODATA,  // the host is there, and has no addresses
  noname = EAI_NONAME,  // there is no such host
  service = EAI_SERVICE,
  socktype = EAI_SOCKTYPE,
};

namespace detail {

class resolve_error_category final : public std::error_category {
 public:
  [[nodiscard]] const char* name() const noexcept override { return "getaddrinfo"; }
  [[nodiscard]] std::string message(int code) const override { return ::gai_strerror(code); }
  [[nodiscard]] std::error_condition default_error_condition(int code) const noexcept override {
    if (code == EAI_MEMORY) return std::errc::not_enough_memory;
    if (code == EAI_AGAIN) return std::errc::resource_unavailable_try_again;
    return {code, *this};
  }
};

}  // namespace detail

/// The category of resolve_error.
[[nodiscard]] inline const std::error_category& resolve_category() noexcept {
  static const detail::resolve_error_category category;
  return category;
}

[[nodiscard]] inline std::error_code make_error_code(resolve_error error) noexcept {
  return {static_cast<int>(error), resolve_category()};
}

}  // namespace ringlet

template <>
struct std::is_error_code_enum<ringlet::resolve_error> : std::true_type {};

namespace ringlet {

namespace detail {

/// getaddrinfo(3), which blocks.
[[nodiscard]] inline result<std::vector<address>> resolve_now(const std::string& host,
                                                              std::uint16_t port, int family) {
  // It would see the part before a zero byte, and that is another name.
  if (host.find('\0') != std::string::npos) return std::unexpected(resolve_error::noname);
  ::addrinfo wanted{};
  wanted.ai_family = family;
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_NUMERICSERV;
  const std::string service = std::to_string(port);
  ::addrinfo* first = nullptr;
  if (const int error = ::getaddrinfo(host.c_str(), service.c_str(), &wanted, &first); error != 0) {
    if (error == EAI_SYSTEM) return failure(errno);
    return std::unexpected(static_cast<resolve_error>(error));
  }
  const std::unique_ptr<::addrinfo, void (*)(::addrinfo*)> all(first, &::freeaddrinfo);
  std::vector<address> found;
  for (const ::addrinfo* each = first; each != nullptr; each = each->ai_next) {
    found.emplace_back(each->ai_addr, each->ai_addrlen);
  }
  return found;
}

/// A lookup under way. Whoever wanted it may leave: nobody interrupts getaddrinfo(3), which may
/// take half a minute, and so all that it uses is here, and goes with the last who needs it.
struct lookup {
  std::string host;
  std::uint16_t port;
  int family;
  result<std::vector<address>> found;
  std::exception_ptr thrown;
  event done;
  cancel_id call;  // while it waits for a thread or has one
  bool is_wanted = true;

  lookup(std::string&& name, std::uint16_t number, int of) noexcept
      : host(std::move(name)), port(number), family(of) {}

  /// On the pool's thread.
  static void run(void* self) noexcept {
    auto& what = *static_cast<lookup*>(self);
    try {
      what.found = resolve_now(what.host, what.port, what.family);
    } catch (...) {
      what.thrown = std::current_exception();
    }
  }
};

/// What goes on when the one who wanted it has left. The ring owns it.
inline task<> look_up(thread_pool& pool, std::shared_ptr<lookup> what) {
  if (!what->is_wanted) co_return;
  const result<> ran =
      co_await with_id(what->call, offloaded(pool, &lookup::run, static_cast<void*>(what.get())));
  if (!ran) what->found = std::unexpected<std::error_code>(ran.error());
  what->done.set();
}

/// Has a call that nobody wants any more taken out of the pool's queue.
class wanted_lookup {
 public:
  explicit wanted_lookup(lookup& what) noexcept : what_(what) {}
  wanted_lookup(const wanted_lookup&) = delete;
  wanted_lookup& operator=(const wanted_lookup&) = delete;
  ~wanted_lookup() {
    what_.is_wanted = false;
    if (!what_.call.live()) return;
    tracked& target = *what_.call.target();
    target.loop().cancel(target, cancel_reason::cancelled);
  }

 private:
  lookup& what_;
};

/// Awaited, gives the ring of the task that awaits it.
struct own_ring {
  class awaiter {
   public:
    explicit awaiter(ring& loop) noexcept : loop_(loop) {}
    [[nodiscard]] bool await_ready() const noexcept { return true; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    [[nodiscard]] ring& await_resume() const noexcept { return loop_; }

   private:
    ring& loop_;
  };

  [[nodiscard]] awaiter awaited_by(promise_base& parent) const noexcept {
    return awaiter(*parent.loop);
  }
};

}  // namespace detail

/// Looks up the addresses of `host`, in the order in which getaddrinfo(3) gives them, each with
/// `port`. The host is a name or the text of an address; `family` is AF_INET, AF_INET6 or
/// AF_UNSPEC, for both. Gives result<std::vector<address>>, never an empty one.
///
///     auto found = co_await within(5s, resolve(pool, "example.org", 443));
///     if (!found && found.error() == resolve_error::noname) …
///
/// A deadline or a cancel ends it at once, with timed_out or operation_canceled. The thread of
/// `pool` goes on until getaddrinfo(3) gives up (with a dead name server, that is half a minute),
/// which nothing can interrupt, and until then the ring and the pool cannot go either. So have a
/// pool for this alone where others are not to wait behind it. An address's text needs no thread.
///
/// Errors: those of resolve_error, whose category is resolve_category(); those of
/// thread_pool::offload; an errno value of the system's.
[[nodiscard]] inline task<result<std::vector<address>>> resolve(thread_pool& pool, std::string host,
                                                                std::uint16_t port,
                                                                int family = AF_UNSPEC) {
  result<address> literal = address::ipv4(host, port);
  if (!literal) literal = address::ipv6(host, port);
  if (literal && (family == AF_UNSPEC || family == literal->family())) {
    co_return std::vector<address>(1, *literal);
  }
  const auto what = std::make_shared<detail::lookup>(std::move(host), port, family);
  ring& loop = co_await detail::own_ring{};
  loop.spawn(detail::look_up(pool, what));
  const detail::wanted_lookup wanted(*what);
  const result<> done = co_await what->done.wait();
  if (!done) co_return std::unexpected<std::error_code>(done.error());
  if (what->thrown) std::rethrow_exception(std::move(what->thrown));
  co_return std::move(what->found);
}

}  // namespace ringlet
