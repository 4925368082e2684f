// The ring: it submits, reaps and resumes.
#pragma once

#include <poll.h>

#include <array>
#include <concepts>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <ringlet/alarm.hpp>
#include <ringlet/attachment.hpp>
#include <ringlet/callable.hpp>
#include <ringlet/cancel_id.hpp>
#include <ringlet/completion.hpp>
#include <ringlet/deadlines.hpp>
#include <ringlet/diagnose.hpp>
#include <ringlet/direct_slot.hpp>
#include <ringlet/driver.hpp>
#include <ringlet/inbox.hpp>
#include <ringlet/inspection.hpp>
#include <ringlet/owner.hpp>
#include <ringlet/promise.hpp>
#include <ringlet/queues.hpp>
#include <ringlet/result.hpp>
#include <ringlet/sentence.hpp>
#include <ringlet/setup.hpp>
#include <ringlet/spill.hpp>
#include <ringlet/sqe.hpp>

namespace ringlet {

template <class T>
class RINGLET_INSPECTED task;
template <class Op>
class RINGLET_INSPECTED performed;

/// A CQE that no operation of ringlet's asked for: of a MSG_RING, or of a raw SQE.
struct foreign_completion {
  std::uint64_t user_data;
  std::int32_t res;
  std::uint32_t flags;
};

/// An event loop over one io_uring.
///
/// A ring belongs to the thread that first runs it (or calls native()): only there may it be run,
/// awaited on and destroyed. It neither moves nor copies: operations in flight point to it.
class RINGLET_INSPECTED ring {
 public:
  /// Creates the ring with the best setup flags this kernel has. Throws std::system_error that says
  /// what is the matter and what to do about it.
  explicit ring() : spill_(std::size_t{2} * queues_.cq_entries()) {}
  /// The same with options, and std::invalid_argument where they do not go together.
  explicit ring(const ring_options& options);
  ring(const ring&) = delete;
  ring& operator=(const ring&) = delete;

  /// Destroys all spawned tasks, and blocks until the kernel has let go of every operation.
  ~ring();

  // ---- running -------------------------------------------------------------------------------

  /// Runs `main` and everything that was spawned until `main` is done, and gives its value back.
  /// Throws what left `main` or a spawned task, and std::system_error with
  /// errc::operation_canceled if stop() came first.
  template <class T>
  T run(task<T> main);

  /// Calls `function(args…)` and runs the task it returns. The callable outlives the task.
  template <class F, class... Args>
    requires std::invocable<F&, Args...>
  decltype(auto) run(F&& function, Args&&... args) {
    return run(detail::invoke(function, std::forward<Args>(args)...));
  }

  /// The same for what when_all(), when_any(), in_scope(), or within() and its like around a task
  /// give: `loop.run(in_scope(serve, listener))`.
  template <detail::makes_awaiter Waited>
  auto run(Waited&& waited);

  /// Runs until no spawned task is left, or stop(). Throws what left a spawned task; the others can
  /// then be run on.
  void run() {
    run_until([this] { return roots_.empty() && failed_.empty() && !inbox_.has_news(); },
              turns::until_none_is_left);
  }

  /// One turn: resumes what is ready, submits, waits until something has completed if anything is
  /// under way, and resumes that. It does not wait if what was ready has ended a task, or let a
  /// coroutine that is no task go on, or while streams are still to be told of buffers. Whether
  /// there are spawned tasks left.
  bool run_once() {
    const running_guard guard(*this);
    stopping_ = false;
    take_turns(busy(), turns::one);
    rethrow_failure();
    return !roots_.empty();
  }

  /// One turn that does not wait, for a ring inside somebody else's loop: poll() when descriptor()
  /// becomes readable (or, where that is not waited for, when next_deadline() has come), after
  /// something was spawned or awaited from outside, or a lease given back there, and again at once
  /// while it returns true. Throws
  /// what left a spawned task; then, too, it is to be called again.
  bool poll() {
    const running_guard guard(*this);
    queues_.clear_signal();
    take_turns(false, turns::one);
    rethrow_failure();
    // What the turn's last resumptions asked for has not been submitted or stamped yet.
    if (has_descriptor_ && alarm_.is_late_for(deadlines_.earliest())) return true;
    return !ready_.empty() || !failed_.empty() || queues_.unsubmitted() != 0 || !tended_.empty() ||
           inbox_.has_news() || deadlines_.has_fresh() || queues_.has_cqe() ||
           queues_.holds_back() || !queues_.may_wait_for_signal();
  }

  /// A descriptor that is readable when poll() has something to do, also because a deadline has
  /// come: from here on the earliest one stands in the kernel as a TIMEOUT. (Behind a drained
  /// operation that waits as everything does: with drains, wait until next_deadline() at most.) It
  /// remains the ring's own, and poll() alone makes it unreadable again.
  [[nodiscard]] int descriptor() {
    has_descriptor_ = true;
    expect_others();
    return queues_.descriptor();
  }

  /// When poll() should be called at the latest, as a time of std::chrono::steady_clock in
  /// nanoseconds since its epoch; nothing where no deadline runs.
  [[nodiscard]] std::optional<std::int64_t> next_deadline() noexcept {
    const std::int64_t earliest = deadlines_.earliest();
    if (earliest == detail::deadlines::never) return std::nullopt;
    return earliest - ahead_of_steady_clock();
  }

  /// Whether anything is under way here that a turn could wait for: a task that was spawned, or an
  /// operation of a coroutine that is no task.
  [[nodiscard]] bool busy() const noexcept { return !roots_.empty() || !performed_.empty(); }

  /// Makes the run() that is under way return at the end of its turn. From the ring's own thread;
  /// others have as_remote().stop().
  void stop() noexcept { stopping_ = true; }

  /// Runs until stop(), also while nothing is left to do: for a ring that others send tasks to.
  void run_until_stopped() {
    (void)run_until([] { return false; });
  }

  /// The ring as other threads may use it: they spawn tasks here, send theirs, and stop it. On the
  /// ring's own thread, or before it has one. Throws std::system_error where no descriptor is left
  /// (kernels before 6.13 need one more).
  [[nodiscard]] class remote as_remote();

  /// Starts a task that nobody waits for. The ring owns it; what leaves it by exception comes out
  /// of run().
  template <class T>
  void spawn(task<T> started);

  /// The same for tasks with a deadline or a name, and for groups: `spawn(within(1min,
  /// session()))`.
  template <detail::makes_awaiter Waited>
  void spawn(Waited&& waited);

  /// Calls `function(args…)` and starts the task it returns. The callable and the arguments are
  /// copied or moved in and live as long as the task, so that a capturing lambda is safe here. The
  /// arguments are passed as lvalues, or moved where the callable takes them only so.
  template <class F, class... Args>
    requires(std::invocable<F&, Args&...> || std::invocable<F&, Args...>)
  void spawn(F function, Args... args);

  // ---- operations ----------------------------------------------------------------------------

  /// An awaitable for `op` on this ring, for coroutine types that are not ringlet::task.
  template <class Op>
#if RINGLET_INSPECT
  [[nodiscard]] performed<Op> perform(
      const Op& op, const std::source_location& where = std::source_location::current()) noexcept {
    return performed<Op>(*this, op, where);
  }
#else
  [[nodiscard]] performed<Op> perform(const Op& op) noexcept {
    return performed<Op>(*this, op);
  }
#endif

  /// Whether this kernel has what `Op` needs, as far as the kernel tells.
  template <class Op>
  [[nodiscard]] bool supports() noexcept {
    return has(Op::needs);
  }
  [[nodiscard]] bool has(const requirement& needed) noexcept;

