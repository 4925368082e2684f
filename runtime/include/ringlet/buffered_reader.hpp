// A file or a socket that is read through a buffer: by lines, by lengths, or as it comes.
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <expected>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include <ringlet/buffers.hpp>
#include <ringlet/file_ref.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sqe.hpp>
#include <ringlet/transfer.hpp>
#include <ringlet/uapi.hpp>

namespace ringlet {

namespace detail {

/// What the operations of a buffered reader have in common. `Take` is what a call takes out of the
/// buffer: `is_there(reader)`, whether it can without reading more, and `take(reader, res)`.
template <class Reader, class Take>
class buffered_op {
 public:
  static constexpr std::size_t sqe_size = 64;
  static constexpr std::size_t sqe_count = 1;
  static constexpr std::string_view name = Take::name;
  static constexpr requirement needs = needs_of_way<typename Reader::way>;

  buffered_op(Reader& from, const Take& take) noexcept : from_(&from), take_(take) {}

  [[nodiscard]] std::error_code check() const noexcept {
    return from_->in_use_ ? std::make_error_code(std::errc::device_or_resource_busy)
                          : std::error_code();
  }
  [[nodiscard]] bool ready() const noexcept { return take_.is_there(*from_, 0); }
  void encode(sqe_slot slot) const noexcept {
    from_->in_use_ = true;
    take_.encode(*from_, slot.sqe());
  }
  bool wants_more(std::int32_t& res, std::uint64_t& so_far) const noexcept {
    if (res > 0) from_->advance_offset(static_cast<std::uint64_t>(res));
    return take_.wants_more(*from_, res, so_far);
  }
  void advance(io_uring_sqe& sqe, std::uint64_t so_far) const noexcept {
    take_.advance(*from_, sqe, so_far);
  }
  template <class Visit>
  void for_each_lent(Visit visit) const {
    const std::span<std::byte> into = take_.room(*from_);
    visit(into.data(), into.size(), Reader::way::use, lent_until::complete);
  }
  void disarm() const noexcept { from_->in_use_ = false; }
  [[nodiscard]] auto decode(cqe_view cqe) const noexcept {
    from_->in_use_ = false;
    return take_.decode(*from_, cqe);
  }

 private:
  Reader* from_;
  Take take_;
};

/// What fills the buffer and takes a view of it.
struct take_view {
  template <class Reader>
  static void encode(Reader& from, io_uring_sqe& sqe) noexcept {
    from.encode_fill(sqe);
  }
  template <class Reader>
  static std::span<std::byte> room(const Reader& from) noexcept {
    return from.free_room();
  }
  template <class Reader>
  static void advance(const Reader&, io_uring_sqe&, std::uint64_t) noexcept {}
};

struct take_some : take_view {
  static constexpr std::string_view name = "buffered_reader::read_some";

  template <class Reader>
  static bool is_there(const Reader& from, std::size_t) noexcept {
    return !from.buffered().empty() || from.is_full();
  }
  template <class Reader>
  static bool wants_more(Reader& from, std::int32_t res, std::uint64_t&) noexcept {
    if (res > 0) from.filled(static_cast<std::size_t>(res));
    return res == -EINTR;
  }
  template <class Reader>
  static result<std::string_view> decode(Reader& from, cqe_view cqe) noexcept {
    if (cqe.res < 0) return failure(-cqe.res);
    if (!from.buffered().empty()) return from.take(from.buffered().size());
    if (from.is_full()) return failure(EOVERFLOW);  // a buffer of no length
    return std::unexpected(std::error_code());
  }
};

struct take_until : take_view {
  static constexpr std::string_view name = "buffered_reader::read_until";

  std::string_view delimiter;

