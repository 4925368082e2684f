// The kernel's structures and constants for io_uring, from liburing's copy of its header.
#pragma once

#include <linux/time_types.h>  // __kernel_timespec, which liburing 2.3's header uses and leaves out
#include <liburing/io_uring.h>