  /// Calls `handler` for each CQE that no operation of ringlet's asked for. It runs when the CQE is
  /// reaped, possibly inside a destructor that waits: it may take notes, but not run or destroy
  /// anything, nor throw.
  void on_foreign(detail::handler<foreign_completion> handler) {
    foreign_ = std::move(handler);
    expect_others();
  }

  /// Gives the queues new sizes, as ring_options has them: 0 `cq_entries` means four times
  /// `entries`. What is under way stays so.
  ///
  /// From the ring's own thread, in a task or outside of run(). Errors: invalid_argument where the
  /// sizes are none, value_too_large where what is in the queues does not fit,
  /// operation_not_supported where the kernel, taskrun (it must be deferred) or
  /// ring_options::memory does not allow it. Linux 6.13.
  result<> resize(unsigned entries, unsigned cq_entries = 0);

  // ---- what the kernel gave ------------------------------------------------------------------

  /// The liburing ring, for what ringlet does not wrap: registering, and raw SQEs (their CQEs go to
  /// on_foreign). The calling thread becomes the ring's owner. Without IORING_SETUP_TASKRUN_FLAG,
  /// which rings with deferred task work have not, looking for CQEs by liburing does not enter.
  [[nodiscard]] io_uring* native() {
    own();
    return &queues_.lend();
  }
  /// Calls io_uring_register(2) for this ring, and gives what that gives: at least 0, or a negative
  /// errno value. The calling thread becomes the ring's owner.
  int call_register(unsigned what, void* argument, unsigned count) {
    own();
    return ::io_uring_register(queues_.fd(), what, argument, count);
  }
  /// The ring's own descriptor: to map memory of the kernel's by, or to name the ring to another
  /// one (in messages to it).
  [[nodiscard]] int ring_fd() const noexcept { return static_cast<int>(queues_.fd()); }
  [[nodiscard]] unsigned setup_flags() const noexcept { return queues_.setup_flags(); }
  [[nodiscard]] unsigned features() const noexcept { return queues_.features(); }
  [[nodiscard]] unsigned sq_entries() const noexcept { return queues_.sq_entries(); }
  [[nodiscard]] unsigned cq_entries() const noexcept { return queues_.cq_entries(); }
  [[nodiscard]] bool has_registered_fd() const noexcept { return queues_.has_registered_fd(); }

  // ---- seeing inside: where RINGLET_INSPECT is 1 in the whole program --------------------------

#if RINGLET_INSPECT
  /// What this ring has done.
  [[nodiscard]] ring_counters counters() const noexcept { return inspection_.counters(); }

  /// Calls `each_line(std::string_view)` for each operation that is in flight, in the order in
  /// which they began. From the ring's own thread. A line is, for example,
  ///
  ///     recv(socket=5, buffer=4096 B, flags=0) for 12 ms, 988 ms left, awaited at echo.cpp:17
  template <class EachLine>
    requires std::invocable<EachLine&, std::string_view>
  void dump(EachLine each_line) const {
    inspection_.dump(deadlines_, detail::clock_now(queues_.clock()), std::move(each_line));
  }
  void dump(std::FILE* to) const {
    dump([to](std::string_view line) {
      (void)std::fprintf(to, "%.*s\n", static_cast<int>(line.size()), line.data());
    });
  }
#else
  template <bool compiled_so = false>
  void counters() const {
    static_assert(compiled_so, "ring::counters() needs RINGLET_INSPECT=1, in the whole program");
  }
  template <class To, bool compiled_so = false>
  void dump(const To&) const {
    static_assert(compiled_so, "ring::dump() needs RINGLET_INSPECT=1, in the whole program");
  }
#endif

  // ---- for awaitables ------------------------------------------------------------------------
  // What operation, task and the other awaitables of the runtime are made of. A program's own
  // awaitable may use it as well.

  /// Whether `count` SQEs of 64 bytes are free; `count` must be at most sq_entries(). A ring of big
  /// entries always says no.
  [[nodiscard, gnu::always_inline]] bool has_room(unsigned count) noexcept {
    return queues_.has_room(count);
  }

  /// Takes `count` zeroed SQEs, which must be free. They go to the kernel together.
  [[nodiscard]] sqe_slot take(unsigned count) noexcept { return queues_.take(count); }

  /// The same for a single one that is overwritten as a whole before advance() takes it.
  [[nodiscard, gnu::always_inline]] io_uring_sqe& next() noexcept { return queues_.next(); }
  [[gnu::always_inline]] void advance() noexcept { queues_.advance(); }

  /// The same where has_room() has said no: submits until they are free. `size` is 64 or 128 bytes
  /// an SQE. The queue must have entries_for(count, size) entries.
  [[nodiscard]] sqe_slot make_room_and_take(unsigned count, std::size_t size = 64);
  /// And for a single one, which fits into a register.
  [[nodiscard, gnu::noinline]] io_uring_sqe& make_room_and_take_one(std::size_t size) {
    return make_room_and_take(1, size).sqe();
  }

  /// Takes a zeroed SQE of 64 bytes, on any ring, and submits before if none is free.
  [[nodiscard]] io_uring_sqe& take_one() {
    return has_room(1) ? take(1).sqe() : make_room_and_take_one(64);
  }

  /// How many entries of the submission queue `count` SQEs of `size` bytes take; 0 where this ring
  /// has none so big.
  [[nodiscard]] unsigned entries_for(unsigned count, std::size_t size) const noexcept {
    return queues_.entries_for(count, size);
  }
  /// Whether CQEs can have 32 bytes.
  [[nodiscard]] bool has_wide_cqes() const noexcept { return queues_.has_wide_cqes(); }

  /// Whether what is taken now may have IOSQE_CQE_SKIP_SUCCESS.
  [[nodiscard]] bool skip_successes() noexcept { return queues_.skip_successes(); }

  /// Has the turn under way, or the next one, look for completions although tasks are ready.
  void look_for_completions() noexcept { queues_.look_for_completions(); }

  /// Resumes `node` at the next turn.
  void make_ready(detail::ready_node& node) noexcept { ready_.push_back(node); }

  /// Resumes `node` as soon as the coroutine that now runs is suspended.
  void transfer(detail::ready_node& node) noexcept {
    if (in_turn_ && next_ == nullptr) {
      next_ = &node;
      queues_.interrupt_reap();
    } else {
      ready_.push_back(node);
    }
  }

  /// A deadline `target.when` nanoseconds after the next entry, or at that point of time.
  void add_deadline(detail::tracked& target) noexcept {
    expect_others();
    deadlines_.add(target);
  }
  void add_deadline_at(detail::tracked& target) noexcept {
    expect_others();
    if (__builtin_add_overflow(target.when, ahead_of_steady_clock(), &target.when)) {
      target.when = detail::deadlines::never;
    }
    deadlines_.add_at(target);
  }

  /// To be called before anything is under way but operations of kind once: what such a program
  /// needs no more than, it need not compile either.
  void expect_others() noexcept { others_ = &other_ways::all; }

  /// Asks the kernel to end the operation of `target`; what comes of it, its own CQE says.
  void cancel(detail::tracked& target, detail::cancel_reason reason) noexcept {
    if (target.give_up == nullptr) {
      cancel_by(&ring::send_cancel, target, reason);
    } else {
      target.give_up(target, reason);
    }
  }

  /// Ends the wait of `target`, of which the kernel has nothing.
  static void give_up(detail::tracked& target, detail::cancel_reason reason) noexcept {
    ring& loop = target.loop();
    target.reason = reason;
    target.result = {-ECANCELED, 0};
    loop.finish(target);
    loop.make_ready(target);
  }

