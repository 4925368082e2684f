// Streams that have found no buffer, and how they are told that there are some again.
#pragma once

#include <cstdint>
#include <limits>

#include <ringlet/attachment.hpp>
#include <ringlet/completion.hpp>
#include <ringlet/inspect.hpp>
#include <ringlet/list.hpp>

namespace ringlet::detail {

/// Memory that streams are filled from and that comes back, piece by piece: buffers, or a
/// receive_area. A stream that has found none stands in line here.
///
/// When some has come back, as many of them as that is enough for are told before the next entry,
/// and not all: of those that asked for one piece all but one would have asked the kernel in vain.
/// Who is told may take none (its peer has not sent anything, or it has ended), so those who are
/// left are thought of again after that entry.
struct supply : attachment, tend_hook {
  ring* loop = nullptr;        // null when it has ended
  bool open = false;           // whether the kernel may take from it
  bool owned = true;           // whether the object that made it is there
  std::uint32_t held = 0;      // pieces that are leased, or will be when their CQE is decoded
  std::uint64_t returned = 0;  // how many pieces have come back so far

  /// `free` gives for how many streams the kernel has something; `all` where that is not known.
  static constexpr std::uint32_t all = std::numeric_limits<std::uint32_t>::max();
  explicit supply(std::uint32_t (*free)(const supply&) noexcept) noexcept
      : tend_hook(&tell), free_(free) {}

  /// To be called where it is lent to a ring; `tend` is how that is asked to tend something, which
  /// it is given so that operations can be described without the ring.
  void begin(ring& with, void (*tend)(ring&, tend_hook&) noexcept) noexcept {
    loop = &with;
    open = true;
    tend_ = tend;
  }

  /// Puts a stream in line, whatever line it was in.
  void enlist(tend_hook& stream) noexcept {
    if (stream.linked()) stream.unlink();
    line_.push_back(stream);
  }

  /// To be called where something has come back, or nothing will any more.
  void feed() noexcept {
    if (!line_.empty()) [[unlikely]]
      tend_(*loop, *this);
  }

  /// To be called when the ring ends.
  void forsake() noexcept {
    loop = nullptr;
    open = false;
    if (tend_hook::linked()) tend_hook::unlink();
  }

 private:
  static void tell(tend_hook& hook) {
    auto& self = static_cast<supply&>(hook);
    const std::uint32_t most = self.open ? self.free_(self) : all;
    if (most == 0 || self.line_.empty()) return;
    self.feed();  // first, because asking the kernel may end by an exception
    const list_hook* const last = &self.line_.back();
    const list_hook* next = nullptr;
    for (std::uint32_t told = 0; told != most && next != last && !self.line_.empty(); ++told) {
      auto& stream = static_cast<tend_hook&>(self.line_.pop_front());
      next = &stream;
      stream.tended(stream);
    }
    if (self.line_.empty() && self.tend_hook::linked()) self.tend_hook::unlink();
  }

  list line_;  // of tend_hook: streams that have found nothing
  std::uint32_t (*free_)(const supply&) noexcept;
  void (*tend_)(ring&, tend_hook&) noexcept = nullptr;
};

}  // namespace ringlet::detail
