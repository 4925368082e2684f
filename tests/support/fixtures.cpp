#include "fixtures.hpp"

#include "demand.hpp"

#include <liburing.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace ringlet::live {
namespace {

struct ::stat status_of(int descriptor) {
  struct ::stat status{};
  demand(::fstat(descriptor, &status) == 0, "fstat");
  return status;
}

std::string temporary_folder() {
  const char* folder = std::getenv("TMPDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/tmp";
}

void send_all(int socket, std::string_view text) {
  demand(
      ::send(socket, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<::ssize_t>(text.size()),
      "send");
}

/// Whether `text` goes from one connected socket to the other.
bool carries(int from, int to, std::string_view text) {
  if (::send(from, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT) !=
      static_cast<::ssize_t>(text.size())) {
    return false;
  }
  std::array<char, 64> room{};
  if (!comes(to, POLLIN)) return false;
  const ::ssize_t got = ::recv(to, room.data(), room.size(), MSG_DONTWAIT);
  return got >= 0 && std::string_view(room.data(), static_cast<std::size_t>(got)) == text;
}

bool talk(int one, int other) { return carries(one, other, "ping") && carries(other, one, "pong"); }

address own_address_of(int socket) {
  ::sockaddr_storage storage{};
  ::socklen_t size = sizeof storage;
  auto* const raw = reinterpret_cast<::sockaddr*>(&storage);
  demand(::getsockname(socket, raw, &size) == 0, "getsockname");
  return {raw, size};
}

unique_fd new_tcp_socket(int flags = 0) {
  return own(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0), "a TCP socket");
}

const ::sockaddr* raw_address(const address& any) {
  return reinterpret_cast<const ::sockaddr*>(any.data());
}

void connect_plainly(int socket, const address& peer) {
  demand(::connect(socket, raw_address(peer), peer.size()) == 0, "connecting over the loopback");
}

unique_fd connected_client(const address& peer) {
  unique_fd client = new_tcp_socket();
  connect_plainly(client.get(), peer);
  return client;
}

int option_of(int socket, int option) {
  int value = -1;
  ::socklen_t size = sizeof value;
  return ::getsockopt(socket, SOL_SOCKET, option, &value, &size) == 0 ? value : -1;
}

/// Writes until not one byte more goes in, and says how many did. The file must be nonblocking.
template <class Write>
std::size_t stuff(Write write) {
  const std::vector<char> chunk(65536, '#');
  std::size_t total = 0;
  for (std::size_t size = chunk.size(); size != 0;) {
    const ::ssize_t written = write(chunk.data(), size);
    if (written > 0)
      total += static_cast<std::size_t>(written);
    else if (written < 0 && errno == EAGAIN)
      size /= 2;
    else
      give_up("filling a pipe or socket");
  }
  return total;
}

task<> feed_later(std::chrono::milliseconds delay, std::shared_ptr<unique_fd> to, std::string text,
                  bool is_a_socket) {
  co_await sleep_for(delay);
  if (is_a_socket)
    send_all(to->get(), text);
  else
    demand(::write(to->get(), text.data(), text.size()) == static_cast<::ssize_t>(text.size()),
           "write");
}

task<> knock_later(std::chrono::milliseconds delay, std::shared_ptr<unique_fd> client,
                   address where) {
  co_await sleep_for(delay);
  *client = connected_client(where);
}

}  // namespace

// ---- looking at descriptors ---------------------------------------------------------------------

bool is_open(int descriptor) { return ::fcntl(descriptor, F_GETFD) >= 0; }

bool closes_on_exec(int descriptor) {
  const int flags = ::fcntl(descriptor, F_GETFD);
  return flags >= 0 && (flags & FD_CLOEXEC) != 0;
}

bool is_nonblocking(int descriptor) {
  const int flags = ::fcntl(descriptor, F_GETFL);
  return flags >= 0 && (flags & O_NONBLOCK) != 0;
}

int access_mode(int descriptor) {
  const int flags = ::fcntl(descriptor, F_GETFL);
  return flags < 0 ? -1 : flags & O_ACCMODE;
}

bool is_socket(int descriptor, int domain, int type, int protocol) {
  return option_of(descriptor, SO_DOMAIN) == domain && option_of(descriptor, SO_TYPE) == type &&
         option_of(descriptor, SO_PROTOCOL) == protocol;
}

// ---- time ---------------------------------------------------------------------------------------

submissions::submissions(ring& loop)
    : head_(loop.native()->sq.khead), start_(__atomic_load_n(head_, __ATOMIC_ACQUIRE)) {}

unsigned submissions::taken() const { return __atomic_load_n(head_, __ATOMIC_ACQUIRE) - start_; }

// ---- files --------------------------------------------------------------------------------------

empty_file::empty_file(ring&) {
  std::string name = temporary_folder() + "/ringlet-live-XXXXXX";
  file_ = own(::mkostemp(name.data(), O_CLOEXEC), "a temporary file");
  demand(::unlink(name.c_str()) == 0, "unlinking a temporary file");
}

int empty_file::read_only() {
  const std::string name = "/proc/self/fd/" + std::to_string(fd());
  read_only_ = own(::open(name.c_str(), O_RDONLY | O_CLOEXEC),
                   "opening a file once more (is /proc mounted?)");
  return read_only_.get();
}

std::size_t empty_file::size() const { return static_cast<std::size_t>(status_of(fd()).st_size); }

std::size_t empty_file::blocks() const {
  return static_cast<std::size_t>(status_of(fd()).st_blocks);
}

std::size_t empty_file::position() const {
  const ::off_t at = ::lseek(fd(), 0, SEEK_CUR);
  demand(at >= 0, "lseek");
  return static_cast<std::size_t>(at);
}

void empty_file::seek(std::size_t to) {
  demand(::lseek(fd(), static_cast<::off_t>(to), SEEK_SET) >= 0, "lseek");
}

std::string empty_file::content() const {
  std::string all(size(), '\0');
  demand(::pread(fd(), all.data(), all.size(), 0) == static_cast<::ssize_t>(all.size()), "pread");
  return all;
}

known_file::known_file(ring& loop) : empty_file(loop) {
  demand(::pwrite(fd(), text().data(), text().size(), 0) == static_cast<::ssize_t>(text().size()),
         "pwrite");
}

std::string_view known_file::text() {
  return "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+-";
}

spare_fd::spare_fd(ring&)
    : file_(own(::open("/dev/null", O_RDWR | O_CLOEXEC), "/dev/null")), number_(file_.get()) {}

temp_dir::temp_dir(ring&) : path_(temporary_folder() + "/ringlet-live-XXXXXX") {
  demand(::mkdtemp(path_.data()) != nullptr, "a temporary directory");
  directory_ = own(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC),
                   "opening a temporary directory");
}

