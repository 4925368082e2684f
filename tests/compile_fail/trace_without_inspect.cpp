// A trace is there where a program looks into its rings.
// error: ringlet::trace needs RINGLET_INSPECT=1
#ifndef MISUSE
#define RINGLET_INSPECT 1
#endif
#include <ringlet/ringlet.hpp>
#include <ringlet/trace.hpp>

int main() {
  ringlet::ring loop;
  const ringlet::trace lines(loop);
}
