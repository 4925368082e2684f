#include "parity.hpp"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace ringlet::parity {

namespace {

std::string hexadecimal(std::uint64_t value, int digits) {
  std::array<char, 24> room;
  const int length = std::snprintf(room.data(), room.size(), "0x%0*llx", digits,
                                   static_cast<unsigned long long>(value));
  return std::string(room.data(), static_cast<std::size_t>(length));
}

std::string describe(const pointer& pointer) {
  std::string said = "a pointer to the ";
  said += text(pointer.leads_to);
  if (!pointer.bytes.empty()) {
    said += ", to the bytes";
    for (const std::uint8_t byte : pointer.bytes) {
      said += ' ';
      said += hexadecimal(byte, 2).substr(2);
    }
  }
  return said;
}

std::string place_in_sqe(std::size_t offset) {
  return "byte " + std::to_string(offset) + " (" + std::string(field_at(offset).name) + ")";
}

const pointer* pointer_at(const encoding& of, std::size_t offset) {
  const auto found = std::ranges::find(of.pointers, offset, &pointer::offset);
  return found == of.pointers.end() ? nullptr : &*found;
}

/// In the operation, the kernel may find more behind the pointer than it reads: an address lives in
/// a room that is large enough for any.
bool same_target(const pointer& expected, const pointer& actual) {
  return expected.leads_to == actual.leads_to && expected.bytes.size() <= actual.bytes.size() &&
         std::ranges::equal(expected.bytes, std::span(actual.bytes).first(expected.bytes.size()));
}

}  // namespace

std::string_view text(pointer::place place) {
  switch (place) {
    case pointer::place::operation:
      return "operation";
    case pointer::place::peer:
      return "peer";
    case pointer::place::peer_length:
      return "peer_length";
  }
  throw std::logic_error("a pointer to nowhere");
}

const field& field_at(std::size_t offset) {
  const auto found = std::ranges::find_if(fields, [offset](const field& candidate) {
    return offset >= candidate.offset && offset < candidate.offset + candidate.size;
  });
  if (found == fields.end()) {
    throw std::out_of_range("an SQE has only 128 bytes");
  }
  return *found;
}

std::uint64_t value_of(const encoding& of, const field& which) {
  // The kernel and the recorded vectors are both little-endian, and so is every machine that the
  // tests accept.
  std::uint64_t value = 0;
  for (std::size_t i = which.size; i-- > 0;) {
    value = value << 8 | of.bytes[which.offset + i];
  }
  return value;
}

std::vector<std::string> mismatches(const encoding& expected, const encoding& actual) {
  std::vector<std::string> found;
  for (std::size_t offset = 0; offset < sqe_bytes; ++offset) {
    if (expected.bytes[offset] != actual.bytes[offset]) {
      found.push_back(place_in_sqe(offset) + ": expected " +
                      hexadecimal(expected.bytes[offset], 2) + ", got " +
                      hexadecimal(actual.bytes[offset], 2));
    }
  }
  for (const pointer& wanted : expected.pointers) {
    const pointer* got = pointer_at(actual, wanted.offset);
    if (got == nullptr) {
      found.push_back(place_in_sqe(wanted.offset) + ": expected " + describe(wanted) +
                      ", got none");
    } else if (!same_target(wanted, *got)) {
      found.push_back(place_in_sqe(wanted.offset) + ": expected " + describe(wanted) + ", got " +
                      describe(*got));
    }
  }
  for (const pointer& got : actual.pointers) {
    if (pointer_at(expected, got.offset) == nullptr) {
      found.push_back(place_in_sqe(got.offset) + ": expected a plain value, got " + describe(got));
    }
  }
  return found;
}

}  // namespace ringlet::parity
