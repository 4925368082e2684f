// Socket addresses: internet and unix-domain ones by name, every other by its sockaddr.
#pragma once

#include <arpa/inet.h>   // inet_pton, inet_ntop, htons
#include <netinet/in.h>  // sockaddr_in, sockaddr_in6
#include <sys/socket.h>  // sockaddr, socklen_t
#include <sys/un.h>      // sockaddr_un

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ringlet/decimal.hpp>
#include <ringlet/lending.hpp>
#include <ringlet/result.hpp>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>  // std::in_range

namespace ringlet {

/// The address of a socket, as a value. As text it is
///
///     127.0.0.1:80   [::1]:80   [fe80::1%2]:80   unix:/run/service.socket   unix:@abstract
///
/// where the number after % is the index of an interface and @ stands for Linux's abstract
/// namespace. Host names are not looked up: that blocks, and is getaddrinfo(3)'s.
class address {
 public:
  /// Room enough for the text of every address.
  static constexpr std::size_t text_size = 128;

  /// The text of an address, kept in place.
  class text_type {
   public:
    [[nodiscard]] constexpr std::string_view view() const noexcept {
      return {characters_.data(), size_};
    }
    constexpr operator std::string_view() const noexcept { return view(); }

   private:
    friend class address;
    std::array<char, text_size> characters_;
    std::size_t size_;
  };

  /// No address, of family AF_UNSPEC: something for `accept` to fill.
  constexpr address() noexcept : bytes_{}, size_(0) {}

  /// Any address that some other interface gave. What is longer than the longest one known here, a
  /// unix-domain address, is cut.
  address(const ::sockaddr* other, ::socklen_t size) noexcept
      : bytes_{}, size_(size < capacity ? size : capacity) {
    if (size_ != 0) {
      std::memcpy(bytes_, other, size_);
    }
  }

  /// From text of the forms above; `invalid_argument` for everything else, `filename_too_long` for
  /// a unix-domain name that is too long for a sockaddr_un.
  [[nodiscard]] static result<address> parse(std::string_view text) noexcept {
    constexpr std::string_view unix_prefix = "unix:";
    if (text.starts_with(unix_prefix)) {
      text.remove_prefix(unix_prefix.size());
      return text.starts_with('@') ? abstract(text.substr(1)) : path(text);
    }
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) {
      return failure(EINVAL);
    }
    const std::string_view host = text.substr(0, colon);
    std::uint16_t port = 0;
    if (!number(text.substr(colon + 1), port)) {
      return failure(EINVAL);
    }
    if (host.starts_with('[')) {
      return host.ends_with(']') ? ipv6(host.substr(1, host.size() - 2), port) : failure(EINVAL);
    }
    return ipv4(host, port);
  }

  /// An IPv4 address: four decimal numbers with dots. `invalid_argument` for anything else.
  [[nodiscard]] static result<address> ipv4(std::string_view host, std::uint16_t port) noexcept {
    ::sockaddr_in in{};
    if (!host_number(AF_INET, host, &in.sin_addr)) {
      return failure(EINVAL);
    }
    in.sin_family = AF_INET;
    in.sin_port = htons(port);
    return address(in);
  }

  /// An IPv6 address without brackets, with the index of an interface after % where it has a scope.
  /// `invalid_argument` for anything else.
  [[nodiscard]] static result<address> ipv6(std::string_view host, std::uint16_t port) noexcept {
    ::sockaddr_in6 in{};
    if (const std::size_t percent = host.find('%'); percent != std::string_view::npos) {
      if (!number(host.substr(percent + 1), in.sin6_scope_id)) {
        return failure(EINVAL);
      }
      host = host.substr(0, percent);
    }
    if (!host_number(AF_INET6, host, &in.sin6_addr)) {
      return failure(EINVAL);
    }
    in.sin6_family = AF_INET6;
    in.sin6_port = htons(port);
    return address(in);
  }

  /// Every interface of this machine over IPv4, for listening. Port 0 lets the kernel choose.
  [[nodiscard]] static address any_ipv4(std::uint16_t port) noexcept {
    return v4(INADDR_ANY, port);
  }

  /// Every interface of this machine over IPv6, for listening. Port 0 lets the kernel choose.
  [[nodiscard]] static address any_ipv6(std::uint16_t port) noexcept {
    return v6(in6addr_any, port);
  }

  /// This machine itself, 127.0.0.1.
  [[nodiscard]] static address loopback(std::uint16_t port) noexcept {
    return v4(INADDR_LOOPBACK, port);
  }

  /// This machine itself over IPv6, ::1.
  [[nodiscard]] static address loopback_ipv6(std::uint16_t port) noexcept {
    return v6(in6addr_loopback, port);
  }

  /// A unix-domain socket in the file system. `invalid_argument` for an empty path or one with a
  /// zero byte in it.
  [[nodiscard]] static result<address> path(std::string_view text) noexcept {
    if (text.empty() || text.contains('\0')) {
      return failure(EINVAL);
    }
    return unix_domain(text, 0);
  }

