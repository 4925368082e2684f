// The values that both sides of the cases are given. Every field gets a value of its own, and none
// of its bytes are alike, so that two swapped fields or two swapped bytes cannot look right.
//
// Addresses are numbers that nothing ever follows. They are aligned as real ones are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace ringlet::parity {

inline constexpr int descriptor = 0x2122'2324;
inline constexpr int other_descriptor = 0x2526'2728;
inline constexpr int highest_descriptor = 0x7fff'ffff;
inline constexpr std::uint32_t slot_number = 0x2a2b'2c2d;

inline constexpr std::uint64_t memory = 0x1112'1314'1516'1718;
inline constexpr std::uint64_t other_memory = 0x1a1b'1c1d'1e1f'2028;
/// The highest address of a user-space object of 8 bytes on x86-64 with five-level page tables.
inline constexpr std::uint64_t highest_memory = 0x00ff'ffff'ffff'eff8;
inline constexpr std::uint64_t next_to_highest_memory = 0x00ff'ffff'ffff'eff0;

inline constexpr std::uint64_t offset = 0x4142'4344'4546'4748;
inline constexpr std::uint32_t length = 0x5152'5354;
inline constexpr std::uint32_t number = 0x6162'6364;
inline constexpr std::uint32_t other_number = 0x6566'6768;
inline constexpr std::uint16_t index_of_buffer = 0x7172;
inline constexpr std::uint64_t identity = 0x8182'8384'8586'8788;

inline constexpr std::uint64_t highest_u64 = 0xffff'ffff'ffff'ffff;
inline constexpr std::uint32_t highest_u32 = 0xffff'ffff;
inline constexpr std::uint16_t highest_u16 = 0xffff;

/// The most that one read or write transfers: the kernel's MAX_RW_COUNT, INT_MAX rounded down to
/// pages of 4096 bytes.
inline constexpr std::uint32_t longest_transfer = 0x7fff'f000;

/// The highest slot that an SQE can name: it is counted from 1 there, and all bits set mean "any".
inline constexpr std::uint32_t highest_slot = 0xffff'fffd;

/// What a file_ref holds is an int.
inline constexpr std::uint32_t highest_fixed_file = 0x7fff'ffff;

/// The characters of the longest unix-domain path, which has no zero byte at its end.
constexpr char unix_path_character(std::size_t position) {
  return static_cast<char>('!' + position % 90);
}

template <class T>
T* at(std::uint64_t address) {
  return reinterpret_cast<T*>(static_cast<std::uintptr_t>(address));
}

/// What a command of 80 bytes carries, no two of them the same.
constexpr std::array<std::uint8_t, 80> command_bytes() {
  std::array<std::uint8_t, 80> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(0xb0 + i);
  return bytes;
}

template <std::size_t Size>
constexpr std::array<std::uint8_t, Size> first_of(const std::array<std::uint8_t, 80>& bytes) {
  std::array<std::uint8_t, Size> first{};
  for (std::size_t i = 0; i < Size; ++i) first[i] = bytes[i];
  return first;
}

template <std::size_t Size>
constexpr std::array<std::uint8_t, Size> all_of_them(std::uint8_t byte) {
  std::array<std::uint8_t, Size> bytes{};
  bytes.fill(byte);
  return bytes;
}

}  // namespace ringlet::parity