  /// Ends what `at` waits in, if the kernel or anybody else has it. `again` where that was asked
  /// for before: a cancel can miss.
  void press(detail::context& at, bool again) noexcept;

  /// Ends `root` and all that it waits for: nothing begins there any more, and what is under way is
  /// cancelled. What is shielded goes on.
  void end(detail::promise_base& root, detail::cancel_reason reason, bool again) noexcept {
    detail::promise_base* last = nullptr;
    for (detail::promise_base* next = &root; next != nullptr && !next->shielded;
         next = next->below) {
      if (next->ending == detail::cancel_reason::none) next->ending = reason;
      last = next;
    }
    if (last != nullptr) press(*last, again);
  }

  /// Called when an SQE has been filled that cancels `target`. A cancel can miss: while a worker
  /// arms the operation, or behind a drain. So the operation gets a deadline until its CQE has
  /// come, at which the kernel is asked again.
  void cancel_sent(detail::tracked& target, detail::cancel_reason reason,
                   std::int64_t patience = 10'000'000) noexcept {
    target.reason = reason;
    if (target.timer_hook::linked()) deadlines_.remove(target);
    target.when = patience;
    add_deadline(target);
  }

  /// Called as a frame dies with an operation in it: blocks until the kernel has let go of it.
  /// `name` is for whoever must be told that it is not to die here.
  void wait_out(detail::completion& dying, const std::string_view& name) noexcept;
  void wait_out(detail::tracked& dying, const std::string_view& name) noexcept;
  void wait_out(detail::source& dying, const std::string_view& name,
                const detail::call_site& where) noexcept;

  [[nodiscard]] detail::inspection& inspection() noexcept { return inspection_; }

  /// Ends the wait of `target`, which has no SQE, with success. It resumes at the next turn.
  void wake(detail::tracked& target) noexcept {
    target.result = {0, 0};
    finish(target);
    make_ready(target);
  }

  /// Makes `newcomer` one of this ring's, which it then has to leave by forget().
  void bind(detail::source& newcomer) noexcept {
    newcomer.loop = this;
    expect_others();
    end_sources_ = [](ring& self) noexcept { self.end_sources(); };
    sources_.push_back(static_cast<detail::bound_hook&>(newcomer));
  }
  static void forget(detail::source& leaving) noexcept {
    if (leaving.bound_hook::linked()) leaving.bound_hook::unlink();
    if (leaving.tend_hook::linked()) leaving.tend_hook::unlink();
  }

  /// Calls `wanting.tended` before the next entry; while it is tending for that already, before the
  /// one after it.
  // Out of line, so that what calls it, which is seldom, is inlined itself.
  [[gnu::noinline]] void tend(detail::tend_hook& wanting) noexcept {
    if (wanting.linked()) wanting.unlink();
    tended_.push_back(wanting);
    // Nothing else would have a turn taken for a lease that ends in somebody else's loop.
    if (driver_ != nullptr && !running_) [[unlikely]]
      driver_->poll_soon(*driver_);
  }

  /// Asks the kernel to end what `target` has in flight.
  void cancel(const detail::source& target) {
    send_cancel(user_data_of(target, detail::kind::source));
  }

  /// The same by a call, which no drain holds back: for what a request may not have come to.
  void insist(const detail::source& target) noexcept {
    insist(user_data_of(target, detail::kind::source));
  }

  /// Where completions go for which a stream has no room.
  [[nodiscard]] detail::spill& spill() noexcept { return spill_; }

  /// Called when a task that nobody awaits is done. Its frame dies when it has been left.
  void retire(detail::promise_base& root) noexcept {
    ended_ = true;
    if (detail::keeper* const kept_by = root.kept_by) {
      if (kept_by->home != this) {
        visited_->leave(*this, root, *kept_by->home);
      } else if (kept_by->finished != nullptr) {
        kept_by->finished(*kept_by, root);
      }
      return;
    }
    bury(root);
  }

  /// Destroys the frame of a task that is done, as soon as the coroutine that now runs is
  /// suspended.
  void bury(detail::promise_base& root) noexcept {
    root.root_hook::unlink();
    retired_.push_back(static_cast<detail::root_hook&>(root));
    if (!retire_node_.linked() && next_ != &retire_node_) transfer(retire_node_);
  }

  /// Destroys what was given to bury(), now.
  void bury_all() noexcept { retire_finished(); }

  void must_be_owner(const char* what) const noexcept {
    if (!queues_.is_owner()) [[unlikely]]
      must_be_nobodys(what);
  }

  /// The loop of somebody else's that polls this ring, and has to be told of what begins outside of
  /// its turns; null where there is none.
  [[nodiscard]] detail::driver* driver() const noexcept { return driver_; }
  void set_driver(detail::driver* by) noexcept { driver_ = by; }

  /// Tells `part` of the ring's end.
  void attach(detail::attachment& part) noexcept { attachments_.push_back(part); }

  [[nodiscard]] detail::tables_left_behind& tables_left() noexcept { return tables_left_; }

  /// Closes what was opened in a slot of the ring's table for somebody who is gone.
  void close_slot(direct_slot left) noexcept {
    const int nothing = -1;
    io_uring_files_update request{};
    request.offset = left.index();
    request.fds = reinterpret_cast<std::uintptr_t>(&nothing);
    (void)::io_uring_register(queues_.fd(), IORING_REGISTER_FILES_UPDATE, &request, 1);
  }

  /// An id that no group of buffers of this ring has had: an operation in flight may still name
  /// that of a group which is gone. Nothing where all 65536 are used up.
  [[nodiscard]] std::optional<std::uint16_t> new_buffer_group() noexcept {
    if (buffer_groups_ > 0xffff) return std::nullopt;
    return static_cast<std::uint16_t>(buffer_groups_++);
  }

  /// Makes it possible for other threads to send something here; see as_remote().
  void open_inbox();

  /// Takes in what was sent, now.
  void take_in();

  /// From any thread: does what `letter` says, on this ring's own.
  void post(detail::message& letter) noexcept { shared_inbox().post(letter); }
  [[nodiscard]] bool is_own_thread() const noexcept { return queues_.is_owner(); }

  /// From any thread: makes `root` and what it waits for this ring's.
  void send(detail::promise_base& root) noexcept { shared_inbox().post(root); }
  void send_stop() noexcept { shared_inbox().post_stop(); }

  /// Sends the task that is being suspended, and everything that waits for it, to another ring.
  [[gnu::noinline]] void leave(detail::promise_base& leaf, ring& other) {
    detail::promise_base* root = &leaf;
    while (root->awaited_by != nullptr && !root->stays) root = root->awaited_by->parent;
    if (root->stays) {
      detail::die(
          "a task that a scope, when_all, when_any, within or with_id waits for cannot go to "
          "another "
          "ring: spawn one there");
    }
    const bool from_home = root->kept_by != nullptr && root->kept_by->home == this;
    if (from_home) open_inbox();  // for the way back
    if (root->root_hook::linked()) root->root_hook::unlink();
    if (from_home) root->kept_by->away = true;
    ended_ = true;  // nothing else may be under way here
    other.send(*root);
  }

  void add_performed(detail::performed_hook& hook) noexcept { performed_.push_back(hook); }

  /// Called as a coroutine that is no task goes on. The ring cannot see it end, and whoever runs
  /// the ring may be waiting for just that: so this turn does not wait for anything else.
  void remove_performed(detail::performed_hook& hook) noexcept {
    hook.unlink();
    ended_ = true;
  }

