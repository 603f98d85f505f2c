// The server of the test vectors.
#include <cmath>

#include "gradcheck.hpp"

struct ValueError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

static double root(double x) {
  if (x < 0) throw ValueError("x is below 0");
  return std::sqrt(x);
}

int main() {
  const auto slopes = [](auto x, auto along, auto filled) {
    for (int i = 0; i < 2; i++) filled[i] = 3 * x["x"][i] * x["x"][i] * along[i];
  };
  return gradcheck::serve({
      gradcheck::map("cube", {{"x", {2}}}, 2,
                     [](auto x, double *y) {
                       for (int i = 0; i < 2; i++) y[i] = x[0][i] * x[0][i] * x[0][i];
                     })
          .vjp([=](auto x, auto dy, auto dx) { slopes(x, dy, dx["x"]); })
          .jvp([=](auto x, auto dx, auto dy) { slopes(x, dx["x"], dy); }),
      gradcheck::function(
          "root", {{"x", {}, 0, INFINITY}}, [](auto x) { return root(*x["x"]); }, [](auto x, auto dx) { *dx["x"] = 0.5 / root(*x["x"]); }),
      gradcheck::map<float>("double", {{"x", {3}}}, 3,
                            [](auto x, float *y) {
                              for (int i = 0; i < 3; i++) y[i] = 2 * x["x"][i];
                            }),
  });
}
