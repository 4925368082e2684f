// The memory that operations read from and write to.
#pragma once

#include <sys/uio.h>  // iovec

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>  // std::in_range

#include <ringlet/lending.hpp>

struct statx;  // <sys/stat.h> has it, which nothing else here needs.

namespace ringlet {

/// The most bytes that Linux moves in one operation, 2 GiB less a page. A longer buffer is cut to
/// this, which is no error: every transfer may be short.
inline constexpr std::uint32_t longest_transfer = 0x7ffff000;

namespace detail {

// std::span's own rule says what may be borrowed: contiguous, of a known size, and (for memory that
// will be written) not a container that is about to be destroyed.
template <class Range, class Byte>
concept spans = std::is_constructible_v<std::span<Byte>, Range>;

template <class Range>
concept writable_bytes =
    spans<Range, std::byte> || spans<Range, char> || spans<Range, unsigned char>;

template <class Range>
concept readable_bytes =
    spans<Range, const std::byte> || spans<Range, const char> || spans<Range, const unsigned char>;

template <class Range>
concept string_literal =
    std::is_array_v<std::remove_reference_t<Range>> &&
    std::same_as<std::remove_extent_t<std::remove_reference_t<Range>>, const char>;

/// `range` as a span of the first of these that it has.
template <class Byte, class... Others, class Range>
constexpr auto span_of(Range&& range) noexcept {
  if constexpr (sizeof...(Others) == 0 || spans<Range, Byte>)
    return std::span<Byte>(std::forward<Range>(range));
  else
    return span_of<Others...>(std::forward<Range>(range));
}

constexpr std::uint32_t clamped(std::size_t size) noexcept {
  return size < longest_transfer ? static_cast<std::uint32_t>(size) : longest_transfer;
}

inline std::uint64_t address_of(const volatile void* pointer) noexcept {
  return reinterpret_cast<std::uintptr_t>(pointer);
}

}  // namespace detail

/// Memory that the kernel writes to: any contiguous range of std::byte, char or unsigned char that
/// is not const: a std::array, std::vector, std::string, std::span or plain array.
///
/// It borrows: the memory must stay where it is until the operation completes. A temporary
/// container is refused, for nobody could read what arrived; a temporary std::span is a view and is
/// taken.
class [[gnu::packed]] alignas(std::uint32_t) bytes_out {
 public:
  template <detail::writable_bytes Range>
  constexpr bytes_out(Range&& range) noexcept {
    set(detail::span_of<std::byte, char, unsigned char>(std::forward<Range>(range)));
  }

  [[nodiscard]] std::byte* data() const noexcept { return static_cast<std::byte*>(data_); }

  /// How many bytes an operation transfers at most, cut to `longest_transfer`.
  [[nodiscard]] constexpr std::uint32_t length() const noexcept { return length_; }

  [[nodiscard]] std::uint64_t address() const noexcept { return detail::address_of(data_); }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    // Copies, because no reference may be bound to what is packed.
    visit(static_cast<void*>(data_), length(), lent_for::writing, end);
  }

 private:
  template <class Byte>
  constexpr void set(std::span<Byte> bytes) noexcept {
    data_ = bytes.data();
    length_ = detail::clamped(bytes.size());
  }

  // Twelve bytes, because GCC 12 copies sixteen in one piece where it copies an operation about in
  // a frame, and that waits for the two stores before it; these it sees through.
  void* data_;
  std::uint32_t length_;
};

/// Memory that the kernel reads: any contiguous range of std::byte, char or unsigned char, const or
/// not: a std::string_view, std::string, std::array, std::vector, std::span or plain array.
///
/// A string literal sends its characters and not the zero byte that ends it: "hello" has 5 bytes.
/// The compiler cannot tell a literal from another array of const char, so that one zero byte at
/// the end of any such array is left out; where it belongs to the data, say std::span(array). A
/// `const char*` alone has no length and is refused.
///
/// It borrows: the memory must stay where it is until the operation completes. A temporary lives as
/// long as the `co_await` that it is written in; an operation kept in a variable must not name one.
class [[gnu::packed]] alignas(std::uint32_t) bytes_in {
 public:
  template <detail::readable_bytes Range>
  constexpr bytes_in(Range&& range) noexcept {
    if constexpr (detail::string_literal<Range>) {
      const std::span<const char> text(range);
      set(text.back() == '\0' ? text.first(text.size() - 1) : text);
    } else {
      set(detail::span_of<const std::byte, const char, const unsigned char>(
          std::forward<Range>(range)));
    }
  }

  [[nodiscard]] const std::byte* data() const noexcept {
    return static_cast<const std::byte*>(data_);
  }

  /// How many bytes an operation transfers at most, cut to `longest_transfer`.
  [[nodiscard]] constexpr std::uint32_t length() const noexcept { return length_; }

  [[nodiscard]] std::uint64_t address() const noexcept { return detail::address_of(data_); }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    visit(static_cast<const void*>(data_), length(), lent_for::reading, end);
  }

 private:
  template <class Byte>
  constexpr void set(std::span<Byte> bytes) noexcept {
    data_ = bytes.data();
    length_ = detail::clamped(bytes.size());
  }

  const void* data_;
  std::uint32_t length_;
};

