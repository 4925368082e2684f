// Random reads by pread(2): as many threads as there are to be reads at a time.
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "reads.hpp"

namespace {

peers::latencies reads(int file, peers::places places, std::int64_t end) {
  const peers::pages buffer(peers::block);
  peers::latencies found;
  std::int64_t begin = peers::now();
  while (begin < end) {
    const ssize_t got =
        ::pread(file, buffer.data(), peers::block, static_cast<off_t>(places.next()));
    if (got < 0) throw std::system_error(errno, std::generic_category(), "pread");
    if (got != static_cast<ssize_t>(peers::block)) throw std::runtime_error("a read fell short");
    const std::int64_t done = peers::now();
    found.add(done - begin);
    begin = done;
  }
  return found;
}

}  // namespace

int main(int count, char** words) {
  return peers::run_reads(
      count, words, false,
      [](const peers::reads_arguments& given, const peers::reads_file& file, std::int64_t end) {
        peers::latencies all;
        std::exception_ptr error;
        std::mutex lock;
        {
          std::vector<std::jthread> threads;
          for (unsigned i = 0; i < given.depth; ++i) {
            threads.emplace_back([&, seed = i + 1] {
              try {
                const auto found = reads(file.descriptor, peers::places(file.blocks, seed), end);
                const std::lock_guard held(lock);
                all.add(found);
              } catch (...) {
                const std::lock_guard held(lock);
                error = std::current_exception();
              }
            });
          }
        }
        if (error) std::rethrow_exception(error);
        return all;
      });
}