  /// A unix-domain socket in the abstract namespace. `invalid_argument` for an empty name.
  [[nodiscard]] static result<address> abstract(std::string_view name) noexcept {
    if (name.empty()) {
      return failure(EINVAL);
    }
    return unix_domain(name, 1);
  }

  /// AF_INET, AF_INET6, AF_UNIX or another; AF_UNSPEC where there is no address.
  [[nodiscard]] ::sa_family_t family() const noexcept {
    ::sa_family_t family{};
    std::memcpy(&family, bytes_ + offsetof(::sockaddr, sa_family), sizeof family);
    return family;
  }

  [[nodiscard]] const ::sockaddr* data() const noexcept {
    return reinterpret_cast<const ::sockaddr*>(bytes_);
  }

  /// How many bytes of `data()` belong to the address.
  [[nodiscard]] constexpr ::socklen_t size() const noexcept {
    // The kernel tells the whole size of an address, even of one that it had to cut.
    return size_ < capacity ? size_ : capacity;
  }

  /// The port, in this machine's byte order; 0 where the family has none.
  [[nodiscard]] std::uint16_t port() const noexcept {
    switch (family()) {
      case AF_INET:
        return ntohs(as<::sockaddr_in>().sin_port);
      case AF_INET6:
        return ntohs(as<::sockaddr_in6>().sin6_port);
      default:
        return 0;
    }
  }

  /// The text, in place of its own.
  [[nodiscard]] text_type text() const noexcept {
    text_type text;
    text.size_ = write(text.characters_.data());
    return text;
  }

  /// The text, written to the beginning of `room` without a zero byte after it;
  /// `value_too_large` where it does not fit. `text_size` characters are enough for every address.
  [[nodiscard]] result<std::string_view> to_chars(std::span<char> room) const noexcept {
    const text_type made = text();
    const std::string_view view = made;
    if (view.size() > room.size()) {
      return failure(EOVERFLOW);
    }
    view.copy(room.data(), view.size());
    return std::string_view(room.data(), view.size());
  }

  [[nodiscard]] std::string to_string() const { return std::string(text().view()); }

  /// Whether two addresses are the same, padding and what IPv6 calls flow information left aside.
  [[nodiscard]] friend bool operator==(const address& left, const address& right) noexcept {
    if (left.family() != right.family()) {
      return false;
    }
    switch (left.family()) {
      case AF_UNSPEC:
        return true;
      case AF_INET: {
        const auto one = left.as<::sockaddr_in>();
        const auto other = right.as<::sockaddr_in>();
        return one.sin_port == other.sin_port && one.sin_addr.s_addr == other.sin_addr.s_addr;
      }
      case AF_INET6: {
        const auto one = left.as<::sockaddr_in6>();
        const auto other = right.as<::sockaddr_in6>();
        return one.sin6_port == other.sin6_port && one.sin6_scope_id == other.sin6_scope_id &&
               std::memcmp(&one.sin6_addr, &other.sin6_addr, sizeof one.sin6_addr) == 0;
      }
      case AF_UNIX:
        return left.unix_name() == right.unix_name();
      default:
        return left.size() == right.size() &&
               std::memcmp(left.bytes_, right.bytes_, left.size()) == 0;
    }
  }

 private:
  friend class address_out;

  // A sockaddr_un has 110 bytes, and the kernel writes one more where a path fills all 108 of its
  // own. Every other family that sockets of this kind have is shorter.
  static constexpr ::socklen_t capacity = 112;
  static constexpr std::size_t unix_name_offset = offsetof(::sockaddr_un, sun_path);
  static constexpr std::size_t unix_name_size = sizeof(::sockaddr_un::sun_path);

  template <class Sockaddr>
    requires(!std::is_same_v<Sockaddr, ::sockaddr_un>)
  explicit address(const Sockaddr& other) noexcept
      : address(reinterpret_cast<const ::sockaddr*>(&other), sizeof other) {}

  static address v4(::in_addr_t host, std::uint16_t port) noexcept {
    ::sockaddr_in in{};
    in.sin_family = AF_INET;
    in.sin_port = htons(port);
    in.sin_addr.s_addr = htonl(host);
    return address(in);
  }

  static address v6(const ::in6_addr& host, std::uint16_t port) noexcept {
    ::sockaddr_in6 in{};
    in.sin6_family = AF_INET6;
    in.sin6_port = htons(port);
    in.sin6_addr = host;
    return address(in);
  }

  // `skip` zero bytes stand before the name: 1 makes it abstract. A path has a zero byte after it.
  static result<address> unix_domain(std::string_view name, std::size_t skip) noexcept {
    if (name.size() > unix_name_size - 1) {
      return failure(ENAMETOOLONG);
    }
    address made;
    const ::sa_family_t family = AF_UNIX;
    std::memcpy(made.bytes_ + offsetof(::sockaddr, sa_family), &family, sizeof family);
    name.copy(reinterpret_cast<char*>(made.bytes_) + unix_name_offset + skip, name.size());
    made.size_ = static_cast<::socklen_t>(unix_name_offset + name.size() + 1);
    return made;
  }

