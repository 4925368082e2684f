// libFuzzer on the simulation: its bytes are the program and what the model chooses.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "player.hpp"
#include "violation.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  simulation::violations_abort = true;
  if (size < 2) return 0;
  // The first byte says how much of the rest is the program.
  const std::size_t program_size = 1 + (size - 1) * (data[0] + std::size_t{1}) / 256;
  simulation::choices for_program(std::vector<std::uint8_t>(data + 1, data + program_size));
  simulation::choices for_model(std::vector<std::uint8_t>(data + program_size, data + size));
  const simulation::program made =
      simulation::make_program(for_program, simulation::range::everything);
  (void)simulation::play_on_model(made, for_model, true);
  return 0;
}
