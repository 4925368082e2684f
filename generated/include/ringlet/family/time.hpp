// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The operations of the family "time", for those who do not want all.
#pragma once

#include <ringlet/op/link_timeout.hpp>
#include <ringlet/op/timeout.hpp>
#include <ringlet/op/timeout_remove.hpp>