  /// Also where it cannot come any more, because the buffer is full.
  template <class Reader>
  bool is_there(Reader& from, std::size_t searched) const noexcept {
    const std::size_t overlap = delimiter.empty() ? 0 : delimiter.size() - 1;
    from.found_ = from.buffered().find(delimiter, searched > overlap ? searched - overlap : 0);
    return from.found_ != std::string_view::npos || from.is_full();
  }
  template <class Reader>
  bool wants_more(Reader& from, std::int32_t res, std::uint64_t&) const noexcept {
    if (res <= 0) return res == -EINTR;
    const std::size_t searched = from.buffered().size();
    from.filled(static_cast<std::size_t>(res));
    return !is_there(from, searched);
  }
  template <class Reader>
  result<std::string_view> decode(Reader& from, cqe_view cqe) const noexcept {
    if (from.found_ != std::string_view::npos) {
      const std::string_view found = from.take(from.found_ + delimiter.size());
      return found.substr(0, found.size() - delimiter.size());
    }
    if (cqe.res < 0) return failure(-cqe.res);
    if (from.is_full()) return failure(EOVERFLOW);
    return std::unexpected(std::error_code());
  }
};

/// What fills the caller's memory: with what is buffered, and past the buffer with the rest.
struct take_exactly {
  static constexpr std::string_view name = "buffered_reader::read_exactly";

  std::span<std::byte> target;

  template <class Reader>
  bool is_there(const Reader& from, std::size_t) const noexcept {
    return rest(from).empty();
  }
  template <class Reader>
  void encode(Reader& from, io_uring_sqe& sqe) const noexcept {
    from.encode_read(sqe, rest(from));
  }
  template <class Reader>
  std::span<std::byte> room(const Reader& from) const noexcept {
    return rest(from);
  }
  template <class Reader>
  void advance(const Reader& from, io_uring_sqe& sqe, std::uint64_t so_far) const noexcept {
    sqe.addr += so_far;
    sqe.len = clamped(rest(from).size() - so_far);
  }
  template <class Reader>
  bool wants_more(Reader& from, std::int32_t& res, std::uint64_t& so_far) const noexcept {
    return wants_rest<typename Reader::way>(res, so_far, rest(from).size());
  }
  template <class Reader>
  transferred decode(Reader& from, cqe_view cqe) const noexcept {
    const bool was_there = rest(from).empty();
    const std::string_view first = from.take(target.size());
    first.copy(reinterpret_cast<char*>(target.data()), first.size());
    return decode_transferred(was_there ? 1 : cqe.res, first.size() + cqe.extra[0]);
  }

 private:
  /// What does not come from the buffer. Nothing is taken from that while a call is under way.
  template <class Reader>
  std::span<std::byte> rest(const Reader& from) const noexcept {
    const std::size_t buffered = from.buffered().size();
    return buffered < target.size() ? target.subspan(buffered) : std::span<std::byte>();
  }
};

/// `Way` is how it reads: a file, or a socket.
template <class Way>
class basic_buffered_reader {
 public:
  using way = Way;

  basic_buffered_reader(const basic_buffered_reader&) = delete;
  basic_buffered_reader& operator=(const basic_buffered_reader&) = delete;

  /// What comes before the next `delimiter`, which may have several bytes and is itself left out,
  /// as a result<std::string_view>. Where there is none, the error is
  ///
  /// - std::error_code(), which is none, if the file or the stream has ended: what came behind the
  ///   last delimiter is in buffered();
  /// - value_too_large if the buffer is full: read_some() takes what is in it;
  /// - operation_canceled or timed_out, or what read(2) or recv(2) answers: whatever came is still
  ///   in the buffer, and the next call finds it there;
  /// - device_or_resource_busy if another call is under way.
  ///
  /// The bytes of `delimiter` must stay valid until it completes.
  [[nodiscard("it does nothing until it is awaited")]] auto read_until(
      std::string_view delimiter) noexcept {
    return buffered_op(*this, take_until{{}, delimiter});
  }

