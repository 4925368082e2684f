// Operations and their arguments as text: `recv(socket=5, buffer=4096 B, flags=0)`. Nothing of the
// runtime includes this unless RINGLET_INSPECT says so.
//
// An operation shows its arguments by for_each_argument; what they are is told by what can be asked
// of them, so that a type that is new, or a program's own, needs no line here.
#pragma once

#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace ringlet::detail {

// GCC 12 warns of the library's own code, where that of an appended literal is inlined.
[[gnu::noinline]] inline void append_text(std::string& to, std::string_view text) {
  to.append(text);
}

template <std::integral Number>
void append_number(std::string& to, Number number, int base = 10) {
  std::array<char, 24> room;
  to.append(room.data(), std::to_chars(room.data(), room.data() + room.size(), number, base).ptr);
}

template <std::integral Number>
void append_bits(std::string& to, Number number) {
  if (number != 0) append_text(to, "0x");
  append_number(to, static_cast<std::make_unsigned_t<Number>>(number), 16);
}

/// Text that the caller of an operation has lent, as far as it can be read and is short. The loan
/// may be over, so that the kernel is asked for it: it says EFAULT where there is no memory.
inline void append_lent_text(std::string& to, const char* text) {
  std::array<char, 65> room{};
  ::iovec into{room.data(), room.size() - 1};
  constexpr std::uintptr_t page = 4096;
  const auto address = reinterpret_cast<std::uintptr_t>(text);
  // Not past the end of a page: the next one may be none.
  const std::size_t most = std::min(room.size() - 1, page - address % page);
  ::iovec from{const_cast<char*>(text), most};
  if (text == nullptr || ::process_vm_readv(::getpid(), &into, 1, &from, 1, 0) <= 0) {
    append_text(to, "?");
    return;
  }
  const std::string_view found(room.data());
  append_text(to, "\"");
  for (const char character : found) {
    to.push_back(static_cast<unsigned char>(character) < ' ' ? '?' : character);
  }
  append_text(to, found.size() == most ? "...\"" : "\"");
}

inline void append_seconds(std::string& to, std::int64_t seconds, std::int64_t nanoseconds) {
  append_number(to, seconds);
  if (nanoseconds != 0) {
    std::array<char, 9> digits;
    for (std::size_t place = digits.size(); place-- > 0; nanoseconds /= 10) {
      digits[place] = static_cast<char>('0' + nanoseconds % 10);
    }
    const std::string_view all(digits.data(), digits.size());
    append_text(to, ".");
    append_text(to, all.substr(0, all.find_last_not_of('0') + 1));
  }
  append_text(to, " s");
}

template <class T>
void append_argument(std::string& to, const T& argument) {
  if constexpr (std::is_enum_v<T>) {
    append_bits(to, std::to_underlying(argument));
  } else if constexpr (std::is_same_v<T, std::uint64_t>) {
    // All bits: no offset, as -1 is for the kernel.
    if (argument == ~T{0}) {
      append_text(to, "-1");
    } else {
      append_number(to, argument);
    }
  } else if constexpr (std::is_integral_v<T>) {
    append_number(to, argument);
  } else if constexpr (requires { argument.requested(); }) {  // a slot_choice
    if (argument.requested()) {
      append_argument(to, argument.slot());
    } else {
      append_text(to, "any");
    }
  } else if constexpr (requires { argument.index(); }) {  // a direct_slot
    append_text(to, "slot ");
    append_number(to, argument.index());
  } else if constexpr (requires { argument.number(); }) {  // files of all kinds
    if constexpr (requires { argument.fixed(); }) {
      if (argument.fixed()) append_text(to, "slot ");
    }
    append_number(to, argument.number());
  } else if constexpr (requires { argument.c_str(); }) {
    append_lent_text(to, argument.c_str());
  } else if constexpr (requires { argument.value().text(); }) {  // an address
    append_text(to, argument.value().text().view());
  } else if constexpr (requires { argument.value().tv_sec; }) {
    append_seconds(to, argument.value().tv_sec, argument.value().tv_nsec);
  } else if constexpr (requires { argument.room().control; }) {  // a message_layout
    append_text(to, "room for ");
    append_number(to, argument.room().name);
    append_text(to, " B and ");
    append_number(to, argument.room().control);
    append_text(to, " B");
  } else if constexpr (requires { argument.group(); }) {
    append_text(to, "group ");
    append_number(to, argument.group());
  } else if constexpr (requires { argument.id(); }) {
    append_text(to, "area ");
    append_number(to, argument.id());
  } else if constexpr (requires { argument.count(); }) {
    append_number(to, argument.count());
    if constexpr (requires { argument.size() * 1U; }) {
      if constexpr (!requires { argument.data(); }) {
        append_text(to, " of ");
        append_number(to, argument.size());
        append_text(to, " B");
      }
    }
  } else if constexpr (requires { argument.length(); }) {
    append_number(to, argument.length());
    append_text(to, " B");
  } else if constexpr (requires { argument.size_bytes(); }) {
    append_number(to, argument.size_bytes());
    append_text(to, " B");
  } else if constexpr (requires { argument.user_data(); }) {  // what a cancel is about
    append_bits(to, argument.user_data());
  } else if constexpr (requires { append_number(to, argument.value()); }) {
    append_number(to, argument.value());
  } else if constexpr (requires { argument.pointer(); }) {  // an address to be filled
    append_text(to, argument.pointer() == 0 ? "none" : "...");
  } else if constexpr (requires { argument.address(); }) {
    append_text(to, argument.address() == 0 ? "none" : "...");
  } else {
    append_text(to, "...");
  }
}

/// An operation inside of all adaptors, with its arguments; a chain with its members.
template <class Op>
void append_operation(std::string& to, const Op& op) {
  if constexpr (requires { std::string_view(Op::name); }) {
    append_text(to, Op::name);
  } else {
    append_text(to, "operation");
  }
  const char* between = "(";
  if constexpr (requires { op.for_each_argument([](std::string_view, const auto&) {}); }) {
    op.for_each_argument([&](std::string_view name, const auto& value) {
      append_text(to, std::exchange(between, ", "));
      append_text(to, name);
      append_text(to, "=");
      append_argument(to, value);
    });
  } else if constexpr (requires { op.for_each_member([](const auto&) {}); }) {
    op.for_each_member([&](const auto& member) {
      append_text(to, std::exchange(between, ", "));
      append_operation(to, member);
    });
  }
  if (*between != '(') append_text(to, ")");
}

}  // namespace ringlet::detail
