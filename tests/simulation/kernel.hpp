// A model of the kernel's side of io_uring, in virtual time.
//
// It knows rings, the requests in flight on them, and the files that these are about. The stand-ins
// for system calls (calls.cpp) lead here while a kernel is active. Everything that a kernel may do
// in more than one way is asked of `choices`.
#pragma once

#include <liburing.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "choices.hpp"
#include "ledger.hpp"

namespace simulation {

using nanoseconds = std::int64_t;
inline constexpr nanoseconds never = std::numeric_limits<nanoseconds>::max();
inline constexpr int first_descriptor = 1'000'000;

/// What this kernel has, and how it is minded.
struct profile {
  bool deferred = true;              // IORING_SETUP_DEFER_TASKRUN
  bool cooperative = true;           // IORING_SETUP_COOP_TASKRUN
  bool sync_cancel = true;           // IORING_REGISTER_SYNC_CANCEL
  bool registered_rings = true;      // IORING_REGISTER_RING_FDS
  bool message_by_call = true;       // IORING_REGISTER_SEND_MSG_RING
  bool refuses_on_overflow = false;  // EBUSY while completions wait for room
  bool faults = true;                // errors, short transfers and lateness
};

enum class file_kind : std::uint8_t {
  external,  // a socket whose peer is the world: bytes come and go, until there are no more
  silent,    // one where nothing ever happens
  internal,  // one end of a pair that the program has both ends of
  listener,  // connections come
  quiet,     // a listener to which nobody comes
  event,     // an eventfd
  ring,
};

struct ring_state;

struct file {
  file_kind kind;
  std::uint32_t serial;         // tells files apart in traces, and what bytes they give
  std::uint64_t position = 0;   // of the bytes that it has given
  std::uint32_t remaining = 0;  // bytes or connections to come
  std::uint64_t count = 0;      // an eventfd's
  std::deque<std::uint8_t> inbound;
  std::weak_ptr<file> peer;
  std::unique_ptr<ring_state> ring;
};

enum class phase : std::uint8_t {
  held,       // behind a drain
  linked,     // behind the member of its chain before it
  armed,      // waits, and is tried at `due`
  worker,     // in a worker thread, which is done with it at `due`
  notifying,  // has its result, and the notification comes at `due`
  over,
};

struct request {
  io_uring_sqe sqe;
  std::uint64_t tag = 0;
  std::uint32_t serial = 0;
  phase is = phase::armed;
  nanoseconds due = never;
  nanoseconds began = 0;
  std::shared_ptr<file> on;
  request* next = nullptr;          // of its chain
  request* watched = nullptr;       // what a link_timeout is about
  std::uint64_t lent_checksum = 0;  // of the bytes that the kernel reads
  nanoseconds period = 0;           // of a timeout
  std::uint64_t repeats = 0;        // 0: without end
  std::int32_t verdict = 0;         // what a cancel has made of it; 0: nothing
  unsigned misses = 0;              // cancels that did not find it
  unsigned given = 0;               // completions so far
  bool drains = false;
};

/// A CQE before the program has taken it.
struct posted {
  std::uint64_t user_data;
  std::int32_t res;
  std::uint32_t flags;
  std::uint64_t tag;
};

struct lent_buffer {
  std::uint64_t address;
  std::uint32_t length;
  std::uint16_t id;
};

/// Buffers that the kernel selects from.
struct buffer_group {
  io_uring_buf* shared = nullptr;  // null where they come by requests
  std::uint32_t entries = 0;
  std::uint16_t seen = 0;  // how far the shared ring was looked at
  std::deque<lent_buffer> free;
  std::vector<bool> owned;  // by the kernel, by id
};

struct free_memory {
  void operator()(std::byte* memory) const noexcept;
};
using pages = std::unique_ptr<std::byte, free_memory>;
pages new_pages(std::size_t size);

struct ring_state {
  int descriptor = -1;
  std::uint32_t number = 0;
  io_uring_params parameters{};
  pages rings;
  pages sqes;
  unsigned* sq_head = nullptr;
  unsigned* sq_tail = nullptr;
  unsigned* sq_flags = nullptr;
  unsigned* cq_head = nullptr;
  unsigned* cq_tail = nullptr;
  bool enabled = false;
  std::vector<posted> beside;  // what stands in each entry of the completion queue
  unsigned consumed = 0;       // how far the program was seen to have come there
  std::deque<posted> task_work;
  std::deque<posted> overflow;
  std::vector<std::unique_ptr<request>> requests;  // in the order in which they came
  std::shared_ptr<file> signal;
  std::map<std::uint16_t, buffer_group> groups;
  std::vector<std::shared_ptr<file>> table;
  bool refuses_drains = false;  // since there was a request whose success is not told of

