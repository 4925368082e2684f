// Generated from spec/opcodes.json. Do not edit: change the table, then run
// `python3 codegen generate`.
//
// The operations of the family "file", for those who do not want all.
#pragma once

#include <ringlet/op/close.hpp>
#include <ringlet/op/fadvise.hpp>
#include <ringlet/op/fallocate.hpp>
#include <ringlet/op/fgetxattr.hpp>
#include <ringlet/op/files_update.hpp>
#include <ringlet/op/fixed_fd_install.hpp>
#include <ringlet/op/fsetxattr.hpp>
#include <ringlet/op/fsync.hpp>
#include <ringlet/op/ftruncate.hpp>
#include <ringlet/op/madvise.hpp>
#include <ringlet/op/pipe.hpp>
#include <ringlet/op/read.hpp>
#include <ringlet/op/read_fixed.hpp>
#include <ringlet/op/read_multishot.hpp>
#include <ringlet/op/readv.hpp>
#include <ringlet/op/readv_fixed.hpp>
#include <ringlet/op/splice.hpp>
#include <ringlet/op/sync_file_range.hpp>
#include <ringlet/op/tee.hpp>
#include <ringlet/op/write.hpp>
#include <ringlet/op/write_fixed.hpp>
#include <ringlet/op/writev.hpp>
#include <ringlet/op/writev_fixed.hpp>
