// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The operations of the family "command", for those who do not want all.
#pragma once

#include <ringlet/op/uring_cmd.hpp>
#include <ringlet/op/uring_cmd128.hpp>
