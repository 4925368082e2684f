// A program's one part.
#ifdef MISUSE
#define RINGLET_INSPECT 1
#endif
#include <ringlet/ring.hpp>
#include <ringlet/task.hpp>

ringlet::task<> serve(int socket);
void serve(ringlet::ring& loop);

int main() {
  ringlet::ring loop;
  serve(loop);
  loop.run(serve(0));
}
