// Asks an NVMe controller who it is and what it has: nvme_identify /dev/nvme0. It takes root.
//
// The command goes to the drive as it is, in an entry of 128 bytes of a ring of such entries. Since
// Linux 6.19 that is an operation of its own, op::uring_cmd128_cqe32; what kernels from 6.0 on have
// instead is written here as an operation of the program's own.
#include <fcntl.h>
#include <linux/nvme_ioctl.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <ringlet/ringlet.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

using namespace ringlet;
using namespace std::chrono_literals;

namespace {

// From the NVM Express base specification: the Identify command.
constexpr std::uint8_t identify_opcode = 0x06;
enum class what : std::uint32_t { namespace_ = 0, controller = 1, list_of_namespaces = 2 };
constexpr std::size_t identify_size = 4096;
using identity = std::array<std::byte, identify_size>;

constexpr auto patience = 5s;

/// The same command before Linux 6.19: docs/decisions/0018-big-commands.md.
struct command_in_big_entry {
  static constexpr std::string_view name = "command_in_big_entry";
  static constexpr std::size_t sqe_size = 128;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::size_t cqe_size = 32;

  file_ref file;
  std::uint32_t command;
  command_payload<80> payload;

  void encode(sqe_slot entry) const noexcept {
    io_uring_sqe& sqe = entry.sqe();
    file.begin(sqe, opcode::uring_cmd);
    sqe.cmd_op = command;
    payload.copy_to(sqe);
  }
  static result<big_value> decode(cqe_view cqe) noexcept { return decode_big_value(cqe); }
};

class controller {
 public:
  controller(ring& loop, const std::string& path)
      : path_(path), has_own_opcode_(loop.has(op::uring_cmd128_cqe32::needs)) {}

  task<> open() {
    device_ = co_await checked(op::openat{.path = path_, .flags = open_flags::cloexec});
  }

  /// Fills `answer` with what the controller knows of itself or of a namespace.
  task<> identify(what wanted, std::uint32_t namespace_id, identity& answer) {
    nvme_uring_cmd command{};
    command.opcode = identify_opcode;
    command.nsid = namespace_id;
    command.addr = reinterpret_cast<std::uintptr_t>(answer.data());
    command.data_len = static_cast<std::uint32_t>(answer.size());
    command.cdw10 = static_cast<std::uint32_t>(wanted);
    result<big_value> done;
    if (has_own_opcode_) {
      done = co_await within(
          patience, op::uring_cmd128_cqe32{
                        .file = device_, .command = NVME_URING_CMD_ADMIN, .payload = command});
    } else {
      done = co_await within(
          patience, command_in_big_entry{
                        .file = device_, .command = NVME_URING_CMD_ADMIN, .payload = command});
    }
    if (!done) throw std::system_error(done.error(), path_ + ": identify");
    if (done->value != 0) {  // the drive's own word for what is wrong
      std::array<char, 64> text{};
      (void)std::snprintf(text.data(), text.size(), "the drive answers with the status 0x%x",
                          static_cast<unsigned>(done->value));
      throw std::runtime_error(path_ + ": identify: " + text.data());
    }
  }

 private:
  std::string path_;
  bool has_own_opcode_;
  unique_fd device_;
};

/// A number as drives write it: the lowest byte first.
template <class Number>
Number number_at(const identity& from, std::size_t offset) {
  Number value{};
  std::memcpy(&value, from.data() + offset, sizeof value);
  return value;
}

/// Text as drives write it: with spaces up to its length.
std::string text_at(const identity& from, std::size_t offset, std::size_t length) {
  std::string text(reinterpret_cast<const char*>(from.data()) + offset, length);
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

void print_controller(const identity& of) {
  std::printf("model     %s\n", text_at(of, 24, 40).c_str());
  std::printf("serial    %s\n", text_at(of, 4, 20).c_str());
  std::printf("firmware  %s\n", text_at(of, 64, 8).c_str());
}

void print_namespace(std::uint32_t id, const identity& of) {
  constexpr std::size_t formats = 128;
  constexpr std::size_t format_size = 4;
  const unsigned format = number_at<std::uint8_t>(of, 26) & 0xfU;
  const unsigned block = 1U << number_at<std::uint8_t>(of, formats + format_size * format + 2);
  const auto blocks = number_at<std::uint64_t>(of, 0);
  std::printf("namespace %u: %llu blocks of %u bytes\n", id,
              static_cast<unsigned long long>(blocks), block);
}

task<> show(ring& loop, const std::string& path) {
  controller drive(loop, path);
  co_await drive.open();
  identity answer{};
  co_await drive.identify(what::controller, 0, answer);
  // Some devices, /dev/null among them, take any command and do nothing.
  if (answer == identity{})
    throw std::runtime_error(path + ": identify: this is no NVMe controller");
  print_controller(answer);
  co_await drive.identify(what::list_of_namespaces, 0, answer);
  std::vector<std::uint32_t> ids;
  for (std::size_t at = 0; at < answer.size(); at += sizeof ids[0]) {
    const auto id = number_at<std::uint32_t>(answer, at);
    if (id == 0) break;
    ids.push_back(id);
  }
  for (const std::uint32_t id : ids) {
    co_await drive.identify(what::namespace_, id, answer);
    print_namespace(id, answer);
  }
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    (void)std::fprintf(stderr, "usage: %s /dev/nvmeN\n", words[0]);
    return 2;
  }
  try {
    ring loop(ring_options{.big_sqes = sqe_entries::big, .big_cqes = cqe_entries::big});
    loop.run(show(loop, words[1]));
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "%s: %s\n", words[0], error.what());
    return 1;
  }
}