temp_dir::~temp_dir() {
  std::error_code ignored;  // what cannot be removed stays in the folder for temporary files
  std::filesystem::remove_all(path_, ignored);
}

std::string temp_dir::path(std::string_view name) const { return path_ + "/" + std::string(name); }

void temp_dir::make_file(const char* name, std::string_view text) const {
  const unique_fd file = own(::openat(fd(), name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644),
                             "a file in a temporary directory");
  demand(::write(file.get(), text.data(), text.size()) == static_cast<::ssize_t>(text.size()),
         "write");
}

void temp_dir::make_directory(const char* name) const {
  demand(::mkdirat(fd(), name, 0755) == 0, "mkdirat");
}

void temp_dir::make_link(const char* name, const char* says) const {
  demand(::symlinkat(says, fd(), name) == 0, "symlinkat");
}

void temp_dir::make_fifo(const char* name) const {
  demand(::mkfifoat(fd(), name, 0600) == 0, "mkfifoat");
}

std::optional<struct ::stat> temp_dir::status(const char* name) const {
  struct ::stat found{};
  if (::fstatat(fd(), name, &found, AT_SYMLINK_NOFOLLOW) == 0) return found;
  if (errno != ENOENT) give_up("fstatat");
  return std::nullopt;
}

bool temp_dir::exists(const char* name) const { return status(name).has_value(); }

bool temp_dir::is_file(const char* name) const {
  const auto found = status(name);
  return found && S_ISREG(found->st_mode);
}

bool temp_dir::is_directory(const char* name) const {
  const auto found = status(name);
  return found && S_ISDIR(found->st_mode);
}

unsigned temp_dir::mode(const char* name) const {
  const auto found = status(name);
  return found ? found->st_mode & 07777U : ~0U;
}

std::string temp_dir::content(const char* name) const {
  const unique_fd file(::openat(fd(), name, O_RDONLY | O_CLOEXEC));
  if (!file) return "(cannot be opened)";
  std::array<char, 256> room{};
  const ::ssize_t got = ::read(file.get(), room.data(), room.size());
  return got < 0 ? "(cannot be read)" : std::string(room.data(), static_cast<std::size_t>(got));
}

