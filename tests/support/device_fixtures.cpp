#include "device_fixtures.hpp"

#include <fcntl.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "demand.hpp"
#include "live.hpp"

namespace ringlet::live {

namespace {

constexpr std::size_t loop_bytes = std::size_t{64} << 10;

}  // namespace

loop_device::loop_device(ring&) : file_(::memfd_create("ringlet loop", MFD_CLOEXEC)) {
  demand(file_ && ::ftruncate(file_.get(), loop_bytes) == 0, "a file without a name");
  const unique_fd control(::open("/dev/loop-control", O_RDWR | O_CLOEXEC));
  if (!control) throw unavailable("no loop device can be made here");
  // Somebody else may take the free one first.
  for (int attempt = 0; attempt < 16 && !device_; ++attempt) {
    const int number = ::ioctl(control.get(), LOOP_CTL_GET_FREE);
    if (number < 0) throw unavailable("no loop device is free here");
    const std::string path = "/dev/loop" + std::to_string(number);
    unique_fd device(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (!device) throw unavailable("loop devices cannot be opened here");
    if (::ioctl(device.get(), LOOP_SET_FD, file_.get()) == 0) device_ = std::move(device);
  }
  if (!device_) throw unavailable("loop devices cannot be set up here");
}

loop_device::~loop_device() { (void)::ioctl(device_.get(), LOOP_CLR_FD, 0); }

void loop_device::fill(unsigned char byte) const {
  const std::vector<unsigned char> bytes(loop_bytes, byte);
  demand(::pwrite(device_.get(), bytes.data(), bytes.size(), 0) == ssize_t{loop_bytes} &&
             ::fsync(device_.get()) == 0,
         "writing to a loop device");
}

bool loop_device::is_filled(std::size_t offset, std::size_t length, unsigned char byte) const {
  std::vector<unsigned char> bytes(length);
  const ssize_t got = ::pread(file_.get(), bytes.data(), length, static_cast<off_t>(offset));
  return got == static_cast<ssize_t>(length) &&
         std::ranges::all_of(bytes, [byte](unsigned char each) { return each == byte; });
}

}  // namespace ringlet::live
