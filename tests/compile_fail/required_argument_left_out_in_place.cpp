// Without names, too, every required argument must be there.
// error: path_ref|op::renameat
#include <ringlet/op/renameat.hpp>

using namespace ringlet;

#ifdef MISUSE
op::renameat move() { return {current_directory, "from", current_directory}; }
#else
op::renameat move() { return {current_directory, "from", current_directory, "to"}; }
#endif