  /// What is there, at least one byte: what the buffer holds, or else what one read gives. Errors
  /// as those of read_until.
  [[nodiscard("it does nothing until it is awaited")]] auto read_some() noexcept {
    return buffered_op(*this, take_some{});
  }

  /// Fills `target`, which may be longer than the buffer. Gives a `transferred`, as
  /// ringlet::read_exactly does, and what it counts was taken, whether or not it was all.
  template <writable_bytes Range>
  [[nodiscard("it does nothing until it is awaited")]] auto read_exactly(Range&& target) noexcept {
    return buffered_op(*this, take_exactly{all_of(std::forward<Range>(target))});
  }

  /// What has come and was not taken yet.
  [[nodiscard]] std::string_view buffered() const noexcept {
    return {reinterpret_cast<const char*>(room_.data()) + begin_, end_ - begin_};
  }

 protected:
  basic_buffered_reader(file_ref file, std::span<std::byte> buffer, std::uint64_t offset) noexcept
      : file_(file), room_(buffer), offset_(offset) {}
  ~basic_buffered_reader() = default;

 private:
  template <class, class>
  friend class buffered_op;
  friend take_view;
  friend take_some;
  friend take_until;
  friend take_exactly;

  [[nodiscard]] bool is_full() const noexcept { return end_ - begin_ == room_.size(); }

  /// Only here do bytes move, so that a view that was given holds until the next call.
  void encode_fill(io_uring_sqe& sqe) noexcept {
    std::memmove(room_.data(), room_.data() + begin_, end_ - begin_);
    end_ -= std::exchange(begin_, 0);
    encode_read(sqe, free_room());
  }
  [[nodiscard]] std::span<std::byte> free_room() const noexcept { return room_.subspan(end_); }
  void encode_read(io_uring_sqe& sqe, std::span<std::byte> into) const noexcept {
    encode_transfer<Way>(sqe, file_, address_of(into.data()), into.size(), offset_);
  }
  void filled(std::size_t count) noexcept { end_ += count; }
  void advance_offset(std::uint64_t count) noexcept {
    if (offset_ != current_position) offset_ += count;
  }
  std::string_view take(std::size_t count) noexcept {
    const std::string_view taken = buffered().substr(0, count);
    begin_ += taken.size();
    return taken;
  }

  file_ref file_;
  std::span<std::byte> room_;
  std::uint64_t offset_;
  std::size_t begin_ = 0;  // of what was not taken
  std::size_t end_ = 0;
  std::size_t found_ = std::string_view::npos;  // where the delimiter is, behind begin_
  bool in_use_ = false;
};

}  // namespace detail

/// A file or a pipe that is read through a buffer of the caller's:
///
///     std::array<char, 4096> room;
///     buffered_reader input(file, room);
///     while (auto line = co_await input.read_until("\n")) use(*line);
///
/// A line is then a view into that buffer, and valid until the next call; one that does not fit is
/// refused with value_too_large, so that memory is bounded. Each call is one operation, with at
/// most as many reads as it needs, so that within and with_id hold for the whole of it, and nothing
/// that came is lost by them. Nothing is allocated.
///
/// It borrows the file and the buffer, and begins at `offset`, or at the file's own position. One
/// call at a time. It neither moves nor copies.
class buffered_reader : public detail::basic_buffered_reader<detail::reading> {
 public:
  template <detail::writable_bytes Range>
  buffered_reader(file_ref file, Range&& buffer, std::uint64_t offset = current_position) noexcept
      : basic_buffered_reader(file, detail::all_of(std::forward<Range>(buffer)), offset) {}
};

/// The same for a stream socket.
class buffered_receiver : public detail::basic_buffered_reader<detail::receiving> {
 public:
  template <detail::writable_bytes Range>
  buffered_receiver(file_ref socket, Range&& buffer) noexcept
      : basic_buffered_reader(socket, detail::all_of(std::forward<Range>(buffer)),
                              current_position) {}
};

}  // namespace ringlet
