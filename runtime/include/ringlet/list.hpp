// An intrusive doubly linked list: nothing is allocated, and a member leaves without knowing its
// list.
#pragma once

namespace ringlet::detail {

struct list_hook {
  list_hook* next;
  list_hook* prev;

  [[nodiscard]] bool linked() const noexcept { return next != nullptr; }

  void unlink() noexcept {
    prev->next = next;
    next->prev = prev;
    next = nullptr;
  }
};

/// The head of a circular list. Hooks that were never in a list must have `next == nullptr` before
/// anybody asks them whether they are linked.
class list {
 public:
  list() noexcept { head_.next = head_.prev = &head_; }
  list(const list&) = delete;
  list& operator=(const list&) = delete;

  [[nodiscard]] bool empty() const noexcept { return head_.next == &head_; }
  [[nodiscard]] list_hook& front() noexcept { return *head_.next; }
  [[nodiscard]] list_hook& back() noexcept { return *head_.prev; }

  void push_back(list_hook& hook) noexcept {
    hook.next = &head_;
    hook.prev = head_.prev;
    head_.prev->next = &hook;
    head_.prev = &hook;
  }

  list_hook& pop_front() noexcept {
    list_hook& hook = *head_.next;
    hook.unlink();
    return hook;
  }

  /// Empties the list. Gives its first hook, from which `next` leads to null.
  list_hook* take_all() noexcept {
    if (empty()) return nullptr;
    list_hook* first = head_.next;
    head_.prev->next = nullptr;
    head_.next = head_.prev = &head_;
    return first;
  }

  /// Calls `function(hook)` for each, none of which may leave meanwhile.
  template <class Function>
  void each(Function function) {
    for (list_hook* hook = head_.next; hook != &head_; hook = hook->next) function(*hook);
  }

  template <class Function>
  void each(Function function) const {
    for (const list_hook* hook = head_.next; hook != &head_; hook = hook->next) function(*hook);
  }

  /// Moves everything out of `other` to the end of this list.
  void splice_back(list& other) noexcept {
    if (other.empty()) return;
    other.head_.next->prev = head_.prev;
    head_.prev->next = other.head_.next;
    other.head_.prev->next = &head_;
    head_.prev = other.head_.prev;
    other.head_.next = other.head_.prev = &other.head_;
  }

 private:
  list_hook head_;
};

}  // namespace ringlet::detail
