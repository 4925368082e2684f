"""Bugs that a copy of the runtime can be told to have, to see that the simulation finds each.

An edit is a piece of a file's text and what stands there instead, in which BUG(name) is true when that bug is switched
on. The piece must be there exactly once, so that a change of the runtime cannot make a bug vanish unseen.
"""

BUGS = {
    "none": "the control, which must pass",
    "drop_a_completion": "each 32nd CQE is taken out and forgotten",
    "keep_a_stale_id": "an id stays linked with an operation that has ended",
    "half_an_unlink": "an id goes on naming what has ended",
    "free_a_frame_early": "a frame does not wait for its operation",
    "free_a_stream_early": "a stream does not wait for its operation",
    "forget_who_waits": "a stream dies and does not end the wait of another task",
    "lose_the_spill": "what a stream has no slot for is dropped",
    "forget_to_rearm": "a stream that the kernel has ended is not asked for again",
    "leak_a_descriptor": "what was accepted for nobody is not closed",
    "return_a_buffer_twice": "a lease gives its buffer back twice",
    "return_no_buffer": "a buffer that is given back is not shown to the kernel",
    "forget_who_is_left": "streams that stand in line behind one that takes no buffer are not told of it",
    "stamp_early": "a deadline runs from when it was made, not from its submission",
    "submit_half_a_chain": "of many SQEs the last one is left for later",
    "overlook_task_work": "deferred work is no reason to enter the kernel",
    "overlook_overflow": "neither are completions that found the queue full",
    "stumble_over_eintr": "a signal ends the run",
    "stumble_over_ebusy": "a kernel that wants reaping first ends the run",
    "do_not_retry_eintr": "a whole transfer ends by EINTR",
    "lose_count": "a whole transfer forgets what came before",
    "ask_once_only": "a cancel that has missed is not sent again",
    "cancel_the_wrong_member": "a chain is cancelled by its first member, over or not",
    "blame_the_deadline": "whatever was cancelled is said to have timed out",
    "leave_the_dead_in_line": "who is destroyed as he waits stays in the line",
    "lock_for_the_dead": "a mutex stays with one who was destroyed before he had it",
    "promise_to_the_dead": "so does an item of a channel",
    "reserve_for_the_dead": "so does one of a shared channel",
    "lose_permits": "a semaphore's waiter that is cancelled takes permits with it",
    "hold_up_the_line": "who waited behind him does not get what is there",
    "leave_a_sender_waiting": "an item is taken, and who waits for its room is not told",
    "set_an_event_twice": "an automatic event lets one go on and stays set",
}

