// A random program, as data: it can be made from bytes, printed, read again, and made smaller.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "choices.hpp"

namespace simulation {

/// One thing that a task does. What the four numbers mean is the kind's own: mostly `what` it is
/// done to, how `much`, how it is wrapped (see wrapping), and a time.
struct step {
  std::uint8_t kind = 0;  // in all_kinds()
  std::uint8_t what = 0;
  std::uint8_t much = 0;
  std::uint8_t wrap = 0;
  std::uint8_t time = 0;
};

/// How the ring is made, what the kernel has, and how the program is run and ends.
struct setting {
  std::uint8_t entries = 0;  // of the submission queue: 2 to this power
  std::uint8_t cq = 0;       // 0: four times as many completions; 1: as many; 2: twice as many
  std::uint8_t taskrun = 0;  // ringlet::taskrun
  std::uint8_t lacks = 0;    // bits of what the kernel has not; see player.cpp
  std::uint8_t layout = 0;   // bits: big completions, big submissions, no array
  std::uint8_t loop = 0;     // who runs the ring; see player.cpp
  std::uint8_t turns = 0;    // how many, where it is torn down before its end
  std::uint8_t buffers = 0;  // how many there are to be selected: 2 to this power
};

struct program {
  setting how;
  std::vector<std::vector<step>> tasks;  // the first one is the main task

  [[nodiscard]] std::size_t steps() const noexcept {
    std::size_t count = 0;
    for (const auto& task : tasks) count += task.size();
    return count;
  }
};

/// A program and what the model makes of it.
struct scenario {
  simulation::program program;
  std::vector<std::uint8_t> choices;
};

/// Which programs are made.
enum class range : std::uint8_t {
  everything,
  comparable,  // what a real kernel answers in one way only
};

program make_program(choices& from, range of);

std::string print(const program& printed);
std::string print(const scenario& printed);

/// Reads what print() has written. Throws std::runtime_error that names the line.
scenario parse(std::string_view text);

}  // namespace simulation
