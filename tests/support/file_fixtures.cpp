#include "file_fixtures.hpp"

#include "fixtures.hpp"
#include "live.hpp"

#include <linux/magic.h>
#include <linux/nvme_ioctl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

namespace ringlet::live {
namespace {

[[noreturn]] void give_up(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), "setting up a live test: " + what);
}

void demand(bool done, const char* what) {
  if (!done) give_up(what);
}

/// A new file in the folder for temporary files; `name` becomes its path.
unique_fd temporary_file(std::string& name) {
  const char* folder = std::getenv("TMPDIR");
  name =
      std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/ringlet-live-XXXXXX";
  const int made = ::mkostemp(name.data(), O_CLOEXEC);
  demand(made >= 0, "a temporary file");
  return unique_fd(made);
}

std::byte* mapped(std::size_t size, int more_flags = 0) {
  void* const made = ::mmap(nullptr, size, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | more_flags, -1, 0);
  demand(made != MAP_FAILED, "mmap");
  return static_cast<std::byte*>(made);
}

constexpr std::byte filling{'#'};
constexpr std::size_t page_bytes = 4096;

bool all_are(std::span<const std::byte> bytes, std::byte value) {
  return std::ranges::all_of(bytes, [value](std::byte each) { return each == value; });
}

}  // namespace

bool is_pipe(int reader, int writer) {
  char room = 0;
  return ::write(writer, "?", 1) == 1 && ::read(reader, &room, 1) == 1 && room == '?';
}

task<bool> is_pipe(direct_slot reader, direct_slot writer) {
  const op::write feed{.file = writer, .buffer = std::string_view("?")};
  const auto fed = co_await feed;
  if (!fed) co_return false;
  std::array<char, 2> room{};
  const op::read take{.file = reader, .buffer = room};
  const auto taken = co_await take;
  co_return taken && *taken == 1 && room[0] == '?';
}

// ---- the page cache -----------------------------------------------------------------------------

cached_file::cached_file(ring&, std::uint64_t begin) : begin_(begin) {
  std::string name;
  file_ = temporary_file(name);
  demand(::unlink(name.c_str()) == 0, "unlinking a temporary file");
  struct ::statfs system{};
  demand(::fstatfs(fd(), &system) == 0, "fstatfs");
  if (system.f_type == TMPFS_MAGIC || system.f_type == RAMFS_MAGIC) {
    throw unavailable("the folder for temporary files is in memory, and has no cache to drop");
  }
  const std::vector<char> text(pages() * page_size(), '#');
  demand(::pwrite(fd(), text.data(), text.size(), static_cast<::off_t>(begin)) ==
             static_cast<::ssize_t>(text.size()),
         "pwrite");
  demand(::fsync(fd()) == 0, "fsync");
  if (pages_in_memory() != pages()) throw unavailable("this file system caches nothing");
}

std::size_t cached_file::page_size() { return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)); }

std::size_t cached_file::pages_in_memory() const {
  const std::size_t length = pages() * page_size();
  void* const view =
      ::mmap(nullptr, length, PROT_READ, MAP_SHARED, fd(), static_cast<::off_t>(begin_));
  demand(view != MAP_FAILED, "mapping a file");
  std::array<unsigned char, pages()> found{};
  const bool asked = ::mincore(view, length, found.data()) == 0;
  ::munmap(view, length);
  demand(asked, "mincore");
  return static_cast<std::size_t>(
      std::ranges::count_if(found, [](unsigned char each) { return (each & 1U) != 0; }));
}

// ---- memory -------------------------------------------------------------------------------------

anonymous_memory::anonymous_memory(ring&) : memory_(mapped(3 * page_bytes)) {
  std::fill_n(memory_, 3 * page_bytes, filling);
}

anonymous_memory::~anonymous_memory() { ::munmap(memory_, 3 * page_bytes); }

std::span<std::byte> anonymous_memory::page(std::size_t number) const {
  return {memory_ + number * page_bytes, page_bytes};
}

bool anonymous_memory::is_filled(std::size_t number) const {
  return all_are(page(number), filling);
}

bool anonymous_memory::is_empty(std::size_t number) const {
  return all_are(page(number), std::byte{});
}

std::span<std::byte> memory_never_mapped::page() const {
  return {reinterpret_cast<std::byte*>(page_bytes), page_bytes};
}

namespace {
constexpr std::size_t vast = (std::size_t{1} << 32) + page_bytes;
}

vast_memory::vast_memory(ring&) : memory_(mapped(vast, MAP_NORESERVE)) {
  std::ranges::fill(end(), filling);
}

vast_memory::~vast_memory() { ::munmap(memory_, vast); }

std::span<std::byte> vast_memory::all() const { return {memory_, vast}; }

std::span<std::byte> vast_memory::end() const { return all().last(page_bytes); }

bool vast_memory::is_filled_at_the_end() const { return all_are(end(), filling); }

bool vast_memory::is_empty_at_the_end() const { return all_are(end(), std::byte{}); }

// ---- extended attributes ------------------------------------------------------------------------

attributed_file::attributed_file(ring&) : file_(temporary_file(path_)) {
  for (const char* candidate : {"user.ringlet", "trusted.ringlet"}) {
    if (::fsetxattr(fd(), candidate, "", 0, 0) != 0) continue;
    demand(::fremovexattr(fd(), candidate) == 0, "fremovexattr");
    attribute_ = candidate;
    return;
  }
  ::unlink(path_.c_str());
  throw unavailable("the folder for temporary files has no extended attributes");
}

attributed_file::~attributed_file() { ::unlink(path_.c_str()); }

