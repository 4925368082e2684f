// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The operations of the family "path", for those who do not want all.
#pragma once

#include <ringlet/op/getxattr.hpp>
#include <ringlet/op/linkat.hpp>
#include <ringlet/op/mkdirat.hpp>
#include <ringlet/op/openat.hpp>
#include <ringlet/op/openat2.hpp>
#include <ringlet/op/renameat.hpp>
#include <ringlet/op/setxattr.hpp>
#include <ringlet/op/statx.hpp>
#include <ringlet/op/symlinkat.hpp>
#include <ringlet/op/unlinkat.hpp>
