// Flags of two sets have nothing to do with each other, though their bits may be the same.
// error: no match for .operator\||invalid operands to binary expression
#include <ringlet/op/openat.hpp>
#include <ringlet/op/recv.hpp>

using namespace ringlet;

#ifdef MISUSE
static_assert(raw(msg_flags::peek | open_flags::creat) != 0);
#else
static_assert(raw(msg_flags::peek | msg_flags::waitall) != 0);
#endif
