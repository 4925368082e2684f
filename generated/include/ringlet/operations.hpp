// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// All operations.
#pragma once

#include <ringlet/op/accept.hpp>
#include <ringlet/op/async_cancel.hpp>
#include <ringlet/op/bind.hpp>
#include <ringlet/op/close.hpp>
#include <ringlet/op/connect.hpp>
#include <ringlet/op/epoll_ctl.hpp>
#include <ringlet/op/epoll_wait.hpp>
#include <ringlet/op/fadvise.hpp>
#include <ringlet/op/fallocate.hpp>
#include <ringlet/op/fgetxattr.hpp>
#include <ringlet/op/fsetxattr.hpp>
#include <ringlet/op/fsync.hpp>
#include <ringlet/op/ftruncate.hpp>
#include <ringlet/op/getxattr.hpp>
#include <ringlet/op/link_timeout.hpp>
#include <ringlet/op/linkat.hpp>
#include <ringlet/op/listen.hpp>
#include <ringlet/op/madvise.hpp>
#include <ringlet/op/mkdirat.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/openat.hpp>
#include <ringlet/op/openat2.hpp>
#include <ringlet/op/pipe.hpp>
#include <ringlet/op/poll_add.hpp>
#include <ringlet/op/poll_remove.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/read_fixed.hpp>
#include <ringlet/op/readv.hpp>
#include <ringlet/op/readv_fixed.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/op/recvmsg.hpp>
#include <ringlet/op/renameat.hpp>
#include <ringlet/op/send.hpp>
#include <ringlet/op/send_zc.hpp>
#include <ringlet/op/sendmsg.hpp>
#include <ringlet/op/sendmsg_zc.hpp>
#include <ringlet/op/setxattr.hpp>
#include <ringlet/op/shutdown.hpp>
#include <ringlet/op/socket.hpp>
#include <ringlet/op/splice.hpp>
#include <ringlet/op/statx.hpp>
#include <ringlet/op/symlinkat.hpp>
#include <ringlet/op/sync_file_range.hpp>
#include <ringlet/op/tee.hpp>
#include <ringlet/op/timeout.hpp>
#include <ringlet/op/timeout_remove.hpp>
#include <ringlet/op/unlinkat.hpp>
#include <ringlet/op/uring_cmd.hpp>
#include <ringlet/op/write.hpp>
#include <ringlet/op/write_fixed.hpp>
#include <ringlet/op/writev.hpp>
#include <ringlet/op/writev_fixed.hpp>
