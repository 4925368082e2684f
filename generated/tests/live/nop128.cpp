// Generated from spec/opcodes.json, row "nop128". Do not edit: change the row, then run
// `python3 codegen generate`.
#include "live.hpp"

#include <ringlet/ringlet.hpp>

#include "fixtures.hpp"

namespace ringlet::live {
namespace {

// nop128 goes through the kernel with mixed SQEs.
task<outcome> nop128_1([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::nop128 operation{};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = true;
  if (!effect) co_return no_effect("true");
  co_return passed();
}

// nop128 goes through the kernel with big SQEs.
task<outcome> nop128_2([[maybe_unused]] ring& loop, [[maybe_unused]] cancel_id* id) {
  const op::nop128 operation{};
  auto result = co_await operation;
  if (!result) co_return came_back_with(result.error());
  const bool effect = true;
  if (!effect) co_return no_effect("true");
  co_return passed();
}

constexpr live_test tests[] = {
    {"nop128", "", "goes through the kernel with mixed SQEs", kind::gives, &nop128_1,
     &supports<op::nop128>, ring_options{.big_sqes = sqe_entries::mixed}},
    {"nop128", "", "goes through the kernel with big SQEs", kind::gives, &nop128_2,
     &supports<op::nop128>, ring_options{.big_sqes = sqe_entries::big}},
};

}  // namespace

extern const live_table nop128_table;  // without this line it would be internal
const live_table nop128_table{"nop128", tests};

}  // namespace ringlet::live
