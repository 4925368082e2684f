// What an audit has found: everything that is printed, and nothing that still has to be decided.
#pragma once

#include "handling.hpp"
#include "interface.hpp"
#include "kernel.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ringlet::audit {

/// For what may not have been looked at.
enum class answer { unknown, no, yes };

enum class encoding {
  unknown,  // nobody has handed in what came of comparing
  missing,  // it was not compared
  differs,
  same,
};

/// What the live tests have shown of one form on one kernel.
enum class state {
  executed,       // one that had to succeed did, with its effect looked at, and none failed
  failed,         // one failed
  errors_only,    // what passed are refusals that were expected: that is no execution
  kernel_lacks,   // skipped: this kernel has no such form
  machine_lacks,  // skipped: there is no such device, or no right to it
  not_run,        // written, and not in the report; or there is no report
  never_written,
};

inline constexpr std::array states{state::executed,     state::failed,        state::errors_only,
                                   state::kernel_lacks, state::machine_lacks, state::not_run,
                                   state::never_written};

struct counts {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t skipped = 0;
  std::size_t not_run = 0;

  bool operator==(const counts&) const = default;
};

/// One form on one kernel.
struct cell {
  bool offered = false;  // whether that kernel has it, as far as a kernel can be asked
  audit::state state = state::not_run;
  counts tests;
  std::vector<std::string>
      reasons;  // why it is not executed, or which of its tests were skipped; each once

  bool operator==(const cell&) const = default;
};

/// One form of the table; or an opcode that a kernel has and the table has not, by its number.
struct row {
  std::string name;
  std::string op;  // empty where nothing is known but the number
  std::string form;
  int code = 0;
  std::string since;
  std::string family;
  std::string brief;
  bool described = false;
  answer wrapped = answer::unknown;
  audit::encoding encoding = encoding::unknown;
  std::vector<std::string>
      remarks;              // about all kernels: how it was compared, where else it is tested
  std::vector<cell> cells;  // for each kernel
};

/// One kernel, of which there is an answer and perhaps a run of the live tests.
struct column {
  kernel_facts kernel;
  std::string label;  // as short as it can be and still differ from the others'
  bool ran = false;
  counts tests;
};

/// What is no opcode: a register operation or one bit of flags.
struct interface_row {
  audit::group group = group::features;
  std::uint64_t value = 0;
  std::string name;             // empty where the header has no name for it
  audit::handling handling;     // empty where nobody has said anything of it
  std::vector<answer> offered;  // for each kernel
};

struct matrix {
  std::string names_source;     // which header the names are from
  std::string encoding_source;  // which versions of liburing the encodings were compared with
  std::vector<column> kernels;
  std::vector<row> rows;
  std::vector<interface_row> interface_rows;
  std::vector<std::string>
      gaps;  // what a header or liburing has and the table has not; and the like
};

}  // namespace ringlet::audit