  /// The errno value that a user should see for `res`, a negative result.
  [[nodiscard]] std::int32_t explain(std::int32_t res, detail::cancel_reason reason,
                                     const requirement* needed) noexcept;

 private:
  friend unsigned detail::descriptor_of(const ring& other) noexcept;

  class running_guard {
   public:
    explicit running_guard(ring& loop) : loop_(loop) {
      if (loop_.running_) {
        throw std::logic_error(
            "ringlet::ring: it is running already; a task cannot run its own ring");
      }
      loop_.own();
      loop_.running_ = true;
      loop_.look_for_completions();  // much may have been done since it last ran
    }
    running_guard(const running_guard&) = delete;
    running_guard& operator=(const running_guard&) = delete;
    ~running_guard() { loop_.running_ = loop_.in_turn_ = false; }

   private:
    ring& loop_;
  };

  /// How many turns are taken before somebody looks whether all is over: one; until a task has
  /// ended, without which nothing is over; or, since messages keep run() from returning, also until
  /// there were some and no task is left.
  enum class turns : std::uint8_t { one, until_one_ends, until_none_is_left };

  template <class Done>
  bool run_until(Done done, turns between = turns::until_one_ends) {
    const running_guard guard(*this);
    stopping_ = false;
    for (;;) {
      if (done()) return true;
      rethrow_failure();
      if (stopping_) return false;
      take_turns(true, between);
    }
  }

  void take_turns(bool wait, turns how_many);
  std::int64_t keep_deadlines(std::int64_t& now) noexcept;
  std::int64_t expire_deadlines(std::int64_t now) noexcept;
  void set_alarm(std::int64_t wake, std::int64_t now);
  void deadline_passed(detail::tracked& late) noexcept;
  void tend_all();
  void end_sources() noexcept;
  void arrive(detail::promise_base& root) noexcept;
  void resume_ready();
  void enter(bool wait);
  int enter_kernel(unsigned min_complete, const __kernel_timespec* timeout);
  int submit(unsigned min_complete, const __kernel_timespec* timeout);
  void not_entered(int error);
  void back_off();

  enum class reaping { resumes, queues };
  template <reaping Mode>
  void reap();
  void reap_for_later();
  template <reaping Mode>
  void reap_wide();
  template <reaping Mode>
  static void reap_wide_of(ring& self) {
    self.reap_wide<Mode>();
  }
  template <reaping Mode>
  void complete(detail::ready_node& node);
  template <reaping Mode>
  void complete_other(detail::tag tag, detail::outcome result, const std::uint64_t* extra);
  detail::ready_node* reap_other(detail::tag tag, detail::outcome result,
                                 const std::uint64_t* extra);
  detail::tracked* take_to_source(detail::tag tag, detail::outcome result,
                                  const std::uint64_t* extra, bool at_once);
  detail::tracked* take_to_group(detail::tag tag, detail::outcome result) noexcept;
  static void resume_tracked(ring& self, detail::tag tag, detail::outcome result,
                             const std::uint64_t* extra);
  static void resume_by_source(ring& self, detail::tag tag, detail::outcome result,
                               const std::uint64_t* extra);
  static void resume_group(ring& self, detail::tag tag, detail::outcome result,
                           const std::uint64_t* extra);
  static void resume_rarer(ring& self, detail::tag tag, detail::outcome result,
                           const std::uint64_t* extra);

  void resume(detail::ready_node& node) {
    if (&node == &retire_node_) [[unlikely]] {
      retire_finished();
    } else {
      node.at->self.resume();
    }
    if (next_ != nullptr) [[unlikely]]
      run_transfers();
  }
  void run_transfers();
  void retire_finished() noexcept;
  static detail::promise_base& root_of(detail::list_hook& hook) noexcept;
  void adopt(detail::promise_base& promise) noexcept {
    promise.loop = this;
    ready_.push_back(static_cast<detail::ready_node&>(promise));
  }
  void rethrow_failure();

  /// Unlinks an operation that has ended from everything that could still reach it.
  void finish(detail::tracked& target) noexcept {
    target.remaining = 0;
    target.at->waits_in = 0;
    if (target.timer_hook::linked()) deadlines_.remove(target);
    if (target.id != nullptr) target.id->unlink();
  }
  void send_cancel(std::uint64_t user_data) noexcept;
  void insist(std::uint64_t user_data) noexcept;
  /// One of the two, send_cancel or insist.
  using ask_by_user_data = void (ring::*)(std::uint64_t) noexcept;
  /// Asks by it for the end of what the kernel has of `target`.
  void cancel_by(ask_by_user_data ask, detail::tracked& target,
                 detail::cancel_reason reason) noexcept;
  /// What is dying, and how to ask it what the kernel has of it.
  struct dying_operation {
    const void* what;
    bool (*is_pending)(const void* what) noexcept;
    /// Calls `ask` with each user_data that the kernel may know it by.
    void (*each_user_data)(const void* what, ring& self, ask_by_user_data ask) noexcept;
  };
  void drain(const dying_operation& dying) noexcept;
  void must_own(const std::string_view& dying, const detail::call_site& where) const noexcept;

  /// By how many nanoseconds the ring's clock is ahead of steady_clock: that of suspensions, where
  /// it counts them.
  [[nodiscard]] std::int64_t ahead_of_steady_clock() const noexcept {
    if (queues_.clock() == CLOCK_MONOTONIC) [[likely]]
      return 0;
    return detail::clock_now(queues_.clock()) - detail::monotonic_now();
  }

  void own();
  void own_first();
  void must_be_nobodys(const char* what) const noexcept;
  void must_not_be_inherited() const noexcept;
  /// The inbox, for any thread of this process.
  [[nodiscard]] detail::inbox& shared_inbox() noexcept {
    must_not_be_inherited();
    return inbox_;
  }
  void probe() noexcept;

  // Resumptions in one turn: ready tasks can put off the kernel only for so many, times the turns
  // that pass it over.
  static constexpr unsigned budget = 1024;

  // What only some rings have is reached through a pointer that whoever makes it so sets. A program
  // that has no such ring need not compile it.
  struct wide_reaping {
    void (*resuming)(ring&);
    void (*queueing)(ring&);
  };
  struct other_ways {
    using resuming = void (*)(ring&, detail::tag, detail::outcome, const std::uint64_t* extra);
    std::array<resuming, detail::kinds + 1> resume;  // by tag::row()
    detail::ready_node* (*reap)(ring&, detail::tag, detail::outcome, const std::uint64_t* extra);
    std::int64_t (*keep_deadlines)(ring&, std::int64_t& now) noexcept;
    void (*end_deadlines)(ring&) noexcept;
    void (*set_alarm)(ring&, std::int64_t wake, std::int64_t now);

    static const other_ways all;
  };
  struct visiting {
    void (*take_in)(ring&);
    void (*leave)(ring&, detail::promise_base& leaf, ring& other);
  };

