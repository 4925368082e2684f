// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The operations of the family "socket", for those who do not want all.
#pragma once

#include <ringlet/op/accept.hpp>
#include <ringlet/op/bind.hpp>
#include <ringlet/op/connect.hpp>
#include <ringlet/op/listen.hpp>
#include <ringlet/op/recv.hpp>
#include <ringlet/op/recv_zc.hpp>
#include <ringlet/op/recvmsg.hpp>
#include <ringlet/op/send.hpp>
#include <ringlet/op/send_zc.hpp>
#include <ringlet/op/sendmsg.hpp>
#include <ringlet/op/sendmsg_zc.hpp>
#include <ringlet/op/shutdown.hpp>
#include <ringlet/op/socket.hpp>