std::string temp_dir::link_says(const char* name) const {
  std::array<char, 256> room{};
  const ::ssize_t got = ::readlinkat(fd(), name, room.data(), room.size());
  return got < 0 ? "(is no link)" : std::string(room.data(), static_cast<std::size_t>(got));
}

bool temp_dir::is_same(const char* name, int descriptor) const {
  const auto found = status(name);
  const struct ::stat open = status_of(descriptor);
  return found && found->st_ino == open.st_ino && found->st_dev == open.st_dev;
}

bool temp_dir::is_same_file(const char* one, const char* other) const {
  const auto first = status(one);
  const auto second = status(other);
  return first && second && first->st_ino == second->st_ino && first->st_nlink == 2;
}

bool temp_dir::agrees_with(const char* name, const struct ::statx& facts) const {
  const auto found = status(name);
  return found && facts.stx_ino == found->st_ino && facts.stx_mode == found->st_mode &&
         std::cmp_equal(facts.stx_size, found->st_size) && facts.stx_nlink == found->st_nlink &&
         facts.stx_uid == found->st_uid && facts.stx_mtime.tv_sec == found->st_mtim.tv_sec &&
         std::cmp_equal(facts.stx_mtime.tv_nsec, found->st_mtim.tv_nsec);
}

// ---- pipes --------------------------------------------------------------------------------------

empty_pipe::empty_pipe(ring& loop) : loop_(&loop) {
  std::array<int, 2> ends{};
  demand(::pipe2(ends.data(), O_CLOEXEC) == 0, "a pipe");
  reader_.reset(ends[0]);
  writer_ = std::make_shared<unique_fd>(ends[1]);
}

void empty_pipe::feed(std::string_view text) const {
  demand(::write(writer(), text.data(), text.size()) == static_cast<::ssize_t>(text.size()),
         "writing into a pipe");
}

void empty_pipe::feed_after(std::chrono::milliseconds delay, std::string text) {
  loop_->spawn(feed_later(delay, writer_, std::move(text), false));
}

std::size_t empty_pipe::fill() const {
  int waiting = 0;
  demand(::ioctl(reader(), FIONREAD, &waiting) == 0, "FIONREAD");
  return static_cast<std::size_t>(waiting);
}

std::string empty_pipe::content() {
  std::string all(fill(), '\0');
  if (all.empty()) return all;
  demand(::read(reader(), all.data(), all.size()) == static_cast<::ssize_t>(all.size()),
         "reading from a pipe");
  return all;
}

bool empty_pipe::is_at_end() const { return fill() == 0 && comes(reader(), POLLHUP); }

full_pipe::full_pipe(ring& loop) : empty_pipe(loop) {
  const int flags = ::fcntl(writer(), F_GETFL);
  demand(flags >= 0 && ::fcntl(writer(), F_SETFL, flags | O_NONBLOCK) == 0,
         "making a pipe nonblocking");
  bytes_ =
      stuff([this](const char* data, std::size_t size) { return ::write(writer(), data, size); });
  demand(::fcntl(writer(), F_SETFL, flags) == 0, "making a pipe blocking again");
  if (bytes_ != fill() || is_there(writer(), POLLOUT)) give_up("a full pipe", EINVAL);
}

// ---- sockets ------------------------------------------------------------------------------------

socket_pair::socket_pair(ring& loop) : loop_(&loop) {
  std::array<int, 2> ends{};
  demand(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0,
         "a pair of sockets");
  near_.reset(ends[0]);
  far_ = std::make_shared<unique_fd>(ends[1]);
}

void socket_pair::feed(std::string_view text) const { send_all(far_->get(), text); }

void socket_pair::feed_after(std::chrono::milliseconds delay, std::string text) {
  loop_->spawn(feed_later(delay, far_, std::move(text), true));
}

bool socket_pair::can_feed() const {
  return ::send(far_->get(), "?", 1, MSG_NOSIGNAL | MSG_DONTWAIT) == 1;
}

std::string socket_pair::received() const {
  std::string all;
  std::array<char, 65536> room{};
  for (;;) {
    const ::ssize_t got = ::recv(far_->get(), room.data(), room.size(), MSG_DONTWAIT);
    if (got <= 0) return all;
    all.append(room.data(), static_cast<std::size_t>(got));
  }
}

