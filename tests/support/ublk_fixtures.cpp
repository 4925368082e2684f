#include "ublk_fixtures.hpp"

#include "demand.hpp"
#include "live.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <utility>

namespace ringlet::live {
namespace {

using namespace std::chrono_literals;

constexpr const char* control_path = "/dev/ublk-control";
constexpr std::uint16_t depth = 4;  // how much can be asked for at a time
constexpr std::uint64_t blocks = 8;
constexpr auto block_bytes = static_cast<std::uint32_t>(aligned_block::size());
constexpr std::uint64_t sector_bytes = 512;

// What <linux/ublk_cmd.h> of Linux 6.1, the oldest that this is compiled with, does not have yet.
constexpr std::uint64_t in_batches = 1U << 15;          // UBLK_F_BATCH_IO
constexpr std::uint64_t without_partitions = 1U << 18;  // UBLK_F_NO_AUTO_PART_SCAN
constexpr std::uint16_t with_addresses = 1U << 1;       // UBLK_BATCH_F_HAS_BUF_ADDR

/// struct ublk_elem_header, and the address that follows it where there are addresses.
struct element {
  std::uint16_t tag;
  std::uint16_t buffer;
  std::int32_t result;
  std::uint64_t address;
};

template <class Struct>
constexpr std::uint32_t told(unsigned number) {
  return static_cast<std::uint32_t>(_IOWR('u', number, Struct));
}
template <class Struct>
constexpr std::uint32_t asked(unsigned number) {
  return static_cast<std::uint32_t>(_IOR('u', number, Struct));
}

constexpr auto add_device = told<::ublksrv_ctrl_cmd>(UBLK_CMD_ADD_DEV);
constexpr auto set_parameters = told<::ublksrv_ctrl_cmd>(UBLK_CMD_SET_PARAMS);
constexpr auto start_device = told<::ublksrv_ctrl_cmd>(UBLK_CMD_START_DEV);
constexpr auto stop_device = told<::ublksrv_ctrl_cmd>(UBLK_CMD_STOP_DEV);
constexpr auto get_features = asked<::ublksrv_ctrl_cmd>(0x13);
constexpr auto delete_device = asked<::ublksrv_ctrl_cmd>(0x14);  // and does not wait for its end
constexpr auto prepare_elements = told<ublk_batch>(0x25);
constexpr auto commit_elements = told<ublk_batch>(0x26);

/// A command with elements, whose address the driver reads from where other operations have theirs.
struct command {
  op::uring_cmd128 plain;
  const void* elements = nullptr;

  static constexpr std::size_t sqe_size = op::uring_cmd128::sqe_size;
  static constexpr std::size_t sqe_count = 1;
  static constexpr requirement needs = op::uring_cmd128::needs;