void attributed_file::set(std::string_view value) const {
  demand(::fsetxattr(fd(), attribute_.c_str(), value.data(), value.size(), 0) == 0, "fsetxattr");
}

std::optional<std::string> attributed_file::read() const {
  std::array<char, 256> room{};
  const ::ssize_t got = ::fgetxattr(fd(), attribute_.c_str(), room.data(), room.size());
  if (got < 0) {
    demand(errno == ENODATA, "fgetxattr");
    return std::nullopt;
  }
  return std::string(room.data(), static_cast<std::size_t>(got));
}

slots_for_attributes::slots_for_attributes(ring& loop) : file_table(loop) {
  // Nothing that can be asked for came with 6.13; this bit came with 6.14.
  constexpr unsigned rw_attr = 1U << 16;
  if ((loop.features() & rw_attr) == 0)
    throw unavailable("this kernel takes no slot for an extended attribute");
}

// ---- protection information ---------------------------------------------------------------------

namespace {

constexpr std::size_t block_bytes = 512;
constexpr std::size_t protection_bytes = 8;
constexpr const char* put_there = "no sums.";

std::string made_for_tests() {
  for (const auto& each : std::filesystem::directory_iterator("/sys/block")) {
    std::ifstream serial(each.path() / "device/serial");
    std::ifstream format(each.path() / "integrity/format");
    std::string name;
    std::string kind;
    if (serial >> name && name == "ringlet-pi" && format >> kind && kind != "none")
      return "/dev/" + each.path().filename().string();
  }
  throw unavailable("there is no NVMe drive of the serial number ringlet-pi that is protected");
}

}  // namespace

protected_drive::protected_drive(ring&)
    : file_(::open(made_for_tests().c_str(), O_RDWR | O_DIRECT | O_CLOEXEC)),
      memory_(mapped(2 * page_bytes)) {
  demand(static_cast<bool>(file_), "opening a drive");
}

protected_drive::~protected_drive() { ::munmap(memory_, 2 * page_bytes); }

std::span<std::byte> protected_drive::block() const { return {memory_, block_bytes}; }

std::span<std::byte> protected_drive::protection() const {
  return {memory_ + page_bytes, protection_bytes};
}

void protected_drive::fill(std::span<std::byte> block) const {
  std::ranges::fill(block, filling);
  std::memcpy(protection().data(), "8 bytes.", protection_bytes);
}

void protected_drive::put() const {
  alignas(page_bytes) std::array<std::byte, block_bytes> other;
  std::array<std::byte, protection_bytes> beside;
  other.fill(std::byte{'o'});
  std::memcpy(beside.data(), put_there, protection_bytes);
  constexpr unsigned char write = 1;
  command(write, other.data(), beside.data());
}

bool protected_drive::has_come() const {
  return std::memcmp(protection().data(), put_there, protection_bytes) == 0;
}

bool protected_drive::agrees_with(std::span<const std::byte> block) const {
  alignas(page_bytes) std::array<std::byte, block_bytes> there{};
  std::array<std::byte, protection_bytes> beside{};
  constexpr unsigned char read = 2;
  command(read, there.data(), beside.data());
  return std::ranges::equal(there, block) && std::ranges::equal(beside, protection());
}

void protected_drive::command(unsigned char opcode, std::byte* block, std::byte* protection) const {
  ::nvme_passthru_cmd asked{};  // of the first block, without any check
  asked.opcode = opcode;
  asked.nsid = static_cast<unsigned>(::ioctl(fd(), NVME_IOCTL_ID));
  asked.addr = reinterpret_cast<std::uintptr_t>(block);
  asked.data_len = block_bytes;
  asked.metadata = reinterpret_cast<std::uintptr_t>(protection);
  asked.metadata_len = protection_bytes;
  demand(::ioctl(fd(), NVME_IOCTL_IO_CMD, &asked) == 0, "a command of an NVMe drive");
}

// ---- buffers that the kernel selects ------------------------------------------------------------

buffer_rings_known::buffer_rings_known(ring& loop) {
  if (!loop.supports<op::socket>())  // of the same release
    throw unavailable("this kernel is older than rings of buffers (Linux 5.19)");
}

null_device::null_device(ring& loop) : file_(::open("/dev/null", O_RDWR | O_CLOEXEC)) {
  demand(file_.get() >= 0, "opening /dev/null");
  if (loop.supports<op::uring_cmd>() && !loop.supports<op::send_zc>())  // which is of Linux 6.0
    throw unavailable("the null device takes no commands on this kernel (Linux 6.0)");
}

few_buffers::few_buffers(ring& loop, std::uint32_t count, std::uint32_t size) {
  if (loop.supports<op::socket>())  // of the same release as rings of buffers
    ring_.emplace(loop, count, size);
  else
    provided_.emplace(loop, count, size);
}

task<> selectable_buffers::use_up() {
  std::array<int, 2> ends{};
  demand(::pipe2(ends.data(), O_CLOEXEC) == 0, "a pipe");
  const unique_fd reader(ends[0]);
  const unique_fd writer(ends[1]);
  while (available() != 0) {
    demand(::write(writer.get(), "x", 1) == 1, "write");
    const op::read_select take{.file = reader, .buffers = source()};
    auto taken = co_await take;
    if (!taken) throw std::system_error(taken.error(), "setting up a live test: read_select");
    kept_.push_back(*std::move(taken));
  }
}

bool says(const lease& came, std::string_view text) {
  return std::ranges::equal(came.bytes(), std::as_bytes(std::span(text)));
}

}  // namespace ringlet::live
