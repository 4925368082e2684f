// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The operations of the family "control", for those who do not want all.
#pragma once

#include <ringlet/op/async_cancel.hpp>
#include <ringlet/op/nop.hpp>
#include <ringlet/op/nop128.hpp>
