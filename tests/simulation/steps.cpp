#include "steps.hpp"

#include <array>

namespace simulation {

namespace {

constexpr std::array kinds{
    step_kind{"nop", &play_nop, 10, false},
    step_kind{"receive", &play_receive, 14, false},
    step_kind{"read", &play_read, 6, false},
    step_kind{"send", &play_send, 10, false},
    step_kind{"write", &play_write, 4, false},
    step_kind{"accept", &play_accept, 8, false},
    step_kind{"accept_direct", &play_accept_direct, 3, false},
    step_kind{"poll", &play_poll, 6, false},
    step_kind{"timeout", &play_timeout, 4, false},
    step_kind{"futex", &play_futex, 3, false},
    step_kind{"socket", &play_socket, 4, false},
    step_kind{"message", &play_message, 4, false},
    step_kind{"send_zc", &play_send_zc, 6, false},
    step_kind{"select", &play_select, 8, false},
    step_kind{"transfer", &play_transfer, 10, false},
    step_kind{"accept_stream", &play_accept_stream, 8, false},
    step_kind{"receive_stream", &play_receive_stream, 12, false},
    step_kind{"poll_stream", &play_poll_stream, 5, false},
    step_kind{"timeout_stream", &play_timeout_stream, 3, false},
    step_kind{"notified", &play_notified, 8, false},
    step_kind{"chain", &play_chain, 12, false},
    step_kind{"exchange", &play_exchange, 8, true},
    step_kind{"sleep", &play_sleep, 6, true},
    step_kind{"yield", &play_yield, 4, true},
    step_kind{"compute", &play_compute, 4, true},
    step_kind{"cancel", &play_cancel, 14, false},
    step_kind{"cancel_file", &play_cancel_file, 2, false},
    step_kind{"child", &play_child, 5, true},
    step_kind{"spawn", &play_spawn, 8, true},
    step_kind{"remote_spawn", &play_remote_spawn, 3, false},
    step_kind{"throw", &play_throw, 2, false},
    step_kind{"stop", &play_stop, 1, false},
    step_kind{"bystander", &play_bystander, 8, false},
    step_kind{"deadline", &play_deadline, 8, false},
    step_kind{"both", &play_both, 5, false},
    step_kind{"either", &play_either, 6, false},
    step_kind{"race", &play_race, 8, false},
    step_kind{"scope", &play_scope, 8, false},
    step_kind{"shield", &play_shield, 3, false},
    step_kind{"event_wait", &play_event_wait, 7, false},
    step_kind{"event_set", &play_event_set, 6, false},
    step_kind{"lock", &play_lock, 9, false},
    step_kind{"acquire", &play_acquire, 9, false},
    step_kind{"channel_send", &play_channel_send, 10, false},
    step_kind{"channel_receive", &play_channel_receive, 10, false},
    step_kind{"channel_try", &play_channel_try, 3, false},
    step_kind{"channel_close", &play_channel_close, 2, false},
    step_kind{"renew", &play_renew, 3, false},
    step_kind{"look_on", &play_look_on, 7, false},
};

}  // namespace

std::span<const step_kind> all_kinds() { return kinds; }

}  // namespace simulation
