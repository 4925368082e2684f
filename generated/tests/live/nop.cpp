// Generated from spec/opcodes.json, row "nop". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// nop goes through the kernel.
task<outcome> nop_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  submissions queue(loop);
  const op::nop operation{};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = queue.taken() == 1;
  if (!effect) co_return no_effect("queue.taken() == 1");
  co_return passed();
}

constexpr live_test tests[] = {
    {"nop", "", "goes through the kernel", kind::gives, &nop_1, &supports<op::nop>},
};

}  // namespace

extern const live_table nop_table;  // without this line it would be internal
const live_table nop_table{"nop", tests};

}  // namespace ringlet::live
