#include "places.hpp"

#include <algorithm>

#include <ringlet/adaptors.hpp>
#include <ringlet/operations.hpp>

#include "player.hpp"
#include "violation.hpp"

namespace simulation {

// ---- waits -------------------------------------------------------------------------------------

waiting::waiting(player& p, place& in, std::uint64_t tag, std::size_t wants)
    : p_(p),
      in_(in),
      tag_(tag),
      began_(p.now()),
      generation_(in.generation),
      openings_(in.openings),
      wants_(wants) {
  ++in_.changes;
  p_.between().enter(*this);
}

waiting::~waiting() {
  if (is_over_) return;
  ++in_.changes;
  ++in_.abandoned;
  p_.between().leave(*this);
}

void waiting::over() {
  if (is_over_) violate("nobody is woken twice", "a wait has ended twice");
  is_over_ = true;
  ++in_.changes;
  p_.between().leave(*this);
}

// ---- events ------------------------------------------------------------------------------------

void event_place::make() {
  it_ = std::make_unique<ringlet::event>(how_);
  was_set_ = false;
  owed_ = 0;
}

void event_place::set() {
  ++changes;
  if (!is_automatic()) {
    ++openings;
    was_set_ = true;
  } else if (!it_->is_set()) {
    ++owed_;
  }
  it_->set();
}

void event_place::reset() {
  ++changes;
  if (was_set_) ++openings;  // who found it set and has not gone on yet is let go all the same
  was_set_ = false;
  if (is_automatic() && it_->is_set()) --owed_;
  it_->reset();
}

void event_place::passed(const waiting& by) {
  if (by.is_old()) return;
  if (is_automatic()) {
    if (--owed_ < 0) violate("nobody is woken twice", "an event was passed once too often");
  } else if (!by.is_let_go() && !was_set_) {
    violate("nobody is woken twice", "an event is passed that is not set, nor was meanwhile");
  }
}

bool event_place::is_open_for(const waiting& one, bool) const {
  return is_automatic() ? it_->is_set() : was_set_ || one.is_let_go();
}

void event_place::open() {
  for (unsigned left = is_automatic() ? visitors : 1; left != 0; --left) set();
}

void event_place::renew() {
  end();
  make();
}

void event_place::check_end() {
  if (!is_automatic()) return;
  // What one was let go by who did not live to see it may have been added to what was set.
  const int left = it_->is_set() ? 1 : 0;
  if (owed_ < left || (owed_ != left && abandoned == 0)) {
    violate("no waiter is forgotten", "an event is%s set, and has yet to let %d go on",
            left != 0 ? "" : " not", owed_);
  }
}

void event_place::end() {
  ++generation;
  it_.reset();
}

// ---- mutexes -----------------------------------------------------------------------------------

mutex_place::keeper::keeper(mutex_place& of, unsigned generation,
                            ringlet::mutex::guard&& held) noexcept
    : of_(&of), generation_(generation), held_(std::move(held)) {
  if (generation_ != of.generation) return;
  if (of.is_held_) violate("a mutex is held by one at most", "two tasks have one");
  of.is_held_ = true;
}

mutex_place::keeper::~keeper() {
  if (of_ == nullptr) return;
  ++of_->changes;
  const bool is_current = generation_ == of_->generation;
  if (held_.owns_lock() != is_current) {
    violate("a mutex is held by one at most", "one who has %s says that it has %s",
            is_current ? "it" : "none", is_current ? "none" : "it");
  }
  if (is_current) of_->is_held_ = false;
}

bool mutex_place::is_open_for(const waiting&, bool) const { return !is_held_; }

void mutex_place::renew() {
  end();
  it_ = std::make_unique<ringlet::mutex>();
}

void mutex_place::check_end() {
  if (is_held_ || it_->is_locked()) {
    violate("a mutex is held by one at most", "one is locked, and nobody is left");
  }
}

void mutex_place::end() {
  ++generation;
  is_held_ = false;
  it_.reset();
}

// ---- semaphores --------------------------------------------------------------------------------

semaphore_place::keeper::keeper(semaphore_place& of, unsigned generation,
                                std::size_t count) noexcept
    : of_(&of), generation_(generation), count_(count) {
  enter();
}

semaphore_place::keeper::keeper(semaphore_place& of, unsigned generation,
                                ringlet::semaphore::permits&& held) noexcept
    : of_(&of), generation_(generation), count_(held.count()), held_(std::move(held)) {
  enter();
}

void semaphore_place::keeper::enter() const {
  if (generation_ != of_->generation) return;
  of_->held_ += count_;
  const std::size_t left = of_->it_->available();
  if (of_->held_ + left > of_->total_) {
    violate("a semaphore's count is kept", "%zu permits are taken and %zu left, of %zu", of_->held_,
            left, of_->total_);
  }
}

semaphore_place::keeper::~keeper() {
  if (of_ == nullptr) return;
  ++of_->changes;
  if (generation_ != of_->generation) return;
  of_->held_ -= count_;
  if (!held_) of_->it_->release(count_);
}

bool semaphore_place::is_open_for(const waiting& one, bool is_first) const {
  return is_first && total_ - held_ >= one.wants();
}

void semaphore_place::open() {
  ++changes;
  const std::size_t more = visitors * most_wanted;
  total_ += more;
  it_->release(more);
}

void semaphore_place::renew() {
  end();
  total_ = most_wanted;
  it_ = std::make_unique<ringlet::semaphore>(total_);
}

void semaphore_place::check_end() {
  if (held_ != 0 || it_->available() != total_) {
    violate("a semaphore's count is kept", "nobody is left, and %zu permits of %zu",
            it_->available(), total_);
  }
}

void semaphore_place::end() {
  ++generation;
  held_ = 0;
  it_.reset();
}

// ---- channels ----------------------------------------------------------------------------------

void item_books::settle(std::uint64_t number, const char* how) {
  if (number == 0 || number > is_away_.size() || !is_away_[number - 1]) {
    violate("no item of a channel is lost or comes twice", "number %llu %s, which was not away",
            static_cast<unsigned long long>(number), how);
  }
  is_away_[number - 1] = false;
}

void item_books::received(std::uint64_t number) {
  settle(number, "was received");
  if (number < last_) {
    violate("items keep their order", "number %llu comes after %llu",
            static_cast<unsigned long long>(number), static_cast<unsigned long long>(last_));
  }
  last_ = number;
}

void item_books::dropped(std::uint64_t number) {
  if (!drops) {
    violate("no item of a channel is lost or comes twice", "number %llu was dropped",
            static_cast<unsigned long long>(number));
  }
  settle(number, "went with its channel");
}

void item_books::check_end() const {
  const auto lost = std::find(is_away_.begin(), is_away_.end(), true);
  if (lost != is_away_.end()) {
    violate("no item of a channel is lost or comes twice", "number %td has gone nobody knows where",
            lost - is_away_.begin() + 1);
  }
}

template <class Channel>
bool channel_place<Channel>::is_open_for(const waiting& one, bool) const {
  if (was_closed_[generation]) return true;
  return one.wants() != 0 ? it_->size() < it_->capacity() : it_->size() != 0;
}

template class channel_place<ringlet::channel<parcel>>;
template class channel_place<ringlet::shared_channel<parcel>>;

// ---- all of them -------------------------------------------------------------------------------

void places::enter(waiting& newcomer) {
  waiting_.push_back(&newcomer);
  ++newcomer.in().visitors;
  if (relieves_) return;
  relieves_ = true;
  p_.loop().spawn(relieve());
}

void places::leave(waiting& leaving) noexcept {
  waiting_.erase(std::find(waiting_.begin(), waiting_.end(), &leaving));
  --leaving.in().visitors;
}

void places::judge(const waiting& one, const outcome& came, const wrapping& how) {
  p_.model()->note("wait", one.tag(), came.ok ? 0 : came.error);
  if (came.ok || one.in().may_say(one, came.error)) return;
  bool fits = false;
  switch (came.error) {
    case ETIMEDOUT:
      fits = how.has_deadline || how.ends_early;
      // In a task that is to end, it may have been the task's deadline.
      if (fits && !how.ends_early && p_.now() < one.earliest_end()) {
        violate("no deadline is early", "a wait's has fired %lld ns too soon",
                static_cast<long long>(one.earliest_end() - p_.now()));
      }
      break;
    case ECANCELED:
      fits = how.ends_early || one.is_old() || p_.entry(one.tag()).cancel_asked;
      if (!fits) {
        violate("no cancel hits a stranger", "a wait was cancelled, which nobody has asked for");
      }
      break;
    case EBUSY:
      fits = how.has_id;
      break;
    default:
      break;
  }
  if (!fits) {
    violate("a wait ends for a reason of its own", "it has come to errno %d", came.error);
  }
}

/// A wait at one moment, and whether there was something to wait for.
struct places::sight {
  waiting* one;
  std::uint64_t tag;
  unsigned changes;
  bool is_open;
  bool is_late;
};

std::vector<places::sight> places::look() const {
  std::vector<sight> seen;
  for (waiting* each : waiting_) {
    const place& in = each->in();
    const auto first = std::find_if(waiting_.begin(), waiting_.end(), [&](const waiting* one) {
      return &one->in() == &in && !one->is_old();
    });
    const bool is_open = each->is_old() || in.is_open_for(*each, *first == each);
    const nanoseconds due = each->latest_end();
    seen.push_back(
        {each, each->tag(), in.changes, is_open, due != never && due + 1'000'000 < p_.now()});
  }
  return seen;
}

void places::compare(const std::vector<sight>& before) const {
  for (const sight& each : before) {
    const bool still_waits = std::any_of(waiting_.begin(), waiting_.end(), [&](const waiting* one) {
      return one == each.one && one->tag() == each.tag;
    });
    if (!still_waits) continue;
    each.one->was_seen(p_.now());
    if (each.is_late) violate("no deadline is lost", "a wait has outlived its own");
    // Where something has happened meanwhile, somebody else may have been quicker.
    if (each.is_open && each.one->in().changes == each.changes) {
      violate("no waiter is forgotten", "one waits where there is nothing to wait for");
    }
  }
}

ringlet::task<> places::check() {
  std::vector<sight> before = look();
  for (sight& each : before) each.is_late = false;  // that may take longer
  co_await ringlet::yield();
  co_await ringlet::yield();
  compare(before);
}

/// As the world does with what a kernel waits for: after a while it ends what would wait for ever.
/// Before that it looks whether there was a reason to wait.
ringlet::task<> places::relieve() {
  using namespace std::chrono_literals;
  while (!waiting_.empty()) {
    for (const std::chrono::nanoseconds span : {1ms, 30ms, 300ms, 2000ms}) {
      co_await ringlet::sleep_for(span);
      const std::vector<sight> before = look();
      co_await ringlet::sleep_for(500us);
      // Who was just let go goes on now.
      co_await ringlet::yield();
      compare(before);
    }
    for (place* each : all_) {
      if (each->visitors != 0) each->open();
    }
  }
  relieves_ = false;
}

void places::end_early() {
  for (place* each : all_) {
    if (each != &shared_) each->end();
  }
}

void places::check_end() {
  for (place* each : all_) each->check_end();
  for (place* each : all_) each->end();
  check_items();
}

void places::check_items() {
  shared_.end();
  for (const auto& each : channels_) each.check_items();
  shared_.check_items();
}

}  // namespace simulation
