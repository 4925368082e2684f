// Generated from spec/opcodes.json, row "link_timeout". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// link_timeout says EINVAL when it is linked to nothing.
task<outcome> link_timeout_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::link_timeout operation{.after = 1ms};
  auto result = co_await operation;
  if (auto wrong = expect_error(result, EINVAL, "EINVAL")) co_return *wrong;
  co_return passed(result.error());
}

constexpr live_test tests[] = {
    {"link_timeout", "", "says EINVAL when it is linked to nothing", kind::fails, &link_timeout_1,
     &supports<op::link_timeout>},
};

}  // namespace

extern const live_table link_timeout_table;  // without this line it would be internal
const live_table link_timeout_table{"link_timeout", tests};

}  // namespace ringlet::live
