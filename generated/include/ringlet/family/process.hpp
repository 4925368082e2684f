// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The operations of the family "process", for those who do not want all.
#pragma once

#include <ringlet/op/futex_wait.hpp>
#include <ringlet/op/futex_waitv.hpp>
#include <ringlet/op/futex_wake.hpp>
#include <ringlet/op/waitid.hpp>
