// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The operations of the family "buffer", for those who do not want all.
#pragma once

#include <ringlet/op/provide_buffers.hpp>
#include <ringlet/op/remove_buffers.hpp>