  [[nodiscard]] bool is(unsigned setup_flag) const noexcept {
    return (parameters.flags & setup_flag) != 0;
  }
};

class kernel {
 public:
  kernel(const profile& has, choices& from);
  kernel(const kernel&) = delete;
  kernel& operator=(const kernel&) = delete;
  ~kernel();

  /// Held while the model does something of its own: what it frees then is none of the program's.
  class inside {
   public:
    inside() noexcept { ++depth_; }
    inside(const inside&) = delete;
    inside& operator=(const inside&) = delete;
    ~inside() { --depth_; }
    [[nodiscard]] static bool any() noexcept { return depth_ != 0; }

   private:
    static inline int depth_ = 0;
  };

  /// The one that system calls lead to; null while they are the real ones.
  [[nodiscard]] static kernel* active() noexcept { return active_; }

  // ---- system calls, as the kernel answers them: at least 0, or a negative errno
  // -----------------

  int setup(unsigned entries, io_uring_params& parameters);
  int enter(unsigned number, unsigned to_submit, unsigned min_complete, unsigned flags,
            const void* argument, std::size_t size);
  int register_with(unsigned number, unsigned what, void* argument, unsigned count);
  int sync_cancel(int ring, const io_uring_sync_cancel_reg& request);
  void* map(std::size_t size, int descriptor, long long offset);
  /// Whether the memory was mapped here.
  bool unmap(void* address, std::size_t size);
  int close(int descriptor);
  int new_event(unsigned count);
  long read_event(int descriptor, void* into);
  long write_event(int descriptor, std::uint64_t add);
  int poll_ring(int descriptor, short& events);
  /// Each look at the clock takes some moments.
  nanoseconds look_at_clock();
  /// A thread that does something else for so long.
  void let_pass(nanoseconds span) noexcept { now_ += span; }

  // ---- the world, as a program's setting -------------------------------------------------------

  int open_file(file_kind kind, std::uint32_t remaining);
  std::pair<int, int> open_pair();
  [[nodiscard]] bool is_open(int descriptor) const noexcept;
  [[nodiscard]] const profile& has() const noexcept { return has_; }
  /// How many descriptors are open.
  [[nodiscard]] std::size_t open_descriptors() const noexcept { return open_; }
  /// Whether the ring has a buffer that the program has not been given.
  [[nodiscard]] std::size_t buffers_owned(int ring, std::uint16_t group);

  /// Waits until `descriptor` is readable, or until `until`: as an event loop around a ring does.
  void wait_outside(int descriptor, nanoseconds until);

  /// Takes note of what the program has taken out of its queues.
  void look_at_queues() {
    const inside model;
    for (ring_state* ring : rings_) note_consumed(*ring);
  }

  /// Memory goes: nothing that the kernel may still write to, or will tell of, lies there.
  void memory_goes(const void* memory, std::size_t size);

  [[nodiscard]] nanoseconds now() const noexcept { return now_; }
  [[nodiscard]] std::size_t enters() const noexcept { return entered_at_.size(); }
  /// When the kernel was entered for the (number + 1)th time; `never` where it was not.
  [[nodiscard]] nanoseconds entered_at(std::size_t number) const noexcept {
    return number < entered_at_.size() ? entered_at_[number] : never;
  }
  [[nodiscard]] choices& choose() noexcept { return choose_; }
  [[nodiscard]] simulation::ledger& accounts() noexcept { return accounts_; }
  [[nodiscard]] std::uint64_t operations() const noexcept { return operations_; }
  [[nodiscard]] std::uint64_t hash() const noexcept { return trace_.value(); }
  /// Takes part in the hash, and is printed where traces are.
  void note(const char* what, std::uint64_t first, std::int64_t second = 0);

  /// Checked when a program has ended and everything of it is destroyed.
  void check_end();

  static bool prints_trace;

