#include "player.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>

#include "steps.hpp"
#include "violation.hpp"

namespace simulation {

namespace {

// What setting::lacks says.
constexpr unsigned lacks_deferred = 1;
constexpr unsigned lacks_cooperative = 2;
constexpr unsigned lacks_sync_cancel = 4;
constexpr unsigned lacks_registered_rings = 8;
constexpr unsigned lacks_message_by_call = 16;
constexpr unsigned lacks_patience = 32;

// And setting::layout.
constexpr unsigned big_completions = 1;
constexpr unsigned big_submissions = 2;
constexpr unsigned no_array = 4;

// Tasks that one program starts at most: a task that starts two others, and so on, is many.
constexpr unsigned most_tasks = 48;

ringlet::ring_options options_of(const setting& how) {
  ringlet::ring_options options;
  options.entries = 1U << how.entries;
  options.cq_entries = how.cq == 0 ? 0 : options.entries * how.cq;
  // What a kernel lacks cannot be asked for by name.
  options.completions = static_cast<ringlet::taskrun>(how.taskrun);
  const bool lacks_it =
      (options.completions == ringlet::taskrun::deferred && (how.lacks & lacks_deferred) != 0) ||
      (options.completions == ringlet::taskrun::cooperative &&
       (how.lacks & lacks_cooperative) != 0);
  if (lacks_it) options.completions = ringlet::taskrun::best;
  if ((how.layout & big_completions) != 0) options.big_cqes = ringlet::cqe_entries::big;
  if ((how.layout & big_submissions) != 0) options.big_sqes = ringlet::sqe_entries::big;
  if ((how.layout & no_array) != 0) options.sq = ringlet::sq_layout::no_sqarray;
  return options;
}

profile profile_of(const setting& how, bool faults) {
  profile has;
  has.deferred = (how.lacks & lacks_deferred) == 0;
  has.cooperative = (how.lacks & lacks_cooperative) == 0;
  has.sync_cancel = (how.lacks & lacks_sync_cancel) == 0;
  has.registered_rings = (how.lacks & lacks_registered_rings) == 0;
  has.message_by_call = (how.lacks & lacks_message_by_call) == 0;
  has.refuses_on_overflow = (how.lacks & lacks_patience) != 0;
  has.faults = faults;
  return has;
}

bool is_restart(std::int32_t res) { return res <= -512 && res >= -516; }

/// The last completion that is a result, and no notification.
const answer* result_in(const account& of) {
  for (std::size_t i = of.answers.size(); i-- != 0;) {
    if ((of.answers[i].flags & IORING_CQE_F_NOTIF) == 0) return &of.answers[i];
  }
  return nullptr;
}

}  // namespace

player::player(const program& what, kernel* model) : what_(what), model_(model) {
  if (model_ != nullptr) {
    const auto open = [this](file_kind kind, std::uint32_t remaining) {
      return descriptors_.emplace_back(model_->open_file(kind, remaining)).get();
    };
    for (int& each : external_) each = open(file_kind::external, 600);
    for (int& each : silent_) each = open(file_kind::silent, 0);
    for (std::size_t i = 0; i < pairs_.size(); i += 2) {
      const auto [one, other] = model_->open_pair();
      pairs_[i] = descriptors_.emplace_back(one).get();
      pairs_[i + 1] = descriptors_.emplace_back(other).get();
    }
    listeners_ = {open(file_kind::listener, 48), open(file_kind::quiet, 0)};
  }
  between_.emplace(*this);
  loop_.emplace(options_of(what.how));
  loop_->on_foreign([this](const ringlet::foreign_completion&) { ++messages_came_; });
  const std::uint32_t buffers = 1U << what.how.buffers;
  files_.emplace(*loop_, 4);
  shared_.emplace(*loop_, buffers, 32);
  classic_.emplace(*loop_, buffers, 32);
}

player::~player() {
  // In either order: what they have with each other must hold for both.
  const bool ring_first = (what_.how.turns & 1) != 0;
  const bool places_first = (what_.how.turns & 4) != 0;
  if (places_first) between_->end_early();
  if (ring_first) loop_.reset();
  classic_.reset();
  shared_.reset();
  files_.reset();
  loop_.reset();
  if (alive_ != 0) violate("every task ends", "%u tasks are left when their ring is gone", alive_);
  if (places_first) {
    between_->check_items();
  } else {
    between_->check_end();
  }
}

// ---- for steps ---------------------------------------------------------------------------------

int player::source(std::uint8_t what) const noexcept {
  switch (what % 8) {
    case 3:
      return silent_[0];
    case 4:
      return pairs_[0];
    case 5:
      return pairs_[3];
    default:
      return external_[what % 3U];
  }
}

int player::sink(std::uint8_t what) const noexcept {
  switch (what % 8) {
    case 3:
      return silent_[1];
    case 4:
    case 6:
      return pairs_[1];
    case 5:
    case 7:
      return pairs_[2];
    default:
      return external_[what % 3U];
  }
}

int player::listener(std::uint8_t what) const noexcept { return listeners_[what % 4 == 3 ? 1 : 0]; }

void player::ask_for_end(std::uint8_t what) {
  if (!ids_[what % ids].live() || model_ == nullptr) return;
  const auto [first, last] = named_[what % ids];
  for (std::uint64_t tag = first; tag != 0 && tag <= last; ++tag) entry(tag).cancel_asked = true;
}

std::chrono::nanoseconds player::span(std::uint8_t time) noexcept {
  using namespace std::chrono_literals;
  static constexpr std::array<std::chrono::nanoseconds, 8> spans{0ns, 10us, 100us, 1ms,
                                                                 5ms, 20ms, 60ms,  1s};
  return spans[time % spans.size()];
}

std::optional<std::uint8_t> player::startable(where at, std::uint8_t what) noexcept {
  // Only later ones, so that no task starts itself.
  const std::size_t later = what_.tasks.size() - 1 - at.task;
  if (later == 0 || started_ >= most_tasks) return std::nullopt;
  return static_cast<std::uint8_t>(at.task + 1U + what % later);
}

ringlet::task<> player::play(std::uint8_t task, bool ends_early) {
  ++started_;
  return play_steps(task, ends_early, alive_guard(alive_));
}

ringlet::task<> player::play_steps(std::uint8_t task, bool ends_early, alive_guard) {
  std::uint8_t number = 0;
  for (const step& next : what_.tasks[task]) {
    co_await all_kinds()[next.kind].play(*this, {task, number, ends_early}, next);
    ++number;
  }
}

// ---- running -----------------------------------------------------------------------------------

/// What a program throws on purpose comes out of run() at any time, and so does what stop() means.
template <class Function>
void player::allow_exceptions(Function function) {
  try {
    function();
  } catch (const scripted&) {
    if (model_ != nullptr) model_->note("thrown", 0);
  } catch (const std::system_error& error) {
    if (!stop_asked_ || error.code() != std::errc::operation_canceled) {
      violate("nothing is thrown but what the program throws", "%s", error.what());
    }
    if (model_ != nullptr) model_->note("stopped", 0);
  }
}

void player::run_main() {
  allow_exceptions([&] { loop_->run(play(0, false)); });
}

void player::run_rest() {
  // Each run() may end by an exception, or by a stop.
  for (unsigned most = 4 * most_tasks; most != 0 && alive_ != 0; --most) {
    allow_exceptions([&] { loop_->run(); });
  }
  if (alive_ != 0) violate("every task ends", "%u tasks are left, and run() returns", alive_);
}

/// As somebody else's event loop does: it sleeps on the ring's descriptor.
void player::run_outside() {
  loop_->spawn(play(0, false));
  const int descriptor = loop_->descriptor();
  while (alive_ != 0) {
    bool again = true;  // also after an exception
    allow_exceptions([&] { again = loop_->poll(); });
    if (again || alive_ == 0) continue;
    // Its first deadline makes it readable as well, so that there are two ways.
    const auto deadline = asks_for_deadlines() ? loop_->next_deadline() : std::nullopt;
    model_->wait_outside(descriptor, deadline ? *deadline : never);
  }
}

void player::run_turns() {
  loop_->spawn(play(0, false));
  for (unsigned turn = 0; turn < what_.how.turns; ++turn) {
    bool more = false;
    allow_exceptions([&] {
      more = true;
      more = loop_->run_once();
    });
    if (!more) return;
  }
}

void player::run() {
  const unsigned way = model_ != nullptr ? what_.how.loop : 0;
  switch (way) {
    case 0:
      run_main();
      run_rest();
      break;
    case 1:
      run_outside();
      break;
    case 2:
      run_turns();
      return;
    default:
      run_main();
      return;  // and what was spawned is torn down as it is
  }
  if (model_ != nullptr) check_buffers();
}

/// All has ended, so that all buffers are at home.
void player::check_buffers() {
  bool more = true;
  for (unsigned most = 64; most != 0 && more; --most) {
    allow_exceptions([&] { more = loop_->poll(); });
  }
  for (unsigned most = 64; most != 0; --most) {
    // What goes back by requests may need several goes, and may be late.
    if (model_->buffers_owned(loop_->ring_fd(), classic_->group()) == classic_->count()) break;
    model_->let_pass(1'000'000);
    (void)loop_->poll();
  }
  for (const ringlet::detail::buffer_group* each :
       {static_cast<ringlet::detail::buffer_group*>(&*shared_),
        static_cast<ringlet::detail::buffer_group*>(&*classic_)}) {
    const std::size_t owned = model_->buffers_owned(loop_->ring_fd(), each->group());
    if (owned != each->count() || each->available() != each->count()) {
      violate("every buffer is given back once",
              "of %u buffers of group %u the kernel has %zu, and %u are said to be available",
              each->count(), each->group(), owned, each->available());
    }
  }
}

// ---- checking ----------------------------------------------------------------------------------

void player::check_early(const account& of, std::chrono::nanoseconds span) const {
  // It may start no sooner than the first entry after its SQE was filled.
  const nanoseconds began = model_->entered_at(of.encoded_at);
  const nanoseconds fired = of.cancelled_at != 0 ? of.cancelled_at : model_->now();
  if (began == never || fired < began + span.count()) {
    violate("no deadline is early", "one of %lld ns has fired after %lld ns",
            static_cast<long long>(span.count()), static_cast<long long>(fired - began));
  }
}

void player::judge_deadline(nanoseconds started, std::chrono::nanoseconds span) {
  if (model_ == nullptr) return;
  if (model_->now() < started + span.count()) {
    violate("no deadline is early", "a wait of %lld ns is over after %lld ns",
            static_cast<long long>(span.count()), static_cast<long long>(model_->now() - started));
  }
}

void player::judge(std::uint64_t tag, outcome came, wrapping how, std::chrono::nanoseconds span) {
  if (model_ == nullptr) return;
  model_->look_at_queues();
  const account& of = entry(tag);
  model_->note("judge", tag, came.ok ? came.value : -came.error);
  if (!of.encoded) {
    static constexpr std::array refusals{EBUSY, EOVERFLOW, EOPNOTSUPP, EINVAL, ENOENT};
    const bool is_ending = how.ends_early && (came.error == ECANCELED || came.error == ETIMEDOUT);
    if (is_ending && !came.ok) return;
    if (came.ok || std::find(refusals.begin(), refusals.end(), came.error) == refusals.end()) {
      violate("every result is one that the kernel gave",
              "operation %llu was never encoded, and has come to %lld (errno %d)",
              static_cast<unsigned long long>(tag), static_cast<long long>(came.value), came.error);
    }
    return;
  }
  const answer* const given = result_in(of);
  if (given == nullptr || of.ended != of.accepted || of.accepted == 0 ||
      of.consumed != of.answers.size()) {
    violate("every operation completes once",
            "operation %llu has a result (%lld, errno %d), was taken %u times and ended %u times",
            static_cast<unsigned long long>(tag), static_cast<long long>(came.value), came.error,
            of.accepted, of.ended);
  }
  if (of.silence_broken && how.has_deadline) {
    violate("no deadline is lost", "operation %llu had one of %lld ns and was waiting for ever",
            static_cast<unsigned long long>(tag), static_cast<long long>(span.count()));
  }
  const std::int32_t res = given->res;
  const auto is_error = [&](int error) { return !came.ok && came.error == error; };
  bool fits = false;
  if (res >= 0) {
    fits = came.ok && (came.value == res || of.is_counted_otherwise);
  } else if (res == -ECANCELED || res == -EINTR || is_restart(res)) {
    // Which of the causes was first, only the runtime knows.
    const bool is_plain = is_error(is_restart(res) ? ECANCELED : -res);
    const bool may_be_deadline = how.has_deadline || how.by_link_timeout || how.ends_early;
    const bool has_cause =
        may_be_deadline || of.cancel_asked || of.held_back || res == -EINTR || is_restart(res);
    fits = (is_error(ETIMEDOUT) && may_be_deadline) ||
           (is_error(ECANCELED) && (of.cancel_asked || how.ends_early)) || (is_plain && has_cause);
    // Without a cause of the program's it is somebody else's cancel that has hit it.
    if (is_error(ECANCELED) && res == -ECANCELED && !of.cancel_asked && !of.held_back &&
        !how.ends_early) {
      fits = false;
    }
    if (!fits && is_error(ECANCELED)) {
      violate("no cancel hits a stranger",
              "operation %llu was cancelled (%d), which nobody has asked for",
              static_cast<unsigned long long>(tag), res);
    }
  } else {
    fits = is_error(-res) || (res == -ETIME && came.ok) || (res == -EINVAL && is_error(EOPNOTSUPP));
  }
  if (!fits) {
    violate("every result is one that the kernel gave",
            "operation %llu has come to %lld (errno %d), and the kernel said %d",
            static_cast<unsigned long long>(tag), static_cast<long long>(came.value), came.error,
            res);
  }
  // In a task that is to end, it may have been the task's deadline.
  if (is_error(ETIMEDOUT) && how.has_deadline && !how.ends_early) check_early(of, span);
}

void player::judge_transfer(std::uint64_t tag, const ringlet::transferred& came, std::size_t size,
                            wrapping how, std::chrono::nanoseconds span) {
  if (model_ == nullptr) return;
  model_->look_at_queues();
  const account& of = entry(tag);
  model_->note("transferred", tag, static_cast<std::int64_t>(came.bytes()));
  if (!of.encoded) return judge(tag, outcome_of(came.error()), how, span);
  if (of.ended != of.accepted || of.accepted == 0) {
    violate("every operation completes once", "transfer %llu was taken %u times and ended %u times",
            static_cast<unsigned long long>(tag), of.accepted, of.ended);
  }
  if (came.bytes() != of.moved) {
    violate("no byte is lost or comes twice",
            "transfer %llu has come to %zu bytes, and the kernel moved %llu",
            static_cast<unsigned long long>(tag), came.bytes(),
            static_cast<unsigned long long>(of.moved));
  }
  const std::int32_t last = of.answers.back().res;
  const bool may_end = how.has_deadline || of.cancel_asked || how.ends_early;
  const bool is_over = came.bytes() == size || (last <= 0 && last != -EINTR);
  if (!is_over && !may_end) {
    violate("transfers are whole",
            "transfer %llu has come to %zu bytes of %zu, and the kernel's last word was %d",
            static_cast<unsigned long long>(tag), came.bytes(), size, last);
  }
  if (bool(came) != (came.bytes() == size && last >= 0)) {
    violate("transfers are whole", "transfer %llu of %zu bytes says of %zu bytes that they are %s",
            static_cast<unsigned long long>(tag), size, came.bytes(), came ? "all" : "not all");
  }
  if (how.ends_early) return;
  if (came.error() == std::errc::timed_out) {
    if (!how.has_deadline) {
      violate("every result is one that the kernel gave", "transfer %llu timed out, by nothing",
              static_cast<unsigned long long>(tag));
    }
    check_early(of, span);
  } else if (came.error() == std::errc::operation_canceled && !of.cancel_asked &&
             !is_restart(last)) {
    violate("no cancel hits a stranger", "transfer %llu was cancelled, which nobody has asked for",
            static_cast<unsigned long long>(tag));
  }
}

// ---- whole runs --------------------------------------------------------------------------------

run_result play_on_model(const program& what, choices& from, bool faults) {
  kernel model(profile_of(what.how, faults), from);
  std::optional<player> one(std::in_place, what, &model);
  one->run();
  run_result result{0, 0, 0, one->log()};
  one.reset();
  model.check_end();
  result.hash = model.hash();
  result.operations = model.operations();
  result.choices_used = from.used();
  return result;
}

std::vector<played> play_on_real_ring(const program& what) {
  player one(what, nullptr);
  one.run();
  return one.log();
}

}  // namespace simulation
