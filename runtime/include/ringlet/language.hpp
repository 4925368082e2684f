// The language that everything here is written in: told before the first header that would
// complain.
#pragma once

#if __cplusplus < 202100L
#error "ringlet needs C++23: compile with -std=c++23"
#endif