 private:
  // files (files.cpp)
  std::shared_ptr<file> file_of(int descriptor) const noexcept;
  ring_state* ring_of(unsigned number) noexcept;
  int install(std::shared_ptr<file> opened);
  std::shared_ptr<file> new_file(file_kind kind, std::uint32_t remaining);
  void wake_waiters(const file& of);
  void signal(file& event);

  // submission (kernel.cpp)
  int submit(ring_state& ring, unsigned to_submit);
  void accept(ring_state& ring, const io_uring_sqe& sqe, std::vector<request*>& chain);
  void begin(ring_state& ring, request& head);
  void go(ring_state& ring, request& ready);
  void sweep(ring_state& ring);

  // completion (kernel.cpp)
  void post(ring_state& ring, const request& of, std::int32_t res, std::uint32_t flags,
            std::uint64_t sum = 0);
  void settle(const request& of, std::int32_t res, std::uint32_t flags, std::uint64_t sum);
  void pass_over(const request& of, std::int32_t res, std::uint64_t sum = 0);
  void post_foreign(ring_state& ring, std::uint64_t user_data, std::int32_t res);
  void deliver(ring_state& ring, const posted& completion);
  void put(ring_state& ring, const posted& completion);
  void flush_overflow(ring_state& ring);
  static constexpr std::size_t all_task_work = ~std::size_t{};
  // What an entry runs that does not wait: 20 in Linux, fewer here, so that small programs come to
  // it.
  static constexpr std::size_t few_task_work = 1;
  void run_task_work(ring_state& ring, std::size_t most = all_task_work);
  void note_consumed(ring_state& ring);
  [[nodiscard]] unsigned waiting_in(const ring_state& ring) const noexcept {
    return *ring.cq_tail - *ring.cq_head;
  }
  void complete(ring_state& ring, request& done, std::int32_t res, std::uint32_t flags = 0,
                std::uint64_t sum = 0);

  // time (kernel.cpp)
  bool advance(nanoseconds until);
  void happen(ring_state& ring, request& next);
  bool break_silence(nanoseconds since);
  void count_entry();
  int wait(ring_state& ring, unsigned min_complete, nanoseconds until);
  nanoseconds lateness();

  // what each opcode does (requests.cpp)
  std::int32_t prepare(ring_state& ring, request& fresh);
  void attempt(ring_state& ring, request& tried);
  void attempt_receive(ring_state& ring, request& tried);
  void attempt_send(ring_state& ring, request& tried);
  void attempt_accept(ring_state& ring, request& tried);
  void attempt_poll(ring_state& ring, request& tried);
  void attempt_timeout(ring_state& ring, request& tried);
  void attempt_message(ring_state& ring, request& tried);
  void provide(ring_state& ring, request& tried);
  std::int32_t fail_by_chance(const request& tried);
  std::uint64_t move_bytes(file& from, std::uint8_t* to, std::uint32_t count);
  void check_lent(const request& of) const;
  [[nodiscard]] static bool is_immediate(unsigned code) noexcept;
  [[nodiscard]] bool is_endless(const request& of) const noexcept;

  // cancelling (cancelling.cpp)
  std::int32_t cancel_matching(ring_state& ring, const request* except, std::uint64_t user_data,
                               unsigned flags, int descriptor, unsigned code);
  std::int32_t cancel_one(ring_state& ring, request& target);

  // buffers (buffers.cpp)
  void adopt(buffer_group& group);
  void own(buffer_group& group, const lent_buffer& buffer);
  std::optional<lent_buffer> select(ring_state& ring, std::uint16_t group);

  static kernel* active_;

  profile has_;
  choices& choose_;
  nanoseconds now_ = 1'000'000'000'000;
  std::vector<std::shared_ptr<file>> descriptors_;
  std::size_t open_ = 0;
  std::vector<ring_state*> rings_;
  std::map<void*, std::pair<pages, std::size_t>> mappings_;
  simulation::ledger accounts_;
  std::vector<nanoseconds> entered_at_;
  nanoseconds last_patience_ = 0;
  checksum trace_;
  std::uint64_t operations_ = 0;
  std::size_t entries_ = 0;
  bool has_drained_ = false;
  std::uint32_t serials_ = 0;
  bool direct_ = false;  // whether what completes does so as it is submitted
};

}  // namespace simulation