  // Before the queues, and so gone after them: its poll is in flight to the end.
  detail::owner<detail::wake_up> wake_up_;
  detail::queues queues_;
  // What every turn looks at stands together, in two or three lines of the cache: from here to the
  // beginning of deadlines_.
  const other_ways* others_ = nullptr;  // where there is more than kind once
  const wide_reaping* wide_ = nullptr;  // where CQEs may be big
  detail::ready_node* next_ = nullptr;  // the trampoline: what to resume when this one suspends
  unsigned transfers_left_ = budget;
  bool running_ = false;
  bool in_turn_ = false;  // whether the trampoline will look at next_
  bool stopping_ = false;
  bool ended_ = false;  // in this turn something has, or may have, that the caller waits for
  bool dying_ = false;  // in the destructor
  bool probed_ = false;
  bool has_descriptor_ = false;  // somebody else's loop waits for it
  detail::list ready_;           // of ready_node
  detail::list tended_;          // of tend_hook: to be tended before the next entry
  detail::deadlines deadlines_;
  const visiting* visited_ = nullptr;              // where others may send tasks
  void (*end_sources_)(ring&) noexcept = nullptr;  // where there was a stream
  detail::list roots_;                             // of root_hook: spawned and not done
  detail::list performed_;    // of performed_hook: awaited by coroutines that are no tasks
  detail::list visitors_;     // of root_hook: given to the run() of another ring
  detail::list retired_;      // of root_hook: done, to be destroyed
  detail::list sources_;      // of bound_hook: streams and their like
  detail::list failed_;       // of root_hook: done by an exception that run() has yet to throw
  detail::list attachments_;  // of attachment: told when everything else has ended
  detail::tables_left_behind tables_left_;
  std::uint32_t buffer_groups_ = 0;  // made so far
  detail::ready_node retire_node_{{nullptr, nullptr}, nullptr};
  detail::list_hook turn_end_{nullptr, nullptr};  // stands in ready_ behind what is of this turn
  [[no_unique_address]] detail::inspection inspection_;
  detail::alarm alarm_;
  detail::spill spill_;
  detail::inbox inbox_;
  detail::handler<foreign_completion> foreign_;
  std::array<std::uint64_t, 4> known_opcodes_{};
  detail::driver* driver_ = nullptr;
};

// ---- options -----------------------------------------------------------------------------------

inline ring::ring(const ring_options& options)
    : queues_(options), spill_(std::size_t{2} * queues_.cq_entries()) {
  static constexpr wide_reaping wide{&reap_wide_of<reaping::resumes>,
                                     &reap_wide_of<reaping::queues>};
  if (queues_.has_wide_cqes()) wide_ = &wide;
}

// ---- a turn ------------------------------------------------------------------------------------

[[gnu::noinline]] inline void ring::take_turns(bool wait, turns how_many) {
  in_turn_ = true;
  do {
    transfers_left_ = budget;
    ended_ = false;
    if (inbox_.has_news()) [[unlikely]] {
      visited_->take_in(*this);
      if (how_many == turns::until_none_is_left && roots_.empty()) ended_ = true;
    }
    if (!ready_.empty()) resume_ready();
    // What just ended may be all that the caller waits for, and nothing else may be under way.
    enter(wait && !stopping_ && !ended_);
    reap<reaping::resumes>();
  } while (how_many != turns::one && !ended_ && !stopping_);
  in_turn_ = false;
}

/// Resumes what is ready now; what becomes ready by that has its turn after the kernel.
inline void ring::resume_ready() {
  // What is resumed may throw, where it is no task.
  struct at_end {
    detail::list_hook& marker;
    ~at_end() { marker.unlink(); }
  } const unlinked{turn_end_};
  ready_.push_back(turn_end_);
  while (&ready_.front() != &turn_end_) {
    resume(static_cast<detail::ready_node&>(ready_.pop_front()));
  }
}

[[gnu::noinline]] inline void ring::run_transfers() {
  while (detail::ready_node* node = std::exchange(next_, nullptr)) {
    if (transfers_left_ == 0) {
      ready_.push_back(*node);
      return;
    }
    --transfers_left_;
    if (node == &retire_node_) {
      retire_finished();
    } else {
      node->at->self.resume();
    }
  }
}

inline void ring::open_inbox() {
  static constexpr visiting ways{
      [](ring& self) { self.take_in(); },
      [](ring& self, detail::promise_base& leaf, ring& other) { self.leave(leaf, other); }};
  visited_ = &ways;
  expect_others();
  if (!inbox_.open(ring_fd())) return;
  if (wake_up_.get() == nullptr) {
    wake_up_ = detail::owner(new detail::wake_up(inbox_.event()));
    wake_up_->loop = this;
    tend(*wake_up_);
  }
}

inline void detail::wake_up::on_tending(tend_hook& self) {
  auto& waiting = static_cast<wake_up&>(self);
  ring& loop = *waiting.loop;
  if (waiting.in_flight) return;
  io_uring_sqe& sqe = loop.take_one();
  sqe.opcode = IORING_OP_POLL_ADD;
  sqe.fd = waiting.event_;
  sqe.poll32_events = POLLIN;
  sqe.user_data = user_data_of(static_cast<source&>(waiting), kind::source);
  waiting.in_flight = true;
}

inline void ring::take_in() {
  inbox_.take([this](detail::promise_base& root) { arrive(root); }, [this] { stopping_ = true; });
}

inline void ring::arrive(detail::promise_base& root) noexcept {
  if (root.kept_by == nullptr) {
    roots_.push_back(static_cast<detail::root_hook&>(root));
  } else if (root.kept_by->home == this) {
    root.kept_by->away = false;
    if (root.self.done()) {
      ended_ = true;
      return;
    }
  } else {
    visitors_.push_back(static_cast<detail::root_hook&>(root));
  }
  detail::promise_base& leaf = innermost(root);
  leaf.loop = this;
  make_ready(leaf);
}

/// Before each entry, and outside of any coroutine: streams ask for SQEs as others do. Who asks to
/// be tended meanwhile may want to see what that entry does.
[[gnu::noinline]] inline void ring::tend_all() {
  const detail::list_hook* const last = tended_.empty() ? nullptr : &tended_.back();
  for (const detail::list_hook* done = nullptr; done != last && !tended_.empty();) {
    auto& wanting = static_cast<detail::tend_hook&>(tended_.pop_front());
    done = &wanting;
    wanting.tended(wanting);
  }
}

inline void detail::tend(ring& loop, tend_hook& wanting) noexcept { loop.tend(wanting); }

[[gnu::always_inline]] inline void ring::enter(bool wait) {
  std::int64_t wake = detail::deadlines::never;
  std::int64_t now = 0;
  if (deadlines_.any()) wake = others_->keep_deadlines(*this, now);
  if (!tended_.empty()) [[unlikely]] {
    tend_all();
    wait = wait && tended_.empty();
  }
  // The message that somebody has sent a task may have been reaped by what waited in between.
  wait = wait && ready_.empty() && !queues_.has_cqe() && !inbox_.has_news();
  const __kernel_timespec* limit = nullptr;
  __kernel_timespec left{};
  if (!wait) {
    if (has_descriptor_) [[unlikely]]
      others_->set_alarm(*this, wake, now);
    if (queues_.unsubmitted() == 0 && !queues_.is_worth_entering()) return;
  } else if (wake != detail::deadlines::never) {
    const std::int64_t time = wake > now ? wake - now : 0;
    left = {time / 1'000'000'000, time % 1'000'000'000};
    limit = &left;
  }
  // Whose thread this is was looked at as it began to run; a fork may have come since.
  must_not_be_inherited();
  submit(wait ? 1 : 0, limit);
}

/// Starts the deadlines that are new, looks which have passed, and gives the next one.
inline std::int64_t ring::keep_deadlines(std::int64_t& now) noexcept {
  now = detail::clock_now(queues_.clock());
  deadlines_.stamp(now);
  const std::int64_t wake = deadlines_.earliest();
  if (wake > now) [[likely]]
    return wake;
  return expire_deadlines(now);
}

[[gnu::noinline]] inline std::int64_t ring::expire_deadlines(std::int64_t now) noexcept {
  deadlines_.expire(now, [this](detail::tracked& late) { deadline_passed(late); });
  deadlines_.stamp(now);  // what is to be asked again
  return deadlines_.earliest();
}

inline void ring::set_alarm(std::int64_t wake, std::int64_t now) {
  if (!alarm_.is_late_for(wake)) return;
  io_uring_sqe& sqe = take_one();
  alarm_.set(sqe, wake, now, queues_.clock());
}

[[gnu::noinline]] inline void ring::deadline_passed(detail::tracked& late) noexcept {
  if (late.reason == detail::cancel_reason::none) {
    cancel(late, detail::cancel_reason::timed_out);
  } else if (late.give_up != nullptr) {
    late.give_up(late, late.reason);
  } else {
    cancel_by(&ring::insist, late, late.reason);
  }
}

// Not where it is called: a timer that goes off, and of which the kernel has nothing, should not
// have to save the registers that the loop in here needs.
[[gnu::noinline]] inline void ring::cancel_by(ask_by_user_data ask, detail::tracked& target,
                                              detail::cancel_reason reason) noexcept {
  detail::each_user_data(target, [&](std::uint64_t known_by) { (this->*ask)(known_by); });
  // Taking the SQE may have reaped its completion, and then it must not have a deadline again.
  if (target.remaining != 0) cancel_sent(target, reason);
}

[[gnu::noinline]] inline int ring::enter_kernel(unsigned min_complete,
                                                const __kernel_timespec* timeout) {
  own();
  return submit(min_complete, timeout);
}

/// Hands over what was taken, and waits for `min_complete` completions.
[[gnu::always_inline]] inline int ring::submit(unsigned min_complete,
                                               const __kernel_timespec* timeout) {
  [[maybe_unused]] const bool overflown = RINGLET_INSPECT && queues_.has_overflow();
  inspection_.entering(queues_);
  const int outcome = queues_.enter(min_complete, timeout);
  inspection_.entered(outcome, overflown, queues_);
  if (outcome < 0) [[unlikely]]
    not_entered(-outcome);
  return outcome;
}

[[gnu::noinline]] inline void ring::not_entered(int error) {
  switch (error) {
    case EEXIST:
      detail::die("a ring was entered from another thread than the one that owns it");
    case EAGAIN:  // no memory for a request, for now
    case EBUSY:   // the completion queue and the kernel's overflow list want reaping first
      if (!queues_.has_cqe()) back_off();
      break;
    case EINTR:  // by a signal; the loop comes back here
    case ETIME:  // the first deadline
      break;
    default:
      detail::throw_call_failure(error, "io_uring_enter");
  }
}

/// The kernel refused new work and there is nothing to reap: sleeps until a completion comes, a
/// millisecond at most, so that nothing spins.
[[gnu::noinline]] inline void ring::back_off() {
  constexpr __kernel_timespec moment{0, 1'000'000};
  (void)queues_.wait(&moment);
}

[[gnu::noinline]] inline sqe_slot ring::make_room_and_take(unsigned count, std::size_t size) {
  own();
  while (!queues_.has_room_for(count, size)) {
    enter_kernel(0, nullptr);
    // What could not be taken because completions were in the way goes once they are reaped; the
    // coroutine that asked is running, so nobody else is resumed from here.
    if (!queues_.has_room_for(count, size)) {
      reap_for_later();
      queues_.yield_to_thread();
    }
  }
  return queues_.take_any(count, size);
}

// ---- reaping -----------------------------------------------------------------------------------

template <ring::reaping Mode>
inline void ring::complete(detail::ready_node& node) {
  if constexpr (Mode == reaping::resumes) {
    node.at->self.resume();
  } else {
    ready_.push_back(node);
  }
}

template <ring::reaping Mode>
inline void ring::reap() {
  const auto each = [this](detail::reaped cqe) {
    inspection_.reaped(cqe.user_data, cqe.result);
    const detail::tag tag(cqe.user_data);
    if (tag.is_once()) [[likely]] {
      detail::completion& done = tag.once();
      done.result = cqe.result;
      done.at->waits_in = 0;
      complete<Mode>(done);
    } else {
      complete_other<Mode>(tag, cqe.result, nullptr);
    }
  };
  if (wide_ != nullptr) [[unlikely]]
    return Mode == reaping::resumes ? wide_->resuming(*this) : wide_->queueing(*this);
  const unsigned end = queues_.reapable();
  while (queues_.is_before(end)) {
    queues_.reap(end, each);
    // A coroutine that passed control on has interrupted it, so that no CQE has to ask.
    if constexpr (Mode == reaping::resumes) {
      if (next_ != nullptr) run_transfers();
    }
  }
}

/// For who may not resume anything: what has completed gets ready. Out of line, once: who needs it
/// has no room left, or waits for the last of something.
[[gnu::noinline]] inline void ring::reap_for_later() { reap<reaping::queues>(); }

/// The same where CQEs may be big.
template <ring::reaping Mode>
inline void ring::reap_wide() {
  const auto each = [this](detail::reaped cqe, const std::uint64_t* extra) {
    inspection_.reaped(cqe.user_data, cqe.result);
    const detail::tag tag(cqe.user_data);
    if (tag.is_once()) {
      detail::completion& done = tag.once();
      done.result = cqe.result;
      done.at->waits_in = 0;
      complete<Mode>(done);
    } else {
      complete_other<Mode>(tag, cqe.result, extra);
    }
  };
  queues_.insist_on_room();
  const unsigned end = queues_.reapable();
  while (queues_.is_before(end)) {
    queues_.reap_wide(end, each);
    if constexpr (Mode == reaping::resumes) {
      if (next_ != nullptr) run_transfers();
    }
  }
}

template <ring::reaping Mode>
inline void ring::complete_other(detail::tag tag, detail::outcome result,
                                 const std::uint64_t* extra) {
  // Where nothing else is expected, it is one that nobody asked about, or a request of the
  // runtime's own.
  if (others_ == nullptr) return;
  if constexpr (Mode == reaping::resumes) {
    others_->resume[tag.row()](*this, tag, result, extra);
  } else if (detail::ready_node* const done = others_->reap(*this, tag, result, extra)) {
    ready_.push_back(*done);
  }
}

/// Gives a CQE to the stream that it is of, and has whoever waits for that.
inline detail::tracked* ring::take_to_source(detail::tag tag, detail::outcome result,
                                             const std::uint64_t* extra, bool at_once) {
  auto& from = tag.as<detail::source>();
  detail::tracked* const waiting = from.arrived(from, result, extra, at_once);
  if (waiting != nullptr) finish(*waiting);
  return waiting;
}

/// Gives a CQE to the operation of whose SQEs one is over, and has that if all are.
inline detail::tracked* ring::take_to_group(detail::tag tag, detail::outcome result) noexcept {
  auto& member = tag.as<detail::group_member>();
  detail::tracked& owner = *member.owner;
  if ((result.flags() & IORING_CQE_F_NOTIF) == 0) member.result = result;
  if ((result.flags() & IORING_CQE_F_MORE) != 0) return nullptr;
  if (--owner.remaining != 0) {
    // Cancelling a chain ends the member that runs; the next one may have started by that.
    if (owner.reason != detail::cancel_reason::none) send_cancel(current_user_data(owner));
    return nullptr;
  }
  owner.result = {0, 0};
  finish(owner);
  return &owner;
}

/// What is frequent has a path of its own, which ends in the coroutine: what has a deadline or a
/// cancel_id, what a stream gives, and chains.
inline void ring::resume_tracked(ring& self, detail::tag tag, detail::outcome result,
                                 const std::uint64_t* extra) {
  constexpr unsigned not_plain = IORING_CQE_F_MORE | IORING_CQE_F_NOTIF;
  if ((result.flags() & not_plain) != 0) return resume_rarer(self, tag, result, extra);
  auto& done = tag.as<detail::tracked>();
  done.result = result;
  self.finish(done);
  done.at->self.resume();
}

inline void ring::resume_by_source(ring& self, detail::tag tag, detail::outcome result,
                                   const std::uint64_t* extra) {
  detail::tracked* const waiting = self.take_to_source(tag, result, extra, true);
  if (waiting != nullptr) waiting->at->self.resume();
}

inline void ring::resume_group(ring& self, detail::tag tag, detail::outcome result,
                               const std::uint64_t*) {
  detail::tracked* const over = self.take_to_group(tag, result);
  if (over != nullptr) over->at->self.resume();
}

/// Out of line, so that what has a deadline saves no registers for this.
[[gnu::noinline]] inline void ring::resume_rarer(ring& self, detail::tag tag,
                                                 detail::outcome result,
                                                 const std::uint64_t* extra) {
  detail::ready_node* const done = self.reap_other(tag, result, extra);
  if (done != nullptr) done->at->self.resume();
}

/// All but the usual. Gives what is to be resumed, if anything.
[[gnu::noinline]] inline detail::ready_node* ring::reap_other(detail::tag tag,
                                                              detail::outcome result,
                                                              const std::uint64_t* extra) {
  if (tag.is_foreign()) {
    detail::message_arrived(ring_fd());
    if (foreign_) foreign_({tag.user_data(), result.res(), result.flags()});
    return nullptr;
  }
  if (tag.is_source()) return take_to_source(tag, result, extra, false);
  // An operation that is awaited once has ended when the kernel says that no more will come.
  const bool more = (result.flags() & IORING_CQE_F_MORE) != 0;
  switch (tag.what()) {
    case detail::kind::last: {
      if (more) return nullptr;
      auto& done = tag.as<detail::completion>();
      done.result = result;
      done.at->waits_in = 0;
      return &done;
    }
    case detail::kind::wide:
      if (extra != nullptr) tag.as<detail::wide>().extra = {extra[0], extra[1]};
      [[fallthrough]];
    case detail::kind::tracked: {
      auto& done = tag.as<detail::tracked>();
      // A notification says that the kernel has let go of a buffer; the result came before it.
      if ((result.flags() & IORING_CQE_F_NOTIF) == 0) done.result = result;
      if (more) return nullptr;
      finish(done);
      return &done;
    }
    case detail::kind::repeated: {
      auto& going = tag.as<detail::repeated>();
      going.result = result;
      if (going.again(going)) return nullptr;
      finish(going);
      return &going;
    }
    case detail::kind::member:
      return take_to_group(tag, result);
    default:  // a cancel request of the runtime's own
      return nullptr;
  }
}

[[gnu::cold]] inline void ring::press(detail::context& at, bool again) noexcept {
  if (at.waits_in == 0 || (at.waits_in & detail::shield_bit) != 0) return;
  const detail::tag tag(at.waits_in);
  if (tag.what() == detail::kind::once || tag.what() == detail::kind::last) {
    if (again) {
      insist(at.waits_in);
    } else {
      send_cancel(at.waits_in);
    }
    return;
  }
  auto& target = tag.as<detail::tracked>();
  // What was cancelled before sees to it by itself that the kernel is asked again.
  if (target.reason == detail::cancel_reason::none) cancel(target, at.ending);
}

inline constexpr ring::other_ways ring::other_ways::all{
    {
        &resume_rarer,      // once, which reap() has seen to
        &resume_tracked,    // tracked
        &resume_group,      // member
        &resume_rarer,      // ignored
        &resume_by_source,  // source
        &resume_rarer,      // wide
        &resume_rarer,      // repeated
        &resume_rarer,      // last
        &resume_rarer,      // what is foreign
    },
    [](ring& self, detail::tag tag, detail::outcome result, const std::uint64_t* extra) {
      return self.reap_other(tag, result, extra);
    },
    [](ring& self, std::int64_t& now) noexcept { return self.keep_deadlines(now); },
    [](ring& self) noexcept {
      self.deadlines_.clear([&self](detail::tracked& pause) { self.finish(pause); });
    },
    [](ring& self, std::int64_t wake, std::int64_t now) { self.set_alarm(wake, now); },
};

/// By an SQE, which goes to the kernel with everything else.
[[gnu::noinline]] inline void ring::send_cancel(std::uint64_t user_data) noexcept {
  inspection_.cancelling();
  io_uring_sqe& sqe = take_one();
  sqe.opcode = IORING_OP_ASYNC_CANCEL;
  sqe.fd = -1;
  sqe.addr = user_data;
  sqe.user_data = detail::ignored_user_data;
}

/// By a call, which no drain holds back, where the kernel has it.
[[gnu::cold, gnu::noinline]] inline void ring::insist(std::uint64_t user_data) noexcept {
  if (queues_.sync_cancel(user_data) == -EINVAL) {
    send_cancel(user_data);
  } else {
    inspection_.cancelling();
  }
}

// ---- ending ------------------------------------------------------------------------------------

[[gnu::cold, gnu::noinline]] inline void ring::drain(const dying_operation& dying) noexcept {
  if (!dying.is_pending(dying.what)) return;
  dying.each_user_data(dying.what, *this, &ring::send_cancel);
  unsigned rounds = 0;
  for (std::int64_t patience = 1'000'000; dying.is_pending(dying.what); ++rounds) {
    const __kernel_timespec moment{0, patience};
    tend_all();
    const bool quiet = enter_kernel(queues_.has_cqe() ? 0 : 1, &moment) == -ETIME;
    // Where completions keep coming no time is ever over, and the one cancel may have missed.
    if (quiet || rounds % 64 == 63) {
      // What dies with the ring may stand behind a drain that waits for what is to die after it.
      if (!dying_ || queues_.sync_cancel_everything() == -EINVAL)
        dying.each_user_data(dying.what, *this, &ring::insist);
      if (quiet && patience < 100'000'000) patience *= 2;
    }
    reap_for_later();
  }
}

[[gnu::cold, gnu::noinline]] inline void ring::wait_out(detail::completion& dying,
                                                        const std::string_view& name) noexcept {
  must_own(name, detail::call_site_of(*dying.at));
  drain({dying.at,
         [](const void* what) noexcept {
           return static_cast<const detail::context*>(what)->waits_in != 0;
         },
         [](const void* what, ring& self, ask_by_user_data ask) noexcept {
           const std::uint64_t waits_in = static_cast<const detail::context*>(what)->waits_in;
           (self.*ask)(waits_in & ~detail::shield_bit);
         }});
  if (dying.linked()) dying.unlink();
}

[[gnu::cold, gnu::noinline]] inline void ring::wait_out(detail::tracked& dying,
                                                        const std::string_view& name) noexcept {
  must_own(name, detail::call_site_of(*dying.at));
  if (dying.give_up == nullptr) {
    // Set before anything is reaped, so that the next member of a chain is cancelled as well.
    if (dying.remaining != 0) dying.reason = detail::cancel_reason::cancelled;
    drain({&dying,
           [](const void* what) noexcept {
             return static_cast<const detail::tracked*>(what)->remaining != 0;
           },
           [](const void* what, ring& self, ask_by_user_data ask) noexcept {
             detail::each_user_data(*static_cast<const detail::tracked*>(what),
                                    [&](std::uint64_t known_by) { (self.*ask)(known_by); });
           }});
  } else if (dying.remaining != 0) {
    finish(dying);
    return;  // It was never ready, and that hook is unset, or of what it waits in.
  }
  if (dying.ready_node::linked()) dying.ready_node::unlink();
}

[[gnu::cold, gnu::noinline]] inline void ring::wait_out(detail::source& dying,
                                                        const std::string_view& name,
                                                        const detail::call_site& where) noexcept {
  must_own(name, where);
  drain({&dying,
         [](const void* what) noexcept {
           return static_cast<const detail::source*>(what)->in_flight;
         },
         [](const void* what, ring& self, ask_by_user_data ask) noexcept {
           const auto& source = *static_cast<const detail::source*>(what);
           (self.*ask)(user_data_of(source, detail::kind::source));
         }});
}

[[gnu::cold]] inline ring::~ring() {
  if (running_) detail::die("a ring was destroyed by a task that it runs");
  if (!roots_.empty() || !performed_.empty() || !sources_.empty()) {
    must_be_owner("a ring was destroyed on another thread than its own, with tasks on it");
  }
  dying_ = true;
  if (visited_ != nullptr) visited_->take_in(*this);
  if (!visitors_.empty()) {
    detail::die("a ring was destroyed while a task was on it that the run() of another waits for");
  }
  for (detail::list* tasks : {&roots_, &retired_, &failed_}) {
    // The last one first: it may read what a task that spawned it has.
    while (!tasks->empty()) {
      auto& hook = tasks->back();
      hook.unlink();
      auto& promise = root_of(hook);
      destroy_task(promise.self, promise);
    }
  }
  // What is left belongs to coroutines that the ring does not own: their memory as well is the
  // kernel's until it says so.
  while (!performed_.empty()) {
    static_cast<detail::performed_hook&>(performed_.pop_front()).settle();
  }
  if (end_sources_ != nullptr) end_sources_(*this);
  if (others_ != nullptr) others_->end_deadlines(*this);
  while (!ready_.empty()) ready_.pop_front();
  while (!attachments_.empty()) {
    auto& part = static_cast<detail::attachment&>(attachments_.pop_front());
    part.ring_ended(part);
  }
}

inline void ring::end_sources() noexcept {
  while (!sources_.empty()) {
    auto& left = static_cast<detail::source&>(static_cast<detail::bound_hook&>(sources_.front()));
    wait_out(left, "operation", {});
    forget(left);
    left.orphaned(left);
  }
}

inline detail::promise_base& ring::root_of(detail::list_hook& hook) noexcept {
  return static_cast<detail::promise_base&>(static_cast<detail::root_hook&>(hook));
}

[[gnu::noinline]] inline void ring::retire_finished() noexcept {
  while (!retired_.empty()) {
    auto& promise = root_of(retired_.pop_front());
    if (promise.error) {
      failed_.push_back(static_cast<detail::root_hook&>(promise));
      ended_ = true;  // in this turn, for whoever runs it
    } else {
      promise.self.destroy();
    }
  }
}

inline void ring::rethrow_failure() {
  if (failed_.empty()) [[likely]]
    return;
  auto& promise = root_of(failed_.pop_front());
  const std::exception_ptr error = std::move(promise.error);
  promise.self.destroy();
  std::rethrow_exception(error);
}

// ---- the owner, and what the kernel has --------------------------------------------------------

[[gnu::cold, gnu::noinline]] inline void ring::must_own(
    const std::string_view& dying, [[maybe_unused]] const detail::call_site& where) const noexcept {
  if (queues_.is_owner()) return;
  detail::sentence what("a task was destroyed on another thread than its ring's, while ");
  what.add(dying).add(" was in flight");
#if RINGLET_INSPECT
  what.add(", awaited at ").add(where.file_name()).add(":").add(where.line());
#else
  what.add(" (compile with RINGLET_INSPECT=1 to be told where it was awaited)");
#endif
  must_be_nobodys(what.c_str());
}

[[gnu::cold, gnu::noinline]] inline void ring::must_be_nobodys(const char* what) const noexcept {
  must_not_be_inherited();
  if (queues_.has_owner()) detail::die(what);
}

inline void ring::must_not_be_inherited() const noexcept {
  if (queues_.is_inherited()) [[unlikely]] {
    detail::die("a ring was used in a process that was forked from its own: make a new one there");
  }
}

inline void ring::own() {
  if (queues_.is_owner()) [[likely]]
    return;
  own_first();
}

[[gnu::cold, gnu::noinline]] inline void ring::own_first() {
  must_be_nobodys("a ring was used on another thread than the one that owns it");
  if (const int enabled = queues_.enable(); enabled < 0) {
    detail::throw_call_failure(-enabled, "io_uring_register");
  }
}

inline result<> ring::resize(unsigned entries, unsigned cq_entries) {
  own();
  if (cq_entries == 0) cq_entries = detail::cq_entries_of({.entries = entries});
  // The kernel copies entries of plain sizes one by one, and big ones not soundly: so that there
  // are none. They come only when the kernel is entered, since completion work is deferred.
  while (queues_.unsubmitted() != 0 || queues_.has_cqe()) {
    if (queues_.unsubmitted() != 0) enter_kernel(0, nullptr);
    reap_for_later();
  }
  if (!in_turn_) queues_.forget_former();
  const int outcome = queues_.resize(entries, cq_entries);
  if (outcome < 0) return failure(-outcome);
  return {};
}

namespace detail {

inline unsigned descriptor_of(const ring& other) noexcept { return other.queues_.fd(); }

}  // namespace detail

[[gnu::cold]] inline void ring::probe() noexcept {
  // io_uring_probe ends in an array of no fixed length.
  constexpr unsigned most = 256;
  alignas(io_uring_probe)
      std::array<std::byte, sizeof(io_uring_probe) + most * sizeof(io_uring_probe_op)>
          memory{};
  auto& answer = *reinterpret_cast<io_uring_probe*>(memory.data());
  if (::io_uring_register(queues_.fd(), IORING_REGISTER_PROBE, &answer, most) < 0) {
    return;
  }
  for (std::size_t number = 0; number < answer.ops_len; ++number) {
    if ((answer.ops[number].flags & IO_URING_OP_SUPPORTED) != 0) {
      known_opcodes_[number / 64] |= std::uint64_t{1} << (number % 64);
    }
  }
  probed_ = true;
}

inline bool ring::has(const requirement& needed) noexcept {
  if (!probed_) probe();
  const auto known = [this](opcode code) {
    const auto number = static_cast<std::size_t>(code);
    return (known_opcodes_[number / 64] >> (number % 64) & 1) != 0;
  };
  return known(needed.code) && known(needed.with) &&
         (features() & needed.feature) == needed.feature;
}

[[gnu::noinline]] inline std::int32_t ring::explain(std::int32_t res, detail::cancel_reason reason,
                                                    const requirement* needed) noexcept {
  // The kernel's own codes for "a signal came, start again" (512 to 516): work in a worker thread
  // ends so when it is cancelled.
  constexpr std::int32_t restart_first = -512;
  constexpr std::int32_t restart_last = -516;
  const bool restart = res <= restart_first && res >= restart_last;
  if (reason != detail::cancel_reason::none && (res == -ECANCELED || res == -EINTR || restart)) {
    return reason == detail::cancel_reason::timed_out ? -ETIMEDOUT : -ECANCELED;
  }
  if (restart) return -ECANCELED;
  if (res == -EINVAL && needed != nullptr &&
      (needed->unknown_says_einval || (!has(*needed) && probed_)))
    return -EOPNOTSUPP;
  return res;
}

}  // namespace ringlet
