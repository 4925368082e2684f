// What several tests of one form show together.
#pragma once

#include "model.hpp"
#include "results.hpp"
#include "table.hpp"

#include <vector>

namespace ringlet::audit {

/// A test that the table has, and what came of it on one kernel, if it was run there.
struct tried {
  const written_test* test;
  const test_result* result;
};

/// The cell of one form on one kernel. `has` is what the kernel itself says of the form, and
/// `in_doubt` whether its "yes" may be wrong; a test knows better then.
[[nodiscard]] cell cell_of(const std::vector<tried>& tests, bool ran, bool has, bool in_doubt);

}  // namespace ringlet::audit