bool socket_pair::is_drained() const { return !is_there(near(), POLLIN); }

bool socket_pair::far_is_at_end() const {
  char room = 0;
  return ::recv(far_->get(), &room, 1, MSG_DONTWAIT) == 0;
}

full_socket_pair::full_socket_pair(ring& loop) : socket_pair(loop) {
  bytes_ = stuff([this](const char* data, std::size_t size) {
    return ::send(near(), data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
  });
  if (is_there(near(), POLLOUT)) give_up("a socket without room", EINVAL);
}

tcp_socket::tcp_socket(ring&) : socket_(new_tcp_socket()) {}

address tcp_socket::own_address() const { return own_address_of(fd()); }

void tcp_socket::connect_to(const address& peer) const { connect_plainly(fd(), peer); }

bound_socket::bound_socket(ring& loop) : tcp_socket(loop) {
  const address any_port = address::loopback(0);
  demand(::bind(fd(), raw_address(any_port), any_port.size()) == 0,
         "binding to a port of 127.0.0.1");
}

bool bound_socket::is_listening() const { return option_of(fd(), SO_ACCEPTCONN) == 1; }

unsigned bound_socket::backlog() const {
  ::tcp_info info{};
  ::socklen_t size = sizeof info;
  demand(::getsockopt(fd(), IPPROTO_TCP, TCP_INFO, &info, &size) == 0, "TCP_INFO");
  return info.tcpi_sacked;  // what a listening socket says there
}

bool bound_socket::can_be_reached() const {
  const unique_fd client = new_tcp_socket(SOCK_NONBLOCK);
  const address there = where();
  if (::connect(client.get(), raw_address(there), there.size()) == 0) return true;
  return errno == EINPROGRESS && comes(client.get(), POLLOUT) &&
         option_of(client.get(), SO_ERROR) == 0;
}

listening_socket::listening_socket(ring& loop)
    : bound_socket(loop), loop_(&loop), client_(std::make_shared<unique_fd>()) {
  demand(::listen(fd(), 16) == 0, "listen");
}

void listening_socket::knock() { *client_ = connected_client(where()); }

void listening_socket::knock_after(std::chrono::milliseconds delay) {
  loop_->spawn(knock_later(delay, client_, where()));
}

address listening_socket::knocker() const { return own_address_of(client_->get()); }

bool listening_socket::talks_with(int accepted) const { return talk(client_->get(), accepted); }

bool listening_socket::is_connected_with(int client) const {
  if (!comes(fd(), POLLIN)) return false;
  const unique_fd accepted(::accept4(fd(), nullptr, nullptr, SOCK_CLOEXEC));
  return accepted && talk(client, accepted.get());
}

bool listening_socket::is_emptied() const { return !is_there(fd(), POLLIN); }

deaf_listener::deaf_listener(ring& loop) : listener_(loop) {
  demand(::listen(listener_.fd(), 0) == 0, "listen");
  const address there = where();
  for (int i = 0; i < 16; ++i) {
    unique_fd client = new_tcp_socket(SOCK_NONBLOCK);
    const bool at_once = ::connect(client.get(), raw_address(there), there.size()) == 0;
    demand(at_once || errno == EINPROGRESS, "connecting over the loopback");
    const bool answered = at_once || comes(client.get(), POLLOUT, 50ms);
    clients_.push_back(std::move(client));
    if (!answered) return;
  }
  give_up("a listening socket that answers nobody", EINVAL);
}

epoll_instance::epoll_instance(ring&)
    : epoll_(own(::epoll_create1(EPOLL_CLOEXEC), "an epoll instance")) {}

void epoll_instance::add(int descriptor, std::uint32_t events, std::uint64_t data) const {
  ::epoll_event event = event_of(events, data);
  demand(::epoll_ctl(fd(), EPOLL_CTL_ADD, descriptor, &event) == 0, "epoll_ctl");
}

bool epoll_instance::reports(std::uint32_t events, std::uint64_t data) const {
  std::array<::epoll_event, 4> found{};
  const int count = ::epoll_wait(fd(), found.data(), static_cast<int>(found.size()), 0);
  return count == 1 && found[0].events == events && found[0].data.u64 == data;
}

bool epoll_instance::reports_nothing() const {
  ::epoll_event found{};
  return ::epoll_wait(fd(), &found, 1, 0) == 0;
}

// ---- what is registered with the ring -----------------------------------------------------------

file_table::file_table(ring& loop)
    : loop_(&loop), filler_(own(::open("/dev/null", O_RDWR | O_CLOEXEC), "/dev/null")) {
  std::array<int, slots> none{};
  none.fill(-1);
  demand_registered(::io_uring_register_files(loop.native(), none.data(), slots),
                    "registering a table of files");
}

void file_table::put(unsigned slot, int descriptor) const {
  demand_registered(::io_uring_register_files_update(loop_->native(), slot, &descriptor, 1),
                    "filling a slot");
}

void file_table::fill() const { fill_but(slots); }

void file_table::fill_but(unsigned slot) const {
  for (unsigned i = 0; i < slots; ++i) {
    if (i != slot) put(i, filler_.get());
  }
}

std::string file_table::name_in(unsigned slot) const {
  std::ifstream info("/proc/self/fdinfo/" + std::to_string(loop_->native()->ring_fd));
  const std::string wanted = std::to_string(slot) + ":";
  bool in_table = false;
  for (std::string line; std::getline(info, line);) {
    if (!in_table) {
      in_table = line.starts_with("UserFiles:");
      continue;
    }
    const std::size_t number = line.find_first_not_of(' ');
    if (number == std::string::npos || number == 0) break;  // the next section
    if (line.compare(number, wanted.size(), wanted) != 0) continue;
    const std::size_t name = line.find_first_not_of(' ', number + wanted.size());
    return name == std::string::npos || line.substr(name) == "<none>" ? std::string()
                                                                      : line.substr(name);
  }
  // From 6.7 on the kernel leaves empty slots out; that it lists the table at all must be sure.
  if (!in_table)
    throw std::runtime_error(
        "setting up a live test: /proc/self/fdinfo does not list the ring's files");
  return {};
}

bool file_table::is_empty(unsigned slot) const { return name_in(slot).empty(); }

bool file_table::holds(unsigned slot, const std::string& path) const {
  const std::string found = name_in(slot);
  // Before 6.9 the kernel gives the last part of the path only.
  return !found.empty() && (found == path || path.ends_with("/" + found));
}

bool file_table::holds_socket(unsigned slot) const {
  const std::string found = name_in(slot);
  return found.starts_with("socket:") || found == "TCP" || found == "TCPv6";
}

fixed_buffer::fixed_buffer(ring& loop) : loop_(&loop) {
  constexpr std::size_t page = 4096;
  void* const mapped =
      ::mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  demand(mapped != MAP_FAILED, "mmap");
  memory_ = static_cast<std::byte*>(mapped);
  const std::array<::iovec, 2> buffers{::iovec{memory_, page}, ::iovec{memory_ + page, page}};
  demand_registered(::io_uring_register_buffers(loop.native(), buffers.data(), 2),
                    "registering buffers (is RLIMIT_MEMLOCK too low?)");
}

fixed_buffer::~fixed_buffer() {
  ::io_uring_unregister_buffers(loop_->native());
  ::munmap(memory_, 2 * 4096);
}

std::span<std::byte> fixed_buffer::bytes() const { return {memory_ + 4096, 4096}; }

void fixed_buffer::fill(std::string_view text) const {
  std::ranges::copy(std::as_bytes(std::span(text)), bytes().begin());
}

bool fixed_buffer::begins_with(std::string_view text) const {
  return std::ranges::equal(bytes().first(text.size()), std::as_bytes(std::span(text)));
}

std::array<::iovec, 2> fixed_buffer::ranges(std::size_t first, std::size_t second) {
  lengths_ = {first, second};
  return {::iovec{bytes().data(), first}, ::iovec{bytes().data() + 2048, second}};
}

std::array<::iovec, 2> fixed_buffer::ranges(std::string_view first, std::string_view second) {
  std::ranges::copy(std::as_bytes(std::span(first)), bytes().begin());
  std::ranges::copy(std::as_bytes(std::span(second)), bytes().subspan(2048).begin());
  return ranges(first.size(), second.size());
}

std::span<const std::byte> fixed_buffer::range(std::size_t which) const {
  return bytes().subspan(2048 * which, lengths_[which]);
}

// ---- operations in flight -----------------------------------------------------------------------

task<> pending_operation::started() {
  start();
  while (!state_->id.live() && !state_->ended) co_await yield();
  co_await sleep_for(1ms);  // a turn of the ring, so that the kernel has it
  if (state_->ended)
    throw std::runtime_error("setting up a live test: what was to be pending ended at once");
}

task<bool> pending_operation::has_ended() {
  for (int i = 0; i < 5000 && !state_->ended; ++i) co_await sleep_for(1ms);
  co_return state_->ended;
}

task<bool> pending_operation::failed_with(int errno_value) {
  const bool ended = co_await has_ended();
  co_return ended && state_->error == std::error_code(errno_value, std::generic_category());
}

task<bool> pending_operation::failed_with_other_waiting(int errno_value,
                                                        const pending_operation& other) {
  const bool failed = co_await failed_with(errno_value);
  co_return failed&& other.is_waiting();
}

task<bool> pending_operation::succeeded_after(std::chrono::milliseconds least) {
  const bool ended = co_await has_ended();
  const auto elapsed = std::chrono::steady_clock::now() - state_->start;
  co_return ended && !state_->error && elapsed >= least && elapsed < 10s;
}

task<bool> both_failed_with(pending_operation& first, pending_operation& second, int errno_value) {
  const bool one = co_await first.failed_with(errno_value);
  const bool other = co_await second.failed_with(errno_value);
  co_return one&& other;
}

struct pending_poll::poll_state : pending_operation::state {
  explicit poll_state(ring& loop) : sockets(loop), file(sockets.near()) {}
  socket_pair sockets;
  file_ref file;
  poll_events wanted = poll_events::in;
  poll_events seen{};
};

pending_poll::pending_poll(ring& loop)
    : pending_operation(loop, std::make_shared<poll_state>(loop)) {}

pending_poll::poll_state& pending_poll::poll() const { return static_cast<poll_state&>(*state_); }

int pending_poll::fd() const { return poll().sockets.near(); }

void pending_poll::use(file_ref other) { poll().file = other; }

void pending_poll::wait_for(poll_events events) { poll().wanted = events; }

void pending_poll::start() { loop_->spawn(wait(std::static_pointer_cast<poll_state>(state_))); }

task<> pending_poll::wait(std::shared_ptr<poll_state> self) {
  const op::poll_add operation{.file = self->file, .events = self->wanted};
  self->begun = true;
  const auto result = co_await with_id(self->id, operation);
  if (result)
    self->seen = *result;
  else
    self->error = result.error();
  self->ended = true;
}

task<bool> pending_poll::saw_once_fed(poll_events events) {
  if (!is_waiting()) co_return false;
  poll().sockets.feed("x");
  const bool ended = co_await has_ended();
  co_return ended && !state_->error && poll().seen == events;
}

linked_poll::linked_poll(ring& loop) : loop_(&loop), sockets_(loop), watch_(loop) {
  loop.on_foreign([made = state_](const foreign_completion& cqe) { made->res = cqe.res; });
}

void linked_poll::queue() {
  io_uring_sqe& sqe = loop_->take_one();
  ::io_uring_prep_poll_add(&sqe, sockets_.near(), POLLIN);
  sqe.flags |= IOSQE_IO_LINK;
}

task<bool> linked_poll::ended_with(std::int32_t res) {
  for (int i = 0; i < 5000 && !state_->res; ++i) co_await sleep_for(1ms);
  co_return state_->res == res;
}

task<bool> linked_poll::was_cancelled_after(std::chrono::milliseconds least) {
  const bool cancelled = co_await ended_with(-ECANCELED);
  co_return cancelled&& watch_.elapsed() >= least&& watch_.elapsed() < 10s;
}

task<bool> linked_poll::succeeded() {
  const bool saw = co_await ended_with(POLLIN);
  co_return saw;
}

pending_timeout::pending_timeout(ring& loop) : pending_operation(loop, std::make_shared<state>()) {}

void pending_timeout::start() { loop_->spawn(wait(state_)); }

task<> pending_timeout::wait(std::shared_ptr<state> self) {
  const op::timeout operation{.after = 1h};
  self->begun = true;
  const auto result = co_await with_id(self->id, operation);
  if (!result) self->error = result.error();
  self->ended = true;
}

late_nop::late_nop(ring& loop) : done_(std::make_shared<bool>(false)) {
  loop.spawn(perform(done_));
}

task<> late_nop::perform(std::shared_ptr<bool> done) {
  co_await sleep_for(20ms);
  const op::nop operation{};
  const auto result = co_await operation;
  *done = result.has_value();
}

}  // namespace ringlet::live
