// What live tests are set up with, and the plain system calls by which they look at the effect from
// outside the ring.
//
// Rows name these classes (key "with" of a test in spec/opcodes.json). Each is constructed with the
// ring, undoes what it did when it goes, and throws with a clear message where the machine does not
// give what it needs.
#pragma once

#include "drive_fixtures.hpp"
#include "file_fixtures.hpp"
#include "priority_fixtures.hpp"
#include <ringlet/ringlet.hpp>

#include <fcntl.h>       // O_RDONLY in rows
#include <netinet/in.h>  // IPPROTO_TCP in rows
#include <sys/epoll.h>   // EPOLLIN in rows
#include <sys/socket.h>  // AF_INET in rows
#include <sys/stat.h>    // struct statx, S_ISREG in rows
#include <sys/uio.h>     // iovec in rows

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace ringlet::live {

using namespace std::chrono_literals;

// ---- looking at descriptors ---------------------------------------------------------------------

bool is_open(int descriptor);
bool closes_on_exec(int descriptor);
bool is_nonblocking(int descriptor);
int access_mode(int descriptor);  // O_RDONLY, O_WRONLY or O_RDWR
bool is_socket(int descriptor, int domain, int type, int protocol);

/// Whether what was read begins with `text`.
inline bool starts_with(std::span<const char> room, std::string_view text) {
  return std::string_view(room.data(), room.size()).starts_with(text);
}

inline ::epoll_event event_of(std::uint32_t events, std::uint64_t data) {
  ::epoll_event made{};
  made.events = events;
  made.data.u64 = data;
  return made;
}

// ---- time ---------------------------------------------------------------------------------------

/// Runs from its construction.
class stopwatch {
 public:
  explicit stopwatch(ring&) {}
  [[nodiscard]] std::chrono::steady_clock::duration elapsed() const {
    return std::chrono::steady_clock::now() - start_;
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// How many SQEs the kernel has taken since the construction, by its own index of the queue.
class submissions {
 public:
  explicit submissions(ring& loop);
  [[nodiscard]] unsigned taken() const;

 private:
  const unsigned* head_;
  unsigned start_;
};

// ---- files --------------------------------------------------------------------------------------

/// A file without a name, open for reading and writing, and empty.
class empty_file {
 public:
  explicit empty_file(ring&);
  [[nodiscard]] int fd() const { return file_.get(); }
  [[nodiscard]] int read_only();  // a second descriptor of the same file
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t blocks() const;
  [[nodiscard]] std::size_t position() const;
  void seek(std::size_t to);
  [[nodiscard]] std::string content() const;

 private:
  unique_fd file_;
  unique_fd read_only_;
};

/// The same with known bytes, no two neighbouring runs of which are alike; its position is 0.
class known_file : public empty_file {
 public:
  explicit known_file(ring& loop);
  /// Whether the file has these bytes there; false for no bytes.
  template <class Range>
  [[nodiscard]] bool holds_at(std::size_t offset, const Range& bytes) const {
    const auto wanted = std::as_bytes(std::span(bytes));
    const std::string now = content();
    return !wanted.empty() && offset + wanted.size() <= now.size() &&
           std::ranges::equal(wanted, std::as_bytes(std::span(now)).subspan(offset, wanted.size()));
  }
  [[nodiscard]] bool is_unchanged() const { return content() == text(); }
  [[nodiscard]] bool begins_unchanged() const { return content().starts_with(text()); }
  [[nodiscard]] bool ends_with(std::string_view end) const {
    return content().ends_with(end) && content().size() == text().size() + end.size();
  }
  static std::string_view text();
};

/// A descriptor to be closed.
class spare_fd {
 public:
  explicit spare_fd(ring&);
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] unique_fd give() { return std::move(file_); }

 private:
  unique_fd file_;
  int number_;
};

/// An empty directory, which is removed with everything in it.
class temp_dir {
 public:
  explicit temp_dir(ring&);
  temp_dir(const temp_dir&) = delete;
  temp_dir& operator=(const temp_dir&) = delete;
  ~temp_dir();

  [[nodiscard]] int fd() const { return directory_.get(); }
  [[nodiscard]] std::string path(std::string_view name) const;

  void make_file(const char* name, std::string_view text) const;
  void make_directory(const char* name) const;
  void make_link(const char* name, const char* says) const;
  void make_fifo(const char* name) const;

  [[nodiscard]] bool exists(const char* name) const;  // the link itself, where it is one
  [[nodiscard]] bool is_file(const char* name) const;
  [[nodiscard]] bool is_directory(const char* name) const;
  [[nodiscard]] unsigned mode(const char* name) const;
  [[nodiscard]] std::string content(const char* name) const;
  [[nodiscard]] std::string link_says(const char* name) const;
  [[nodiscard]] bool is_same(const char* name, int descriptor) const;
  // Whether these are the two paths of one file.
  [[nodiscard]] bool is_same_file(const char* one, const char* other) const;
  [[nodiscard]] bool agrees_with(const char* name, const struct ::statx& facts) const;

 private:
  [[nodiscard]] std::optional<struct ::stat> status(const char* name) const;

  std::string path_;
  unique_fd directory_;
};

// ---- pipes --------------------------------------------------------------------------------------

/// A pipe with nothing in it, blocking at both ends.
class empty_pipe {
 public:
  explicit empty_pipe(ring& loop);
  [[nodiscard]] int reader() const { return reader_.get(); }
  [[nodiscard]] int writer() const { return writer_->get(); }
  void feed(std::string_view text) const;
  void feed_after(std::chrono::milliseconds delay, std::string text);  // by a task of the ring
  void close_reader() { reader_.reset(); }
  void close_writer() { writer_->reset(); }
  [[nodiscard]] std::size_t fill() const;  // bytes that are in it
  [[nodiscard]] std::string content();     // takes them out
  [[nodiscard]] bool is_at_end() const;    // nothing is in it, and nobody can write

 protected:
  ring* loop_;
  unique_fd reader_;
  std::shared_ptr<unique_fd> writer_;
};

/// A pipe into which not one byte more goes.
class full_pipe : public empty_pipe {
 public:
  explicit full_pipe(ring& loop);
  [[nodiscard]] bool is_unchanged() const { return fill() == bytes_; }

 private:
  std::size_t bytes_;
};

// ---- sockets ------------------------------------------------------------------------------------

/// Two connected stream sockets: tests work on the near one and look at the far one.
class socket_pair {
 public:
  explicit socket_pair(ring& loop);
  [[nodiscard]] int near() const { return near_.get(); }
  [[nodiscard]] int far() const { return far_->get(); }
  void feed(std::string_view text) const;  // from the far end
  void feed_after(std::chrono::milliseconds delay, std::string text);
  void close_far() { far_->reset(); }
  [[nodiscard]] bool can_feed() const;         // whether the near end still receives
  [[nodiscard]] std::string received() const;  // what came to the far end; takes it out
  [[nodiscard]] bool is_drained() const;       // nothing waits at the near end
  [[nodiscard]] bool far_is_at_end() const;

 protected:
  ring* loop_;
  unique_fd near_;
  std::shared_ptr<unique_fd> far_;
};

/// The same, with no room for one byte more from the near end to the far one.
class full_socket_pair : public socket_pair {
 public:
  explicit full_socket_pair(ring& loop);
  [[nodiscard]] bool is_unchanged() const { return received().size() == bytes_; }

 private:
  std::size_t bytes_;
};

/// A TCP socket that is nothing yet.
class tcp_socket {
 public:
  explicit tcp_socket(ring&);
  [[nodiscard]] int fd() const { return socket_.get(); }
  [[nodiscard]] address own_address() const;
  void connect_to(const address& peer) const;

 protected:
  unique_fd socket_;
};

/// A TCP socket with a port of 127.0.0.1, at which nobody listens.
class bound_socket : public tcp_socket {
 public:
  explicit bound_socket(ring& loop);
  [[nodiscard]] address where() const { return own_address(); }
  [[nodiscard]] bool is_listening() const;
  [[nodiscard]] unsigned backlog() const;     // how many connections may wait
  [[nodiscard]] bool can_be_reached() const;  // somebody can connect to it
};

/// A TCP socket that listens at a port of 127.0.0.1.
class listening_socket : public bound_socket {
 public:
  explicit listening_socket(ring& loop);
  void knock();  // a client of ours connects, and waits to be accepted
  void knock_after(std::chrono::milliseconds delay);
  [[nodiscard]] address knocker() const;                   // that client's own address
  [[nodiscard]] bool talks_with(int accepted) const;       // bytes go both ways
  [[nodiscard]] bool is_connected_with(int client) const;  // accepts, and bytes go both ways
  [[nodiscard]] bool is_emptied() const;                   // nobody waits to be accepted

 private:
  ring* loop_;
  std::shared_ptr<unique_fd> client_;
};

/// A TCP socket that listens, but answers nobody any more: its backlog is full.
class deaf_listener {
 public:
  explicit deaf_listener(ring& loop);
  [[nodiscard]] address where() const { return listener_.where(); }

 private:
  bound_socket listener_;
  std::vector<unique_fd> clients_;
};

class epoll_instance {
 public:
  explicit epoll_instance(ring&);
  [[nodiscard]] int fd() const { return epoll_.get(); }
  void add(int descriptor, std::uint32_t events, std::uint64_t data) const;
  [[nodiscard]] bool reports(std::uint32_t events, std::uint64_t data) const;  // only that
  [[nodiscard]] bool reports_nothing() const;

 private:
  unique_fd epoll_;
};

// ---- what is registered with the ring -----------------------------------------------------------

/// A table of four slots, empty, registered through native(). What a slot holds the kernel tells in
/// /proc/self/fdinfo. It stays until the ring goes: taking it away waits for what is in flight on
/// its slots (for ever, on 5.10), and a test that failed may have left something there.
class file_table {
 public:
  explicit file_table(ring& loop);

  void put(unsigned slot, int descriptor) const;
  void fill() const;
  void fill_but(unsigned slot) const;
  void clear(unsigned slot) const { put(slot, -1); }
  [[nodiscard]] bool is_empty(unsigned slot) const;
  [[nodiscard]] bool holds(unsigned slot, const std::string& path) const;
  [[nodiscard]] bool holds_socket(unsigned slot) const;

  static constexpr unsigned slots = 4;

 private:
  [[nodiscard]] std::string name_in(unsigned slot) const;

  ring* loop_;
  unique_fd filler_;
};

/// The same, where the kernel takes slots for the operations on extended attributes (Linux 6.13).
class slots_for_attributes : public file_table {
 public:
  explicit slots_for_attributes(ring& loop);
};

/// Two registered buffers of one page; tests use the second, so that an index which is lost shows.
class fixed_buffer {
 public:
  explicit fixed_buffer(ring& loop);
  fixed_buffer(const fixed_buffer&) = delete;
  fixed_buffer& operator=(const fixed_buffer&) = delete;
  ~fixed_buffer();
  [[nodiscard]] std::span<std::byte> bytes() const;
  [[nodiscard]] int index() const { return 1; }
  void fill(std::string_view text) const;
  [[nodiscard]] bool begins_with(std::string_view text) const;

  /// Two ranges of those bytes, which do not touch each other: empty ones, or with these texts.
  [[nodiscard]] std::array<::iovec, 2> ranges(std::size_t first, std::size_t second);
  [[nodiscard]] std::array<::iovec, 2> ranges(std::string_view first, std::string_view second);
  [[nodiscard]] std::span<const std::byte> range(std::size_t which) const;

 private:
  ring* loop_;
  std::byte* memory_;
  std::array<std::size_t, 2> lengths_{};
};

// ---- operations in flight -----------------------------------------------------------------------

/// An operation that another task awaits, for tests about cancelling, removing and changing it.
class pending_operation {
 public:
  /// Starts it, and waits until the kernel has it.
  task<> started();
  [[nodiscard]] const cancel_id& id() const { return state_->id; }
  [[nodiscard]] bool is_waiting() const { return state_->begun && !state_->ended; }
  /// Wait until it has ended (not for ever), and say how.
  task<bool> failed_with(int errno_value);
  task<bool> failed_with_other_waiting(int errno_value, const pending_operation& other);
  task<bool> succeeded_after(std::chrono::milliseconds least);  // and in less than ten seconds

 protected:
  struct state {
    virtual ~state() = default;
    cancel_id id;
    bool begun = false;
    bool ended = false;
    std::error_code error;
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  };
  task<bool> has_ended();
  pending_operation(ring& loop, std::shared_ptr<state> made)
      : loop_(&loop), state_(std::move(made)) {}
  ~pending_operation() = default;
  virtual void start() = 0;

  ring* loop_;
  std::shared_ptr<state> state_;  // shared with the task, which may outlive a test that failed
};

task<bool> both_failed_with(pending_operation& first, pending_operation& second, int errno_value);

/// A poll for something to read on a socket to which nobody sends.
class pending_poll final : public pending_operation {
 public:
  explicit pending_poll(ring& loop);
  [[nodiscard]] int fd() const;
  void use(file_ref other);                     // polls another file; before it is started
  void wait_for(poll_events events);            // polls for something else; before it is started
  task<bool> saw_once_fed(poll_events events);  // the peer sends, and then the poll sees this

 private:
  struct poll_state;
  static task<> wait(std::shared_ptr<poll_state> self);
  void start() override;
  [[nodiscard]] poll_state& poll() const;
};

/// A poll for something to read on a socket, with an SQE made by hand that is linked to the one
/// after it: that of the operation under test.
class linked_poll {
 public:
  explicit linked_poll(ring& loop);
  void queue();  // to be called last
  void feed() const { sockets_.feed("x"); }
  task<bool> was_cancelled_after(std::chrono::milliseconds least);  // and in less than ten seconds
  task<bool> succeeded();

 private:
  struct state {
    std::optional<std::int32_t> res;
  };
  task<bool> ended_with(std::int32_t res);

  ring* loop_;
  socket_pair sockets_;
  stopwatch watch_;
  std::shared_ptr<state> state_ = std::make_shared<state>();
};

/// A timeout of an hour.
class pending_timeout final : public pending_operation {
 public:
  explicit pending_timeout(ring& loop);

 private:
  static task<> wait(std::shared_ptr<state> self);
  void start() override;
};

/// A nop that another task performs a little later.
class late_nop {
 public:
  explicit late_nop(ring& loop);
  [[nodiscard]] bool is_done() const { return *done_; }

 private:
  static task<> perform(std::shared_ptr<bool> done);

  std::shared_ptr<bool> done_;
};

}  // namespace ringlet::live

#include "device_fixtures.hpp"
#include "process_fixtures.hpp"
#include "socket_fixtures.hpp"
#include "ublk_fixtures.hpp"
