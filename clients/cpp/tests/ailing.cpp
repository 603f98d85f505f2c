// A server of functions that misbehave, between two that do not.
#include <csignal>
#include <cstdio>

#include "gradcheck.hpp"

struct Singular : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using Values = gradcheck::Tensors<const double>;
using Gradients = gradcheck::Tensors<double>;

static void square(Values x, double *y) {
  for (int i = 0; i < 2; i++) y[i] = x[0][i] * x[0][i];
}
static void backward(Values x, const double *dy, Gradients dx) {
  for (int i = 0; i < 2; i++) dx[0][i] = 2 * x[0][i] * dy[i];
}

template <class F>
auto with_f(const char *name, F f) {
  return gradcheck::layer(name, {{"x", {2}}}, 2, f, backward);
}
template <class B>
auto with_backward(const char *name, B own) {
  return gradcheck::layer(name, {{"x", {2}}}, 2, square, own);
}

int main() {
  static int calls = 0;
  return gradcheck::serve({
      with_f("first right", square),
      with_f("exits", [](auto, auto) { std::_Exit(3); }),
      with_f("leaves by a signal", [](auto, auto) { std::raise(SIGSEGV); }),
      with_f("hangs", [](auto, auto) { for (;;) sleep(1000); }),
      with_f("prints", [](auto x, auto y) { std::puts("1GCP is no frame here"), std::fflush(stdout), square(x, y); }),
      with_f("throws", [](auto, auto) { throw Singular("pivot \"3\"\n\t\\ is \x01 0"); }),
      with_f("throws a number", [](auto, auto) { throw 7; }),
      with_f("throws on one side", [](auto x, auto y) { x[0][0] < 0 ? throw Singular("below 0") : square(x, y); }),
      with_f("is not a number", [](auto, auto y) { y[0] = y[1] = NAN; }),
      with_f("leaves an entry out", [](auto x, auto y) { y[0] = x[0][0]; }),
      with_f("asks for what is not there", [](auto x, auto y) { y[0] = y[1] = x["z"][0]; }),
      with_backward("throws in its claim", [](auto, auto, auto) { throw Singular("no gradient"); }),
      with_backward("claims what is not a number", [](auto, auto, auto dx) { dx[0][0] = NAN; }),
      with_backward("leaves a gradient out", [](auto x, auto dy, auto dx) { dx[0][0] = 2 * x[0][0] * dy[0]; }),
      with_backward("sums its gradient up", [](auto x, auto dy, auto dx) {
        for (int i = 0; i < 2; i++) dx[0][i] += x[0][i] * dy[i], dx[0][i] += x[0][i] * dy[i];
      }),
      with_f("remembers", [](auto x, auto y) { square(x, y), y[0] += ++calls; }),
      with_f("puts back what it remembers", [](auto x, auto y) { square(x, y), y[0] += ++calls; }).restore([] { calls = 0; }),
      with_f("last right", square),
  });
}