EDITS = [
    ("queues.hpp", "      each(copy);\n", "      if (!BUG(drop_a_completion) || head % 32 != 31) each(copy);\n"),
    ("ring.hpp", "    if (target.id != nullptr) target.id->unlink();\n",
     "    if (target.id != nullptr && !BUG(keep_a_stale_id)) target.id->unlink();\n"),
    ("cancel_id.hpp", "    target_->id = nullptr;\n    target_ = nullptr;\n",
     "    target_->id = nullptr;\n    if (!BUG(half_an_unlink)) target_ = nullptr;\n"),
    ("ring.hpp", "return static_cast<const detail::context*>(what)->waits_in != 0;",
     "return !BUG(free_a_frame_early) && static_cast<const detail::context*>(what)->waits_in != 0;"),
    ("ring.hpp", "return static_cast<const detail::source*>(what)->in_flight;",
     "return !BUG(free_a_stream_early) && static_cast<const detail::source*>(what)->in_flight;"),
    ("source.hpp", "    if (waiting_ == nullptr) return;\n",
     "    if (waiting_ == nullptr || BUG(forget_who_waits)) return;\n"),
    ("stream.hpp", "    detail::spilled& place = this->loop->spill().take();\n",
     "    if (BUG(lose_the_spill)) return;\n    detail::spilled& place = this->loop->spill().take();\n"),
    ("stream.hpp", "    phase_ = phase::idle;\n    if (has_room()) this->loop->tend(*this);\n  }\n",
     "    phase_ = phase::idle;\n    if (has_room() && !BUG(forget_to_rearm)) this->loop->tend(*this);\n  }\n"),
    ("operation.hpp", "      drop(state_.loop(), decode(op));\n",
     "      if (!BUG(leak_a_descriptor)) drop(state_.loop(), decode(op));\n"),
    ("buffer_source.hpp", "  ~lease() {\n    if (pool_ != nullptr) pool_->give_back(buffer_id());\n",
     "  ~lease() {\n    if (pool_ != nullptr && BUG(return_a_buffer_twice)) pool_->give_back(buffer_id());\n"
     "    if (pool_ != nullptr) pool_->give_back(buffer_id());\n"),
    ("buffer_source.hpp", "      put(id);\n      publish();\n    } else if",
     "      put(id);\n      if (!BUG(return_no_buffer)) publish();\n    } else if"),
    ("starving.hpp", "    self.feed();  // first", "    if (!BUG(forget_who_is_left)) self.feed();  // first"),
    ("deadlines.hpp",
     "  void add(tracked& target) noexcept { fresh_.push_back(static_cast<timer_hook&>(target)); }\n",
     "  void add(tracked& target) noexcept {\n    if (BUG(stamp_early)) {\n"
     "      target.when = saturating_add(monotonic_now(), target.when);\n      return add_at(target);\n    }\n"
     "    fresh_.push_back(static_cast<timer_hook&>(target));\n  }\n"),
    ("queues.hpp", "    return call_plainly(publish(), min_complete, timeout);\n",
     "    const unsigned all = publish();\n"
     "    return call_plainly(BUG(submit_half_a_chain) && all > 2 ? all - 1 : all, min_complete, timeout);\n"),
    ("queues.hpp", "    constexpr unsigned held_back = IORING_SQ_TASKRUN | IORING_SQ_CQ_OVERFLOW;\n",
     "    unsigned held_back = IORING_SQ_TASKRUN | IORING_SQ_CQ_OVERFLOW;\n"
     "    if (BUG(overlook_task_work)) held_back = IORING_SQ_CQ_OVERFLOW;\n"
     "    if (BUG(overlook_overflow)) held_back = IORING_SQ_TASKRUN;\n"),
    ("ring.hpp", "  const int outcome = queues_.enter(min_complete, timeout);\n",
     "  int outcome = queues_.enter(min_complete, timeout);\n"
     "  if (BUG(stumble_over_eintr) && outcome == -EINTR) outcome = -EPERM;\n"
     "  if (BUG(stumble_over_ebusy) && outcome == -EBUSY) outcome = -EPERM;\n"),
    ("transfer.hpp", "  if (res < 0) return res == -EINTR;\n",
     "  if (res < 0) return res == -EINTR && !BUG(do_not_retry_eintr);\n"),
    ("transfer.hpp", "    sqe.addr += so_far;\n", "    if (!BUG(lose_count)) sqe.addr += so_far;\n"),
    ("ring.hpp", "    target.when = patience;\n",
     "    if (BUG(ask_once_only)) return;\n    target.when = patience;\n"),
    ("completion.hpp", "  while (!member->result.is_pending()) ++member;\n",
     "  while (!BUG(cancel_the_wrong_member) && !member->result.is_pending()) ++member;\n"),
    ("ring.hpp", "    return reason == detail::cancel_reason::timed_out ? -ETIMEDOUT : -ECANCELED;\n",
     "    return BUG(blame_the_deadline) || reason == detail::cancel_reason::timed_out ? -ETIMEDOUT\n"
     "                                                                            : -ECANCELED;\n"),
    ("waiting.hpp", "    } else {\n      dead.place->left(dead);\n    }\n",
     "    } else if (!BUG(leave_the_dead_in_line)) {\n      dead.place->left(dead);\n    }\n"),
    ("mutex.hpp", "  void give_back(waiter&) noexcept { unlock(); }\n",
     "  void give_back(waiter&) noexcept {\n    if (!BUG(lock_for_the_dead)) unlock();\n  }\n"),
    ("channel.hpp", "    --promised_;\n    promise();\n",
     "    if (BUG(promise_to_the_dead)) return;\n    --promised_;\n    promise();\n"),
    ("shared_channel.hpp", "    if (!was_answered(dead) || dead.answer != detail::granted) return;\n",
     "    if (!was_answered(dead) || dead.answer != detail::granted || BUG(reserve_for_the_dead)) return;\n"),
    ("semaphore.hpp", "    pass_on();  // the next one may want less\n",
     "    if (BUG(lose_permits) && leaving.wanted <= available_ + 1) available_ = 0;\n"
     "    if (!BUG(hold_up_the_line)) pass_on();\n"),
    ("channel.hpp", "    if (!senders_.empty()) {\n      items_.push(",
     "    if (!senders_.empty() && !BUG(leave_a_sender_waiting)) {\n      items_.push("),
    ("event.hpp", "        waiting_.grant_first();\n",
     "        waiting_.grant_first();\n        is_set_ = BUG(set_an_event_twice);\n"),
]
