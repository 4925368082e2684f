#include "drive_fixtures.hpp"

#include "demand.hpp"
#include "live.hpp"

#include <fcntl.h>
#include <linux/blkzoned.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace ringlet::live {
namespace {

constexpr const char* plain_serial = "ringlet-io";
constexpr auto block_bytes = static_cast<::ssize_t>(aligned_block::size());
constexpr std::uint64_t kernel_sector = 512;  // zones are told of in these, whatever the drive has

std::string plain_controller() { return nvme_controller(plain_serial); }

unique_fd opened(const std::string& path, int flags) {
  return own(::open(path.c_str(), flags | O_CLOEXEC), ("opening " + path).c_str());
}

/// A kernel older than the character device has none.
unique_fd opened_if_there(const std::string& path) {
  return std::filesystem::exists(path) ? opened(path, O_RDWR) : unique_fd();
}

::blk_zone zone_at(int file, std::uint64_t sector) {
  alignas(::blk_zone_report) std::array<std::byte, sizeof(::blk_zone_report) + sizeof(::blk_zone)>
      report{};
  ::blk_zone_report asked{};
  asked.sector = sector;
  asked.nr_zones = 1;
  std::memcpy(report.data(), &asked, sizeof asked);
  demand(::ioctl(file, BLKREPORTZONE, report.data()) == 0, "asking for a zone");
  ::blk_zone found;
  std::memcpy(&found, report.data() + sizeof asked, sizeof found);
  return found;
}

}  // namespace

std::string nvme_controller(const std::string& serial) {
  std::error_code none;
  for (const auto& each : std::filesystem::directory_iterator("/sys/class/nvme", none)) {
    std::ifstream file(each.path() / "serial");
    std::string found;
    if (file >> found && found == serial) return each.path().filename().string();
  }
  throw unavailable("there is no NVMe drive here whose serial number is " + serial);
}

// ---- memory -------------------------------------------------------------------------------------

aligned_block::aligned_block() {
  void* const made =
      ::mmap(nullptr, size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  demand(made != MAP_FAILED, "mmap");
  memory_ = static_cast<std::byte*>(made);
}

aligned_block::~aligned_block() { ::munmap(memory_, size()); }

void aligned_block::fill(char with) const {
  std::ranges::fill(bytes(), static_cast<std::byte>(with));
}

bool consist_of(std::span<const std::byte> bytes, char wanted) {
  return std::ranges::all_of(
      bytes, [wanted](std::byte each) { return each == static_cast<std::byte>(wanted); });
}

// ---- a drive of blocks --------------------------------------------------------------------------

nvme_drive::nvme_drive(ring&) {
  const std::string name = plain_controller();
  block_device_ = opened("/dev/" + name + "n1", O_RDWR | O_DIRECT);
  generic_ = opened_if_there("/dev/ng" + name.substr(4) + "n1");
  controller_ = opened("/dev/" + name, O_RDWR);
  nsid_ = static_cast<std::uint32_t>(::ioctl(fd(), NVME_IOCTL_ID));
  int sector = 0;
  demand(::ioctl(fd(), BLKSSZGET, &sector) == 0, "asking for the size of a sector");
  sector_ = static_cast<unsigned>(sector);
}

void nvme_drive::put(char with) const {
  const aligned_block other;
  other.fill(with);
  demand(::pwrite(fd(), other.bytes().data(), other.size(), 0) == block_bytes,
         "writing to a drive");
}

bool nvme_drive::has_only(char wanted) const {
  const aligned_block there;
  demand(::pread(fd(), there.bytes().data(), there.size(), 0) == block_bytes,
         "reading from a drive");
  return consist_of(there.bytes(), wanted);
}

::nvme_uring_cmd nvme_drive::command(std::uint8_t opcode, std::uint64_t first) const {
  ::nvme_uring_cmd made{};
  made.opcode = opcode;
  made.nsid = nsid_;
  made.addr = reinterpret_cast<std::uintptr_t>(block().data());
  made.data_len = static_cast<std::uint32_t>(block().size());
  made.cdw10 = static_cast<std::uint32_t>(first);
  made.cdw11 = static_cast<std::uint32_t>(first >> 32);
  made.cdw12 = static_cast<std::uint32_t>(block().size() / sector_ - 1);  // 0 means one
  return made;
}

::nvme_uring_cmd nvme_drive::read_command() const { return command(2, 0); }

::nvme_uring_cmd nvme_drive::write_command() const { return command(1, 0); }

::nvme_uring_cmd nvme_drive::read_command_into(std::span<std::byte> bytes) const {
  ::nvme_uring_cmd made = read_command();
  made.addr = reinterpret_cast<std::uintptr_t>(bytes.data());
  return made;
}

::nvme_uring_cmd nvme_drive::write_command_of(std::span<const std::byte> bytes) const {
  ::nvme_uring_cmd made = write_command();
  made.addr = reinterpret_cast<std::uintptr_t>(bytes.data());
  return made;
}

::nvme_uring_cmd nvme_drive::read_command_beyond() const {
  return command(2, std::uint64_t{1} << 40);
}

::nvme_uring_cmd nvme_drive::identify_command() const {
  constexpr std::uint32_t of_the_controller = 1;
  ::nvme_uring_cmd made{};
  made.opcode = 6;
  made.addr = reinterpret_cast<std::uintptr_t>(block().data());
  made.data_len = static_cast<std::uint32_t>(block().size());
  made.cdw10 = of_the_controller;
  return made;
}

bool nvme_drive::is_identified() const {
  constexpr std::size_t where = 4;
  const std::string_view serial(plain_serial);
  return std::ranges::equal(block().subspan(where, serial.size()),
                            std::as_bytes(std::span(serial)));
}

polled_drive::polled_drive(ring& loop) : nvme_drive(loop) {
  std::ifstream file("/sys/block/" + plain_controller() + "n1/queue/io_poll");
  int polled = 0;
  if (!(file >> polled) || polled == 0)
    throw unavailable(
        "the NVMe drive has no queue to poll: the module nvme is without poll_queues");
}

// ---- a drive of zones ---------------------------------------------------------------------------

zoned_drive::zoned_drive(ring&)
    : file_(opened("/dev/" + nvme_controller("ringlet-zoned") + "n1", O_RDWR | O_DIRECT)) {
  zone_bytes_ = zone_at(fd(), 0).len * kernel_sector;
}

void zoned_drive::put(unsigned zones) const {
  ::blk_zone_range range{};
  range.nr_sectors = zones * zone_bytes_ / kernel_sector;
  demand(::ioctl(fd(), BLKRESETZONE, &range) == 0, "resetting zones");
  const aligned_block data;
  data.fill('z');
  for (unsigned zone = 0; zone < zones; ++zone) {
    demand(::pwrite(fd(), data.bytes().data(), data.size(),
                    static_cast<::off_t>(zone * zone_bytes_)) == block_bytes,
           "writing to a zone");
  }
}

std::uint64_t zoned_drive::written(unsigned zone) const {
  const ::blk_zone found = zone_at(fd(), zone * zone_bytes_ / kernel_sector);
  return (found.wp - found.start) * kernel_sector;
}

}  // namespace ringlet::live
