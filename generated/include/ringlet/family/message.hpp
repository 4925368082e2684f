// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The operations of the family "message", for those who do not want all.
#pragma once

#include <ringlet/op/msg_ring.hpp>
