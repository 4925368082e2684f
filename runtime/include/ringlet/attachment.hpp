// What lives until its ring ends.
#pragma once

#include <cstdint>

#include <ringlet/list.hpp>

namespace ringlet::detail {

/// Something that a ring tells of its end: when all its tasks are destroyed and the kernel has let
/// go of every operation, so that memory which they might have written to can go.
struct attachment : list_hook {
  void (*ring_ended)(attachment&) noexcept;
};

/// Tables that a ring still has although their owners are gone, because taking them out of the ring
/// would wait for operations.
struct tables_left_behind {
  bool buffers = false;
  bool files = false;
  std::uint32_t file_tables = 0;  // how many tables of files there have been
};

}  // namespace ringlet::detail