  // <charconv> would be much to compile for this.
  template <class Number>
  static bool number(std::string_view text, Number& value) noexcept {
    std::uint64_t sum = 0;
    for (const char digit : text) {
      if (digit < '0' || digit > '9') return false;
      sum = sum * 10 + static_cast<unsigned>(digit - '0');
      if (!std::in_range<Number>(sum)) return false;
    }
    value = static_cast<Number>(sum);
    return !text.empty();
  }

  static bool host_number(int family, std::string_view host, void* number) noexcept {
    std::array<char, INET6_ADDRSTRLEN> ended{};  // inet_pton wants a zero byte at the end.
    if (host.size() >= ended.size() || host.contains('\0')) {
      return false;
    }
    host.copy(ended.data(), host.size());
    return ::inet_pton(family, ended.data(), number) == 1;
  }

  template <class Sockaddr>
  [[nodiscard]] Sockaddr as() const noexcept {
    Sockaddr copy;
    std::memcpy(&copy, bytes_, sizeof copy);
    return copy;
  }

  // What follows the family of a unix-domain address: nothing, a path, or a zero byte and a name. A
  // path may come with or without the zero byte that ends it.
  [[nodiscard]] std::string_view unix_name() const noexcept {
    if (size() <= unix_name_offset) {
      return {};
    }
    const std::string_view name(reinterpret_cast<const char*>(bytes_) + unix_name_offset,
                                size() - unix_name_offset);
    return name.front() == '\0' ? name : name.substr(0, name.find('\0'));
  }

  std::size_t write(char* room) const noexcept {
    char* at = room;
    const auto add = [&at](std::string_view part) { at += part.copy(at, part.size()); };
    const auto add_number = [&add](std::uint32_t value) { add(detail::decimal(value)); };
    switch (family()) {
      case AF_INET: {
        const auto in = as<::sockaddr_in>();
        ::inet_ntop(AF_INET, &in.sin_addr, at, INET_ADDRSTRLEN);
        at += std::strlen(at);
        add(":");
        add_number(port());
        break;
      }
      case AF_INET6: {
        const auto in = as<::sockaddr_in6>();
        add("[");
        ::inet_ntop(AF_INET6, &in.sin6_addr, at, INET6_ADDRSTRLEN);
        at += std::strlen(at);
        if (in.sin6_scope_id != 0) {
          add("%");
          add_number(in.sin6_scope_id);
        }
        add("]:");
        add_number(port());
        break;
      }
      case AF_UNIX: {
        const std::string_view name = unix_name();
        add("unix:");
        if (name.starts_with('\0')) {
          add("@");
          add(name.substr(1));
        } else {
          add(name);
        }
        break;
      }
      case AF_UNSPEC:
        add("none");
        break;
      default:
        add("family ");
        add_number(family());
        break;
    }
    return static_cast<std::size_t>(at - room);
  }

  alignas(::sockaddr_in6) alignas(::sockaddr_un) unsigned char bytes_[capacity];
  ::socklen_t size_;
};

/// The address that an operation sends the kernel. It is a copy, kept in the operation.
class address_in {
 public:
  address_in(const address& value) noexcept : value_(value) {}

  [[nodiscard]] const address& value() const noexcept { return value_; }

  /// Where the sockaddr is: inside of this object, which must not move before it is submitted.
  [[nodiscard]] std::uint64_t pointer() const noexcept {
    return reinterpret_cast<std::uintptr_t>(value_.data());
  }

  [[nodiscard]] std::uint32_t size() const noexcept { return value_.size(); }

 private:
  address value_;
};

/// The caller's address that the kernel fills, or `no_address`. It must stay where it is until the
/// operation completes; if that fails, what it holds is not specified.
class address_out {
 public:
  constexpr address_out(address& target) noexcept : target_(&target) {}
  explicit constexpr address_out(std::nullptr_t) noexcept : target_(nullptr) {}

  [[nodiscard]] std::uint64_t pointer() const noexcept {
    return target_ == nullptr ? 0 : reinterpret_cast<std::uintptr_t>(target_->bytes_);
  }

  /// Where the kernel finds how much room there is and leaves how much it used. To ask for it is to
  /// lend the address: it is told to have all its room again, since the kernel would cut the next
  /// address to the size of the last one.
  [[nodiscard]] std::uint64_t size_pointer() const noexcept {
    if (target_ == nullptr) {
      return 0;
    }
    target_->size_ = address::capacity;
    return reinterpret_cast<std::uintptr_t>(&target_->size_);
  }

  template <class Visit>
  void lend(Visit& visit, lent_until end) const {
    if (target_ != nullptr) visit(target_, sizeof *target_, lent_for::writing, end);
  }

 private:
  address* target_;
};

/// For who does not want to know the address.
inline constexpr address_out no_address{nullptr};

}  // namespace ringlet
