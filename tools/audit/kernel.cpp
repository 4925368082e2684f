#include "kernel.hpp"

#include <liburing.h>

#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <memory>
#include <system_error>

namespace ringlet::audit {

namespace {

// The query interface as linux/io_uring/query.h has it, which headers before 6.18 lack.
constexpr unsigned register_query = 35;  // IORING_REGISTER_QUERY
constexpr std::uint32_t query_opcodes = 0;

struct query_header {
  std::uint64_t next_entry;
  std::uint64_t data;
  std::uint32_t operation;
  std::uint32_t size;
  std::int32_t result;
  std::uint32_t reserved[3];
};
static_assert(sizeof(query_header) == 40);

struct opcode_answer {
  std::uint32_t request_opcodes;
  std::uint32_t register_opcodes;
  std::uint64_t features;
  std::uint64_t setup_flags;
  std::uint64_t enter_flags;
  std::uint64_t sqe_flags;
  std::uint32_t query_opcodes;
  std::uint32_t padding;
};
static_assert(sizeof(opcode_answer) == 48);

/// Needs no ring. None on a kernel that does not know the question.
std::optional<query_answer> query() {
  opcode_answer answer{};
  query_header header{};
  header.data = reinterpret_cast<std::uintptr_t>(&answer);
  header.operation = query_opcodes;
  header.size = sizeof answer;
  const long done = ::syscall(__NR_io_uring_register, -1, register_query, &header, 0);
  // The kernel tells how much it has written: less than this, and the flags would be zeros that
  // mean nothing.
  if (done < 0 || header.result < 0 || header.size < offsetof(opcode_answer, query_opcodes))
    return std::nullopt;
  return query_answer{.opcodes = answer.request_opcodes,
                      .register_operations = answer.register_opcodes,
                      .features = answer.features,
                      .setup_flags = answer.setup_flags,
                      .enter_flags = answer.enter_flags,
                      .sqe_flags = answer.sqe_flags};
}

std::vector<int> supported_opcodes(::io_uring& ring) {
  const std::unique_ptr<::io_uring_probe, decltype(&::io_uring_free_probe)> probe(
      ::io_uring_get_probe_ring(&ring), &::io_uring_free_probe);
  if (!probe) throw std::system_error(EOPNOTSUPP, std::generic_category(), "IORING_REGISTER_PROBE");
  std::vector<int> found;
  for (int i = 0; i < probe->ops_len; ++i) {
    const ::io_uring_probe_op& each = probe->ops[i];
    if ((each.flags & IO_URING_OP_SUPPORTED) != 0) found.push_back(each.op);
  }
  return found;
}

}  // namespace

kernel_facts ask_kernel() {
  ::utsname system{};
  ::uname(&system);
  kernel_facts facts{.release = system.release,
                     .version = system.version,
                     .machine = system.machine,
                     .opcodes = {},
                     .features = 0,
                     .query = query()};
  ::io_uring ring{};
  ::io_uring_params params{};
  if (const int failed = ::io_uring_queue_init_params(2, &ring, &params); failed < 0)
    throw std::system_error(-failed, std::generic_category(), "io_uring_setup");
  const std::unique_ptr<::io_uring, decltype(&::io_uring_queue_exit)> closing(
      &ring, &::io_uring_queue_exit);
  facts.features = params.features;
  facts.opcodes = supported_opcodes(ring);
  return facts;
}

}  // namespace ringlet::audit