  void encode(sqe_slot slot) const noexcept {
    plain.encode(slot);
    slot.sqe().addr = reinterpret_cast<std::uintptr_t>(elements);
  }
  [[nodiscard]] static result<int> decode(cqe_view cqe) noexcept {
    return op::uring_cmd128::decode(cqe);
  }
};

/// Sends a command on a ring of its own, so that any thread may, and waits for its answer.
result<int> tell(const command& wanted) {
  ring loop(ring_options{.entries = 4, .big_sqes = sqe_entries::big});
  return loop.run([&wanted]() -> task<result<int>> {
    const auto answer = co_await wanted;
    co_return answer;
  });
}

/// Sends a command about a device, or, with the highest number, about none yet.
template <class Argument>
result<int> tell_control(std::uint32_t number, std::uint32_t device, Argument* argument) {
  const unique_fd control(::open(control_path, O_RDWR | O_CLOEXEC));
  if (!control) return std::unexpected(std::error_code(errno, std::generic_category()));
  ::ublksrv_ctrl_cmd about{};
  about.dev_id = device;
  about.queue_id = 0xffff;  // no queue
  if constexpr (std::is_same_v<Argument, const ::pid_t>) {
    about.data[0] = static_cast<std::uint64_t>(*argument);
  } else {
    about.addr = reinterpret_cast<std::uintptr_t>(argument);
    about.len = sizeof *argument;
  }
  return tell({.plain = {.file = control, .command = number, .payload = about}});
}

result<int> tell_control(std::uint32_t number, std::uint32_t device) {
  const ::pid_t nothing = 0;
  return tell_control(number, device, &nothing);
}

void demand_done(const result<int>& answer, const char* what) {
  if (!answer) give_up(what, answer.error().value());
}

constexpr char letter_of(std::uint64_t block) { return static_cast<char>('a' + block); }

/// Whether something becomes so within a time that is long for the slowest guest.
template <class Condition>
bool comes_true(const Condition& holds) {
  const auto end = std::chrono::steady_clock::now() + 10s;
  while (std::chrono::steady_clock::now() < end) {
    if (holds()) return true;
    std::this_thread::sleep_for(1ms);
  }
  return false;
}

}  // namespace

ublk_device::ublk_device(ring&) {
  std::uint64_t features = 0;
  if (::access(control_path, R_OK | W_OK) != 0)
    throw unavailable("no ublk device can be made here");
  const auto known = tell_control(get_features, 0xffffffff, &features);
  if (!known || (features & in_batches) == 0)
    throw unavailable("the ublk driver here does not work in batches (Linux 7.0)");
  ::ublksrv_ctrl_dev_info device{};
  device.nr_hw_queues = 1;
  device.queue_depth = depth;
  device.max_io_buf_bytes = block_bytes;
  device.dev_id = 0xffffffff;  // any
  device.flags = in_batches | without_partitions;
  demand_done(tell_control(add_device, device.dev_id, &device), "adding a ublk device");
  number_ = device.dev_id;
  try {
    set_up();
  } catch (...) {
    take_down();
    throw;
  }
}

ublk_device::~ublk_device() { take_down(); }

void ublk_device::set_up() {
  ::ublk_params parameters{};
  parameters.len = sizeof parameters;
  parameters.types = UBLK_PARAM_TYPE_BASIC;
  parameters.basic.logical_bs_shift = 12;
  parameters.basic.physical_bs_shift = 12;
  parameters.basic.io_min_shift = 12;
  parameters.basic.io_opt_shift = 12;
  parameters.basic.max_sectors = block_bytes / sector_bytes;
  parameters.basic.dev_sectors = blocks * block_bytes / sector_bytes;
  demand_done(tell_control(set_parameters, number_, &parameters), "describing a ublk device");
  const std::string path = "/dev/ublkc" + std::to_string(number_);
  driver_ = own(::open(path.c_str(), O_RDWR | O_CLOEXEC), "opening a ublk device as its driver");
  static_assert(depth * sizeof(::ublksrv_io_desc) <= aligned_block::size());
  void* const mapped = ::mmap(nullptr, aligned_block::size(), PROT_READ, MAP_SHARED | MAP_POPULATE,
                              driver_.get(), 0);
  demand(mapped != MAP_FAILED, "mapping what a ublk device is asked for");
  asked_ = static_cast<const volatile ::ublksrv_io_desc*>(mapped);
  prepare();
  const ::pid_t driver = ::getpid();
  demand_done(tell_control(start_device, number_, &driver), "starting a ublk device");
}

void ublk_device::prepare() {
  std::vector<element> elements;
  for (std::uint16_t tag = 0; tag < depth; ++tag) {
    memories_.push_back(std::make_unique<aligned_block>());
    const auto address = reinterpret_cast<std::uintptr_t>(memories_.back()->bytes().data());
    elements.push_back({.tag = tag, .buffer = 0, .result = 0, .address = address});
  }
  const ublk_batch batch{
      .flags = with_addresses, .elements = depth, .bytes_of_each = sizeof(element)};
  demand_done(tell({.plain = {.file = driver_, .command = prepare_elements, .payload = batch},
                    .elements = elements.data()}),
              "preparing the requests of a ublk device");
}

void ublk_device::take_down() {
  if (stopper_.joinable()) stopper_.join();
  over_ = true;
  if (starter_.joinable()) starter_.join();
  // Stopping waits for what no fetch has handed out; that the driver is gone ends this too.
  if (asked_ != nullptr) {
    ::munmap(const_cast<::ublksrv_io_desc*>(asked_), aligned_block::size());
  }
  driver_ = unique_fd();
  join();
  (void)tell_control(delete_device, number_);
}

bool ublk_device::stop() const { return tell_control(stop_device, number_).has_value(); }

void ublk_device::stop_after(std::chrono::milliseconds delay) {
  stopper_ = std::thread([this, delay] {
    std::this_thread::sleep_for(delay);
    (void)stop();
  });
}

bool ublk_device::is_there() const { return ::access(("/dev/" + name()).c_str(), F_OK) == 0; }

std::size_t ublk_device::handed_out() const {
  std::size_t count = 0;
  for (std::size_t tag = 0; tag < depth; ++tag) count += asked_[tag].nr_sectors != 0 ? 1U : 0U;
  return count;
}

bool ublk_device::has_one_in_flight() const {
  std::ifstream file("/sys/block/" + name() + "/inflight");
  unsigned reads = 0;
  return file >> reads && reads != 0;
}

void ublk_device::read(std::initializer_list<unsigned> wanted) {
  for (const unsigned block : wanted) {
    readings_.push_back(std::make_unique<reading>());
    readings_.back()->block = block;
  }
  starter_ = std::thread([this] {
    for (std::size_t before = 0; before < readings_.size(); ++before) {
      if (!comes_true([&] { return handed_out() >= before || over_; }) || over_) return;
      reading& one = *readings_[before];
      one.reader = std::thread([this, &one] {
        const unique_fd device(::open(("/dev/" + name()).c_str(), O_RDONLY | O_DIRECT | O_CLOEXEC));
        one.got = ::pread(device.get(), one.memory.bytes().data(), block_bytes,
                          static_cast<::off_t>(one.block) * block_bytes);
      });
    }
  });
  demand(comes_true([this] { return has_one_in_flight(); }), "reading from a ublk device");
}

bool ublk_device::answers(const std::vector<lease>& handed_out) {
  std::vector<element> elements;
  for (const lease& tags : handed_out) {
    std::uint16_t tag = depth;
    if (tags.size() == sizeof tag) std::memcpy(&tag, tags.data(), sizeof tag);
    if (tag >= depth) break;
    const aligned_block& memory = *memories_[tag];
    memory.fill(letter_of(asked_[tag].start_sector * sector_bytes / block_bytes));
    elements.push_back({.tag = tag,
                        .buffer = 0,
                        .result = static_cast<std::int32_t>(block_bytes),
                        .address = reinterpret_cast<std::uintptr_t>(memory.bytes().data())});
  }
  const ublk_batch batch{.flags = with_addresses,
                         .elements = static_cast<std::uint16_t>(elements.size()),
                         .bytes_of_each = sizeof(element)};
  const auto taken = tell({.plain = {.file = driver_, .command = commit_elements, .payload = batch},
                           .elements = elements.data()});
  const bool all = elements.size() == readings_.size() && taken &&
                   std::cmp_equal(*taken, elements.size() * sizeof(element));
  // What is not answered keeps its reader waiting until the device is stopped.
  if (all) join();
  const bool stopped = stop();
  join();
  return all && stopped && std::ranges::all_of(readings_, [](const auto& one) {
           return std::cmp_equal(one->got, block_bytes) &&
                  consist_of(one->memory.bytes(), letter_of(one->block));
         });
}

void ublk_device::join() {
  if (starter_.joinable()) starter_.join();
  for (const auto& one : readings_) {
    if (one->reader.joinable()) one->reader.join();
  }
}

}  // namespace ringlet::live
