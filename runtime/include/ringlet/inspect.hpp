// Whether a program looks into its rings: RINGLET_INSPECT, 0 unless it says 1, for all of it alike.
//
// With it, ring::counters() and ring::dump() tell what a ring has done and what is in flight. What
// is laid out differently then has another name for the linker, so that a program of which one part
// was compiled with it and another without does not link where the two meet.
#pragma once

#ifndef RINGLET_INSPECT
#define RINGLET_INSPECT 0
#endif

#if RINGLET_INSPECT
#include <source_location>

#define RINGLET_INSPECTED [[gnu::abi_tag("inspected")]]
#else
#define RINGLET_INSPECTED
#endif

namespace ringlet {

class RINGLET_INSPECTED ring;

}  // namespace ringlet

namespace ringlet::detail {

/// Where something is awaited, if that is noted.
#if RINGLET_INSPECT
using call_site = std::source_location;
#else
struct call_site {};
#endif

}  // namespace ringlet::detail
