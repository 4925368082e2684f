// Whether another thread has nothing to do.
#pragma once

#include <fstream>
#include <string>

namespace ringlet {

/// Whether a thread of this process sleeps in the kernel.
inline bool is_asleep(int thread) {
  std::ifstream file("/proc/self/task/" + std::to_string(thread) + "/stat");
  std::string line;
  std::getline(file, line);
  const std::size_t name = line.rfind(") ");
  return name != std::string::npos && line[name + 2] == 'S';
}

}  // namespace ringlet
