#include "append_log.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

using namespace ringlet;
using namespace std::chrono_literals;

namespace kv {

namespace {

/// What a batch begins with, in the byte order of this machine.
struct batch_header {
  std::uint64_t size;          // of what follows
  std::uint32_t checksum;      // of what follows
  std::uint32_t own_checksum;  // of the fields above
};
static_assert(sizeof(batch_header) == 16, "it is written as it is");

std::uint32_t checksum_of(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      ::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

std::uint32_t own_checksum_of(const batch_header& header) {
  return checksum_of(
      {reinterpret_cast<const char*>(&header), offsetof(batch_header, own_checksum)});
}

/// Fills in the header, for which a batch that is collected has left room.
void seal(std::string& batch) {
  batch_header header{};
  const std::string_view content = std::string_view(batch).substr(sizeof header);
  header.size = content.size();
  header.checksum = checksum_of(content);
  header.own_checksum = own_checksum_of(header);
  std::memcpy(batch.data(), &header, sizeof header);
}

/// Whether the file is ours alone. The writes of a server that was killed may still be under way
/// when its process is gone: its ring holds the file, and with it the lock, until they are over.
bool locked(int file) {
  constexpr auto pause = 10ms;
  constexpr auto patience = 2s;
  for (auto left = patience / pause; ::flock(file, LOCK_EX | LOCK_NB) != 0; --left) {
    if (errno != EWOULDBLOCK || left == 0) return false;
    std::this_thread::sleep_for(pause);
  }
  return true;
}

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

append_log::append_log(std::string path) : path_(std::move(path)) {
  file_.reset(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file_) fail("opening " + path_);
  if (!locked(file_.get())) fail(path_ + " is another server's");
  // A new file is in its folder for good when the folder is on the device as well.
  const auto folder = std::filesystem::absolute(path_).parent_path();
  const unique_fd parent(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!parent || ::fsync(parent.get()) != 0) fail("syncing " + folder.string());
}

task<> append_log::reload(std::function<void(std::string_view)> replay) {
  struct stat status{};
  if (::fstat(file_.get(), &status) != 0) fail("looking at " + path_);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const auto damaged = [this](std::string_view what) {
    return std::runtime_error(path_ + ": the batch at byte " + std::to_string(end_) + " " +
                              std::string(what) +
                              ", and it is not the last one. To go on with what is before it, "
                              "cut it off: truncate --size=" +
                              std::to_string(end_) + " " + path_);
  };
  std::string content;
  for (; end_ != size; end_ += sizeof(batch_header) + content.size()) {
    batch_header header{};
    const std::uint64_t left = size - end_;
    if (left < sizeof header) break;
    const auto raw = std::as_writable_bytes(std::span(&header, 1));
    const auto head = co_await read_exactly(file_, raw, end_);
    if (!head) throw std::system_error(head.error(), "reading " + path_);
    if (header.own_checksum != own_checksum_of(header)) {
      // The file may have grown without what was written there.
      const bool never_came = co_await is_zero_from(end_);
      if (never_came) break;
      throw damaged("has a header that is damaged");
    }
    if (header.size > left - sizeof header) break;
    content.resize(header.size);
    const auto body = co_await read_exactly(file_, content, end_ + sizeof header);
    if (!body) throw std::system_error(body.error(), "reading " + path_);
    if (checksum_of(content) != header.checksum) {
      if (header.size == left - sizeof header) break;
      throw damaged("does not have the bytes that were written");
    }
    replay(content);
  }
  if (end_ != size) co_await cut_off_at(end_, size);
}

task<bool> append_log::is_zero_from(std::uint64_t offset) {
  std::vector<char> room(1U << 16U);
  for (;;) {
    const auto got = co_await read_exactly(file_, room, offset);
    const auto came = std::span(room).first(got.bytes());
    if (std::ranges::any_of(came, [](char each) { return each != 0; })) co_return false;
    offset += got.bytes();
    if (!got) co_return !got.error();
  }
}

task<> append_log::cut_off_at(std::uint64_t end, std::uint64_t file_size) {
  std::printf("%s: the last %llu bytes are a batch that was not finished, and are cut off\n",
              path_.c_str(), static_cast<unsigned long long>(file_size - end));
  if (::ftruncate(file_.get(), static_cast<off_t>(end)) != 0) fail("truncating " + path_);
  co_await checked(op::fsync{.file = file_});
}

void append_log::append(std::string_view change) {
  if (next_.empty()) next_.resize(sizeof(batch_header));
  next_.append(change);
  appended_ += change.size();
  has_more_.set();
}

task<bool> append_log::durable(std::uint64_t position) {
  while (durable_ < position) {
    const auto changed = co_await progress_.wait();
    if (!changed) co_return false;
  }
  co_return true;
}

task<> append_log::write_batches() {
  for (;;) {
    const auto more = co_await has_more_.wait();
    if (!more) co_return;
    if (next_.empty()) continue;
    current_.clear();
    std::swap(current_, next_);
    const std::uint64_t position = appended_;
    seal(current_);
    co_await write_one(current_);
    durable_ = position;
    progress_.set();  // for all who wait now
    progress_.reset();
  }
}

/// One chain: the kernel begins the fsync when all is written. What is under way is not cancelled
/// when the server ends, so that only a crash leaves a batch unfinished.
task<> append_log::write_one(std::string_view batch) {
  for (std::string_view left = batch; !left.empty();) {
    auto [written, synced] =
        co_await shielded(linked(op::write{.file = file_, .buffer = left, .offset = end_},
                                 op::fsync{.file = file_, .flags = fsync_flags::datasync}));
    if (!written) throw std::system_error(written.error(), "writing " + path_);
    if (*written == 0) throw std::system_error(EIO, std::generic_category(), "writing " + path_);
    end_ += *written;
    left.remove_prefix(*written);
    // A write that falls short breaks the chain; the rest is written, and synced, by another.
    if (left.empty() && !synced) throw std::system_error(synced.error(), "syncing " + path_);
  }
}

}  // namespace kv
