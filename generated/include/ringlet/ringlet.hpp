// Generated from spec/types.json, key "runtime_headers". Do not edit: change the list, then run
// `python3 codegen generate`.
//
// Everything: the runtime's core and all operations.
#pragma once

#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>

#include <ringlet/operations.hpp>
