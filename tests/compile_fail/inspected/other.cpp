// Its other part.
#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>

ringlet::task<> serve(int) { co_await ringlet::yield(); }
void serve(ringlet::ring& loop) { (void)loop.poll(); }
