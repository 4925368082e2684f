// Where tasks wait for each other: events, mutexes, semaphores and channels, and books of what
// these owe to whom.
#pragma once

#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include <ringlet/adaptors.hpp>
#include <ringlet/channel.hpp>
#include <ringlet/event.hpp>
#include <ringlet/mutex.hpp>
#include <ringlet/semaphore.hpp>
#include <ringlet/shared_channel.hpp>
#include <ringlet/task.hpp>

#include "kernel.hpp"

namespace simulation {

class player;
class places;
class waiting;
struct outcome;
struct wrapping;

/// One of them, which may be destroyed and made anew while tasks wait in it.
class place {
 public:
  place() = default;
  place(const place&) = delete;
  place& operator=(const place&) = delete;
  virtual ~place() = default;

  /// Whether by the books `one` has nothing to wait for; `is_first` of those who wait here.
  [[nodiscard]] virtual bool is_open_for(const waiting& one, bool is_first) const = 0;
  /// Whether it is for the place to say that `one` has come to this.
  [[nodiscard]] virtual bool may_say(const waiting&, int) const { return false; }
  /// Lets all go on who wait.
  virtual void open() = 0;
  /// Another one instead.
  virtual void renew() = 0;
  /// The last look at it, when no task is left.
  virtual void check_end() = 0;
  /// Destroys it. Who waits there is told, and who has something of it has nothing then.
  virtual void end() = 0;

  unsigned generation = 0;
  unsigned changes = 0;    // whatever has happened to it
  unsigned openings = 0;   // of them, those by which all who wait go on
  unsigned visitors = 0;   // who wait
  unsigned abandoned = 0;  // waits of which nobody saw the end
};

/// A wait, for as long as its frame is there.
class waiting {
 public:
  waiting(player& p, place& in, std::uint64_t tag, std::size_t wants = 0);
  waiting(const waiting&) = delete;
  waiting& operator=(const waiting&) = delete;
  ~waiting();

  /// It has come to something.
  void over();
  [[nodiscard]] bool is_over() const noexcept { return is_over_; }
  void has_deadline(std::chrono::nanoseconds span) noexcept { span_ = span; }

  [[nodiscard]] place& in() const noexcept { return in_; }
  [[nodiscard]] std::uint64_t tag() const noexcept { return tag_; }
  /// How many permits, or to send an item where it is not 0, as the place has it.
  [[nodiscard]] std::size_t wants() const noexcept { return wants_; }
  [[nodiscard]] unsigned generation() const noexcept { return generation_; }
  /// Whether what it waited in is no more.
  [[nodiscard]] bool is_old() const noexcept { return generation_ != in_.generation; }
  /// Whether it was meant by an opening.
  [[nodiscard]] bool is_let_go() const noexcept { return openings_ != in_.openings; }
  /// When its deadline comes at the earliest; `never` where it has none.
  [[nodiscard]] nanoseconds earliest_end() const noexcept {
    return span_ ? began_ + span_->count() : never;
  }
  /// And at the latest: it runs from the ring's next turn, and what is destroyed in this one may
  /// hold that up. So it counts from when the wait was first looked at for a turn or longer.
  [[nodiscard]] nanoseconds latest_end() const noexcept {
    return span_ && seen_at_ != never ? seen_at_ + span_->count() : never;
  }
  void was_seen(nanoseconds now) noexcept {
    if (seen_at_ == never) seen_at_ = now;
  }

 private:
  player& p_;
  place& in_;
  std::uint64_t tag_;
  nanoseconds began_;
  nanoseconds seen_at_ = never;
  unsigned generation_;
  unsigned openings_;
  std::optional<std::chrono::nanoseconds> span_;
  std::size_t wants_;
  bool is_over_ = false;
};

class event_place final : public place {
 public:
  explicit event_place(ringlet::event_reset how) : how_(how) { make(); }

  [[nodiscard]] ringlet::event& get() noexcept { return *it_; }
  void set();
  void reset();
  /// A wait for it has ended well.
  void passed(const waiting& by);

  [[nodiscard]] bool is_open_for(const waiting& one, bool is_first) const override;
  void open() override;
  void renew() override;
  void check_end() override;
  void end() override;

