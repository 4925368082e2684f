// Generated from codegen/templates/trace.hpp.j2. Do not edit: change the template, then run
// `python3 codegen generate`.
//
// A line for each SQE that a ring gives to the kernel and each CQE that it takes, as long as a
// `trace` of the ring lives. It is for programs in which RINGLET_INSPECT is 1.
#pragma once

#include <ringlet/kernel_names.hpp>
#include <ringlet/tracing.hpp>

namespace ringlet {

/// Tells what goes between a ring and the kernel, from its construction on until it is destroyed.
/// See detail::tracing for what it is made with and what its lines say.
using trace = detail::tracing<detail::kernel_names>;

}  // namespace ringlet
