// How ringlet makes the requests of cases.inl: the second half of each case.
#include "parity.hpp"
#include "values.hpp"

#include <linux/openat2.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <ringlet/adaptors.hpp>
#include <ringlet/buffer_source.hpp>
#include <ringlet/operations.hpp>
#include <ringlet/stream.hpp>

#include <algorithm>
#include <chrono>
#include <climits>
#include <concepts>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>

namespace ringlet::parity {

namespace {

/// Flags that have no name, or every one there is.
template <class Flags>
constexpr Flags bits(std::uint32_t value) {
  return static_cast<Flags>(static_cast<std::underlying_type_t<Flags>>(value));
}

constexpr io_priority distinct_priority(io_priority_class::be, 6,
                                        io_priority_hint::dev_duration_limit_5);
constexpr io_priority highest_priority(static_cast<io_priority_class>(7), 7,
                                       static_cast<io_priority_hint>(0x3ff));

address address_of(std::string_view text) { return address::parse(text).value(); }

address longest_address() {
  ::sockaddr_un made{};
  made.sun_family = AF_UNIX;
  for (std::size_t i = 0; i < sizeof(made.sun_path); ++i) {
    made.sun_path[i] = unix_path_character(i);
  }
  return address(reinterpret_cast<const ::sockaddr*>(&made), sizeof(made));
}

/// Buffers that nobody fills.
struct unfilled {
  detail::buffer_pool buffers;
  [[nodiscard]] detail::buffer_pool* pool() noexcept { return &buffers; }
};

/// Some of that group and size, until the next call.
unfilled& pool_of(std::uint16_t group, std::uint32_t size) {
  static unfilled all;
  all.buffers.group = group;
  all.buffers.size = size;
  return all;
}

/// Pieces that nobody sends, in that group, until the next call.
struct unsent {
  detail::outgoing_pool pieces;
  [[nodiscard]] detail::outgoing_pool* pool() noexcept { return &pieces; }
};
unsent& queue_of(std::uint16_t group) {
  static unsent all;
  all.pieces.group = group;
  return all;
}

/// An area that nobody receives into, of that number, until the next call.
struct unused_area {
  detail::zcrx::pool area;
  [[nodiscard]] detail::zcrx::pool* pool() noexcept { return &area; }
};
unused_area& area_of(std::uint32_t number) {
  static unused_area all;
  all.area.id = number;
  return all;
}

/// What the cases of accept let the kernel fill.
address peer;

/// Does what the kernel does with a pointer that leads into `peer` and is not that to the sockaddr,
/// and looks whether an address of another length has come.
bool is_length_of_peer(std::uintptr_t value) {
  if (value % alignof(::socklen_t) != 0 ||
      value + sizeof(::socklen_t) > reinterpret_cast<std::uintptr_t>(&peer + 1)) {
    return false;
  }
  auto& length_of_peer = *reinterpret_cast<::socklen_t*>(value);
  if (length_of_peer < sizeof(::sockaddr_un)) {
    return false;  // The kernel would cut an address to this.
  }
  length_of_peer = sizeof(::sockaddr_in);
  return peer.size() == sizeof(::sockaddr_in);
}

/// Whether `value` points into `object`.
template <class T>
bool leads_into(std::uintptr_t value, const T& object) {
  const auto first = reinterpret_cast<std::uintptr_t>(&object);
  return value >= first && value < first + sizeof(object);
}

/// Takes the pointers into `operation` and into `peer` out of the SQE, found by their values alone.
template <class Operation>
void take_pointers(encoding& made, const Operation& operation) {
  for (const field& each : fields) {
    if (each.size != sizeof(std::uint64_t)) {
      continue;
    }
    const std::uintptr_t value = value_of(made, each);
    pointer found{each.offset, pointer::place::operation, {}};
    if (leads_into(value, operation)) {
      const auto* first = reinterpret_cast<const std::uint8_t*>(value);
      found.bytes.assign(first, reinterpret_cast<const std::uint8_t*>(&operation + 1));
    } else if (value == reinterpret_cast<std::uintptr_t>(peer.data())) {
      found.leads_to = pointer::place::peer;
    } else if (leads_into(value, peer) && is_length_of_peer(value)) {
      found.leads_to = pointer::place::peer_length;
    } else {
      continue;
    }
    std::ranges::fill(std::span(made.bytes).subspan(each.offset, each.size), placeholder);
    made.pointers.push_back(std::move(found));
  }
}

/// Encodes between two other SQEs, which must stay as they are.
template <class Operation>
encoding encode(const Operation& operation) {
  if constexpr (requires { operation.check(); }) {
    if (const std::error_code unfit = operation.check()) {
      throw std::system_error(unfit, "refused by its own check()");
    }
  }
  constexpr std::size_t entries = Operation::sqe_size / small_sqe_bytes;
  std::array<io_uring_sqe, 2 + entries> queue{};
  constexpr std::uint8_t untouched = 0xee;
  std::memset(&queue.front(), untouched, sizeof(io_uring_sqe));
  std::memset(&queue.back(), untouched, sizeof(io_uring_sqe));

  operation.encode(sqe_slot(queue[1]));

  encoding made{};
  std::memcpy(made.bytes.data(), &queue[1], Operation::sqe_size);
  for (const io_uring_sqe* const neighbour : {&queue.front(), &queue.back()}) {
    std::array<std::uint8_t, sizeof(io_uring_sqe)> bytes;
    std::memcpy(bytes.data(), neighbour, bytes.size());
    if (!std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == untouched; })) {
      throw std::logic_error("wrote outside of its SQE");
    }
  }
  take_pointers(made, operation);
  return made;
}

/// Whether a direct descriptor may be given for the file that the operation works on.
template <class Operation>
consteval bool takes_slot() {
  const auto is_file = []<class Member>(std::type_identity<Member>) {
    return std::same_as<Member, file_ref> || std::same_as<Member, cancel_file>;
  };
  if constexpr (requires(Operation operation) { operation.socket; }) {
    return is_file(std::type_identity<decltype(Operation::socket)>());
  } else if constexpr (requires(Operation operation) { operation.epoll; }) {
    return is_file(std::type_identity<decltype(Operation::epoll)>());
  } else if constexpr (requires(Operation operation) { operation.output; }) {
    return is_file(std::type_identity<decltype(Operation::output)>());
  } else if constexpr (requires(Operation operation) { operation.file; }) {
    return is_file(std::type_identity<decltype(Operation::file)>());
  } else {
    return false;
  }
}

template <class Make>
constexpr subject_case subject(std::string_view name, Make) {
  using operation = std::invoke_result_t<Make>;
  static_assert(operation::sqe_count == 1);
  using plain = detail::innermost_of<operation>;
  return {.name = name,
          .operation = plain::name,
          .takes_slot = takes_slot<plain>(),
          .relocates = detail::relocates<operation>(),
          .encode = [] {
            const operation made = Make()();
            return encode(made);
          }};
}

constexpr subject_case all[] = {

#define CASE(form, variant, oracle, subject_half) subject(#form "/" #variant, subject_half),
#define LIBURING(...)
#define SINCE_2_4(...)
#define SINCE_2_5(...)
#define SINCE_2_6(...)
#define SINCE_2_7(...)
#define SINCE_2_8(...)
#define SINCE_2_10(...)
#define SINCE_2_12(...)
#define SINCE_2_14(...)
#define RINGLET(...) [] { return __VA_ARGS__; }
#include "cases.inl"

};

}  // namespace

std::span<const subject_case> subject_cases() { return all; }

}  // namespace ringlet::parity