namespace detail {

/// The most iovecs that the kernel takes at once (UIO_MAXIOV); else it says EINVAL and reads none.
inline constexpr std::size_t most_iovecs = 1024;

/// The iovecs, which are copied at the submission, and what they lead to.
template <class Visit>
void lend_iovecs(Visit& visit, const ::iovec* vectors, std::size_t count, lent_for use,
                 lent_until end) {
  if (count > most_iovecs || !may_be_memory(vectors, count * sizeof(::iovec))) return;
  visit(vectors, count * sizeof(::iovec), lent_for::reading, lent_until::submit);
  for (std::size_t i = 0; i < count; ++i) visit(vectors[i].iov_base, vectors[i].iov_len, use, end);
}

class iovecs {
 public:
  template <class Range>
    requires spans<Range, const ::iovec>
  constexpr iovecs(Range&& range) noexcept
      : iovecs(std::span<const ::iovec>(std::forward<Range>(range))) {}

  constexpr explicit iovecs(std::span<const ::iovec> vectors) noexcept
      : data_(vectors.data()), size_(vectors.size()) {}

  [[nodiscard]] constexpr const ::iovec* data() const noexcept { return data_; }
  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::uint64_t address() const noexcept { return address_of(data_); }

  /// How many iovecs there are, as SQEs have it. Only where it `fits()`.
  [[nodiscard]] constexpr std::uint32_t count() const noexcept {
    return static_cast<std::uint32_t>(size_);
  }

  /// Whether the count fits into an SQE. The kernel itself answers EINVAL to more than 1024.
  [[nodiscard]] constexpr bool fits() const noexcept { return std::in_range<std::uint32_t>(size_); }

 protected:
  template <class Visit>
  void lend_all(Visit& visit, lent_for use, lent_until end) const {
    lend_iovecs(visit, data_, size_, use, end);
  }

 private:
  const ::iovec* data_;
  std::size_t size_;
};

}  // namespace detail

/// Buffers that the kernel writes to, one after the other: a contiguous range of ::iovec. The
/// buffers must stay where they are until the operation completes, the iovecs until it is
/// submitted.
class iovecs_out : public detail::iovecs {
 public:
  using iovecs::iovecs;

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    lend_all(visit, lent_for::writing, end);
  }
};

/// Buffers that the kernel reads, one after the other: a contiguous range of ::iovec. The buffers
/// must stay where they are until the operation completes, the iovecs until it is submitted.
class iovecs_in : public detail::iovecs {
 public:
  using iovecs::iovecs;

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    lend_all(visit, lent_for::reading, end);
  }
};

/// Which of the ring's registered buffers an operation uses, counted from 0. The bytes that it
/// names must lie in that buffer, else the kernel answers EFAULT.
class buffer_index {
 public:
  template <std::integral Number>
    requires(!std::same_as<Number, bool>)
  constexpr buffer_index(Number index) noexcept
      : value_(static_cast<std::uint16_t>(index)), fits_(index >= 0 && index <= 0xffff) {}

  /// The index as SQEs have it. Only where it `fits()`.
  [[nodiscard]] constexpr std::uint16_t value() const noexcept { return value_; }

  [[nodiscard]] constexpr bool fits() const noexcept { return fits_; }

 private:
  std::uint16_t value_;
  bool fits_;
};

/// A range of the process's own memory that an operation is about, rather than its content: any
/// contiguous range of std::byte, char or unsigned char that is not const, or an address and a
/// number of bytes. The memory must stay mapped until the operation completes.
class memory_range {
 public:
  constexpr memory_range(void* begin, std::size_t size) noexcept : begin_(begin), size_(size) {}

  template <detail::writable_bytes Range>
  constexpr memory_range(Range&& range) noexcept {
    set(detail::span_of<std::byte, char, unsigned char>(std::forward<Range>(range)));
  }

  [[nodiscard]] std::uint64_t address() const noexcept { return detail::address_of(begin_); }
  [[nodiscard]] constexpr std::uint64_t size() const noexcept { return size_; }

  /// The size where an SQE has 32 bits for it. Only where it `fits()`.
  [[nodiscard]] constexpr std::uint32_t length() const noexcept {
    return static_cast<std::uint32_t>(size_);
  }
  [[nodiscard]] constexpr bool fits() const noexcept { return std::in_range<std::uint32_t>(size_); }

  /// Whoever uses the range may do so meanwhile: it is about what lies there, not about what it is.
  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    visit(begin_, size_, lent_for::sharing, end);
  }

 private:
  template <class Byte>
  constexpr void set(std::span<Byte> bytes) noexcept {
    begin_ = bytes.data();
    size_ = bytes.size();
  }

  void* begin_;
  std::size_t size_;
};

/// The struct ::statx (from <sys/stat.h>) that the kernel fills. It must stay where it is until the
/// operation completes.
class statx_out {
 public:
  constexpr statx_out(struct ::statx& status) noexcept : status_(&status) {}

  [[nodiscard]] std::uint64_t address() const noexcept { return detail::address_of(status_); }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    visit(status_, size, lent_for::writing, end);
  }

 private:
  // As the kernel has it for good, the struct itself being unknown here.
  static constexpr std::size_t size = 256;

  struct ::statx* status_;
};

}  // namespace ringlet