 private:
  void make();
  [[nodiscard]] bool is_automatic() const noexcept {
    return how_ == ringlet::event_reset::automatic;
  }

  ringlet::event_reset how_;
  std::unique_ptr<ringlet::event> it_;
  bool was_set_ = false;
  int owed_ = 0;  // waits that an automatic one is still to let go on
};

class mutex_place final : public place {
 public:
  /// A guard, and a line in the books.
  class keeper {
   public:
    keeper(mutex_place& of, unsigned generation, ringlet::mutex::guard&& held) noexcept;
    keeper(keeper&& other) noexcept
        : of_(std::exchange(other.of_, nullptr)),
          generation_(other.generation_),
          held_(std::move(other.held_)) {}
    keeper& operator=(keeper&&) = delete;
    ~keeper();

   private:
    mutex_place* of_;  // null where it was moved from
    unsigned generation_;
    ringlet::mutex::guard held_;
  };

  mutex_place() { renew(); }

  [[nodiscard]] ringlet::mutex& get() noexcept { return *it_; }

  [[nodiscard]] bool is_open_for(const waiting& one, bool is_first) const override;
  void open() override { renew(); }
  void renew() override;
  void check_end() override;
  void end() override;

 private:
  std::unique_ptr<ringlet::mutex> it_;
  bool is_held_ = false;
};

class semaphore_place final : public place {
 public:
  static constexpr std::size_t most_wanted = 2;

  /// Permits that a task has.
  class keeper {
   public:
    /// Such as it has to release by itself, and such as do so when they go.
    keeper(semaphore_place& of, unsigned generation, std::size_t count) noexcept;
    keeper(semaphore_place& of, unsigned generation, ringlet::semaphore::permits&& held) noexcept;
    keeper(keeper&& other) noexcept
        : of_(std::exchange(other.of_, nullptr)),
          generation_(other.generation_),
          count_(other.count_),
          held_(std::move(other.held_)) {}
    keeper& operator=(keeper&&) = delete;
    ~keeper();

   private:
    void enter() const;

    semaphore_place* of_;  // null where it was moved from
    unsigned generation_;
    std::size_t count_;
    std::optional<ringlet::semaphore::permits> held_;
  };

  semaphore_place() { renew(); }

  [[nodiscard]] ringlet::semaphore& get() noexcept { return *it_; }

  [[nodiscard]] bool is_open_for(const waiting& one, bool is_first) const override;
  void open() override;
  void renew() override;
  void check_end() override;
  void end() override;

 private:
  std::unique_ptr<ringlet::semaphore> it_;
  std::size_t total_ = 0;
  std::size_t held_ = 0;
};

/// What was made for a channel, and what has become of it.
class item_books {
 public:
  std::uint64_t make() {
    is_away_.push_back(true);
    return is_away_.size();
  }
  /// It came out.
  void received(std::uint64_t number);
  void returned(std::uint64_t number) { settle(number, "is back"); }
  void dropped(std::uint64_t number);
  void check_end() const;

  bool drops = false;  // while the channel goes, with what is in it

 private:
  void settle(std::uint64_t number, const char* how);

  std::vector<bool> is_away_;
  std::uint64_t last_ = 0;
};

/// An item. It may go only where it is empty, or with its channel.
class parcel {
 public:
  explicit parcel(item_books& of) noexcept : of_(&of) {}
  parcel(parcel&& other) noexcept
      : of_(other.of_), number_(std::exchange(other.number_, std::uint64_t{0})) {}
  parcel& operator=(parcel&&) = delete;
  ~parcel() {
    if (number_ != 0) of_->dropped(number_);
  }

  void fill() { number_ = of_->make(); }
  [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
  [[nodiscard]] std::uint64_t take() noexcept { return std::exchange(number_, std::uint64_t{0}); }

 private:
  item_books* of_;
  std::uint64_t number_ = 0;
};

template <class Channel>
class channel_place final : public place {
 public:
  static constexpr bool is_shared = std::is_same_v<Channel, ringlet::shared_channel<parcel>>;

  explicit channel_place(std::size_t capacity) : capacity_(capacity) { make(); }

