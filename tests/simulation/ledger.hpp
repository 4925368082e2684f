// What was asked of the kernel under which number, and what it has answered: against this, the
// results that tasks see are checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace simulation {

/// One completion, as the model posted it.
struct answer {
  std::int32_t res;
  std::uint32_t flags;
  std::uint64_t checksum;  // of the bytes that it has written
};

/// An operation as the program started it: with all its goes, where it has several.
struct account {
  std::vector<answer> answers;
  unsigned accepted = 0;        // SQEs that the kernel has taken
  unsigned ended = 0;           // of these, how many have had their last CQE
  unsigned consumed = 0;        // CQEs that were taken out of the queue
  std::size_t encoded_at = 0;   // how often the kernel had been entered when it was last encoded
  bool encoded = false;         // whether it has asked for an SQE at all
  bool cancel_asked = false;    // whether the program has asked for its end
  bool held_back = false;       // whether the model broke its chain
  bool silence_broken = false;  // whether the world ended it because nothing else would
  bool is_counted_otherwise = false;  // whether its value is not the kernel's number
  std::int64_t cancelled_at = 0;      // when the kernel was first asked to end it, by its user_data
  std::uint64_t first_address = 0;    // of the buffer, and how the goes went on from there
  std::uint64_t first_length = 0;
  std::uint64_t moved = 0;
};

class ledger {
 public:
  /// A number for an operation that is about to start. 0 is nobody's.
  std::uint64_t open() {
    accounts_.emplace_back();
    return accounts_.size();
  }

  [[nodiscard]] account& operator[](std::uint64_t tag) { return accounts_[tag - 1]; }
  [[nodiscard]] bool has(std::uint64_t tag) const noexcept {
    return tag != 0 && tag <= accounts_.size();
  }
  [[nodiscard]] std::size_t size() const noexcept { return accounts_.size(); }
  void clear() noexcept { accounts_.clear(); }

 private:
  std::vector<account> accounts_;
};

/// FNV-1a, for bytes and for traces.
class checksum {
 public:
  void add(std::uint8_t byte) noexcept { value_ = (value_ ^ byte) * 0x100000001b3; }
  void add_word(std::uint64_t word) noexcept {
    value_ = (value_ ^ word) * 0x9e3779b97f4a7c15;
    value_ ^= value_ >> 29;
  }
  [[nodiscard]] std::uint64_t value() const noexcept { return value_; }

  static std::uint64_t of(const void* bytes, std::size_t count) noexcept {
    checksum sum;
    for (std::size_t i = 0; i < count; ++i) sum.add(static_cast<const std::uint8_t*>(bytes)[i]);
    return sum.value();
  }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325;
};

}  // namespace simulation
