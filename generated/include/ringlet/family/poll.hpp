// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The operations of the family "poll", for those who do not want all.
#pragma once

#include <ringlet/op/epoll_ctl.hpp>
#include <ringlet/op/epoll_wait.hpp>
#include <ringlet/op/poll_add.hpp>
#include <ringlet/op/poll_remove.hpp>