  [[nodiscard]] Channel& get() noexcept { return *it_; }
  [[nodiscard]] item_books& books() noexcept { return books_; }
  void close() {
    ++changes;
    was_closed_[generation] = true;
    it_->close();
  }

  [[nodiscard]] bool is_open_for(const waiting& one, bool is_first) const override;
  [[nodiscard]] bool may_say(const waiting& one, int error) const override {
    return was_closed_[one.generation()] && (error == EPIPE || error == 0);
  }
  void open() override { close(); }
  void renew() override {
    // A shared one has to outlive who waits in it.
    if (is_shared && visitors != 0) return;
    end();
    make();
  }
  void check_end() override {
    // What is left comes out in its order.
    while (auto left = it_->try_receive()) books_.received(left->take());
  }
  void end() override {
    ++generation;
    books_.drops = true;
    it_.reset();
    books_.drops = false;
  }
  void check_items() const { books_.check_end(); }

 private:
  void make() {
    was_closed_.push_back(false);
    it_ = std::make_unique<Channel>(capacity_);
  }

  std::size_t capacity_;
  item_books books_;
  std::vector<bool> was_closed_;  // by generation
  std::unique_ptr<Channel> it_;
};

/// An operation that waits, and whose end is booked as it is decoded, before anybody else goes on:
/// `book(waiting, result)` gives what the task gets instead.
template <class Op, class Book>
struct booked : ringlet::detail::adaptor<Op> {
  waiting* by;
  Book book;

  booked(const Op& wrapped, waiting& one, Book booking) noexcept
      : ringlet::detail::adaptor<Op>{wrapped}, by(&one), book(booking) {}

  [[nodiscard]] auto decode(ringlet::cqe_view cqe) const noexcept {
    auto came = this->op.decode(cqe);
    by->over();
    return book(*by, came);
  }
};

/// All of them, and the world's patience with those who wait there.
class places {
 public:
  explicit places(player& p) : p_(p) {}
  places(const places&) = delete;
  places& operator=(const places&) = delete;
  ~places() = default;

  [[nodiscard]] event_place& event(std::uint8_t what) noexcept { return events_[what % 2]; }
  [[nodiscard]] mutex_place& mutex(std::uint8_t what) noexcept { return mutexes_[what % 2]; }
  [[nodiscard]] semaphore_place& semaphore(std::uint8_t what) noexcept {
    return semaphores_[what % 2];
  }
  [[nodiscard]] auto& channel(std::uint8_t what) noexcept { return channels_[what % 2]; }
  [[nodiscard]] auto& shared_channel() noexcept { return shared_; }
  [[nodiscard]] place& any(std::uint8_t what) noexcept { return *all_[what % all_.size()]; }

  void enter(waiting& newcomer);
  void leave(waiting& leaving) noexcept;

  /// Looks now whether somebody waits in vain; it takes two turns.
  ringlet::task<> check();
  /// What a wait has come to.
  void judge(const waiting& one, const outcome& came, const wrapping& how);

  /// Destroys all that may go while tasks wait there.
  void end_early();
  /// When no task is left: looks at them and destroys them.
  void check_end();
  /// The same where end_early() has left little to look at.
  void check_items();

 private:
  struct sight;

  ringlet::task<> relieve();
  [[nodiscard]] std::vector<sight> look() const;
  void compare(const std::vector<sight>& before) const;

  player& p_;
  std::array<event_place, 2> events_{event_place(ringlet::event_reset::manual),
                                     event_place(ringlet::event_reset::automatic)};
  std::array<mutex_place, 2> mutexes_;
  std::array<semaphore_place, 2> semaphores_;
  std::array<channel_place<ringlet::channel<parcel>>, 2> channels_{
      channel_place<ringlet::channel<parcel>>(1), channel_place<ringlet::channel<parcel>>(3)};
  channel_place<ringlet::shared_channel<parcel>> shared_{2};
  std::array<place*, 9> all_{&events_[0],   &events_[1],     &mutexes_[0],
                             &mutexes_[1],  &semaphores_[0], &semaphores_[1],
                             &channels_[0], &channels_[1],   &shared_};
  std::vector<waiting*> waiting_;  // in the order of their coming
  bool relieves_ = false;
};

}  // namespace simulation
