#include "report.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <thread>

using namespace ringlet;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace copying {

namespace {

constexpr const char* erase_line = "\r\033[K";
constexpr std::size_t bar_width = 40;

/// The bytes of all files below a folder, counted by a thread of its own. There is no operation of
/// io_uring's that lists a folder, and counting is not to hold up the copy.
class counted_tree {
 public:
  explicit counted_tree(fs::path source)
      : thread_([this, source = std::move(source)](const std::stop_token& stop) {
          count(source, stop);
        }) {}

  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }
  [[nodiscard]] bool is_done() const noexcept { return is_done_; }

 private:
  void count(const fs::path& source, const std::stop_token& stop) {
    std::error_code error;
    add(source);
    // Where it may not look, the copy may not either, and says so.
    fs::recursive_directory_iterator at(source, fs::directory_options::skip_permission_denied,
                                        error);
    for (; !error && at != fs::recursive_directory_iterator() && !stop.stop_requested();
         at.increment(error)) {
      add(at->path());
    }
    is_done_ = true;
  }
  void add(const fs::path& path) {
    struct stat status{};
    if (::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode)) {
      constexpr ::blkcnt_t block =
          512;  // what stat counts in; there are fewer where there are holes
      bytes_ += static_cast<std::uint64_t>(std::min(status.st_size, status.st_blocks * block)) /
                status.st_nlink;
    }
  }

  std::atomic<std::uint64_t> bytes_ = 0;
  std::atomic<bool> is_done_ = false;
  std::jthread thread_;  // the last, so that it ends before the others go
};

void draw(std::uint64_t done, std::uint64_t all, bool is_all) {
  constexpr double mebi = 1024.0 * 1024.0;
  const std::uint64_t shown = std::min(done, all);
  const std::size_t filled = all == 0 ? 0 : static_cast<std::size_t>(shown * bar_width / all);
  const std::string bar = std::string(filled, '#') + std::string(bar_width - filled, '.');
  (void)std::fprintf(stderr, "%s[%s] %.1f of %.1f MiB%s", erase_line, bar.c_str(),
                     static_cast<double>(done) / mebi, static_cast<double>(all) / mebi,
                     is_all ? "" : " and counting");
}

}  // namespace

void report::failed(std::string_view path, std::string_view doing, std::error_code why) {
  if (why == std::errc::operation_canceled) return;
  ++errors_;
  (void)std::fprintf(stderr, "%sringlet_cp: %.*s: %.*s: %s\n", has_bar_ ? erase_line : "",
                     static_cast<int>(path.size()), path.data(), static_cast<int>(doing.size()),
                     doing.data(), why.message().c_str());
}

task<> show_progress(report& of, const std::string& source) {
  const counted_tree all{fs::path(source)};
  of.has_bar_ = true;
  for (result<> slept; slept;) {
    draw(of.bytes_, all.bytes(), all.is_done());
    cancel_id unused;
    slept = co_await with_id(unused, sleep_for(100ms));
  }
  draw(of.bytes_, all.bytes(), all.is_done());
  (void)std::fputc('\n', stderr);
  of.has_bar_ = false;
}

}  // namespace copying
