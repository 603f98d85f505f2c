// A server of functions with each claim there is, in both precisions, and of the same with one wrong number.
#include <cmath>

#include "gradcheck.hpp"

// f = a (x³ + x y²)
template <class T>
gradcheck::Subject<T> cubic(const char *name, T six) {
  return gradcheck::function<T>(
             name, {{"p", {2}, -1, 1}, {"a", {}, 0.5, 2}}, [](auto in) { return in["a"][0] * in["p"][0] * (in[0][0] * in[0][0] + in[0][1] * in[0][1]); },
             [](auto in, auto to) {
               const T x = in[0][0], y = in[0][1], a = in[1][0];
               to["p"][0] = a * (3 * x * x + y * y), to["p"][1] = 2 * a * x * y, to["a"][0] = x * x * x + x * y * y;
             })
      .hessian([=](auto in, T *rows) {
        const T x = in[0][0], y = in[0][1], a = in[1][0];
        const T all[] = {six * a * x, 2 * a * y, 3 * x * x + y * y, 2 * a * y, 2 * a * x, 2 * x * y, 3 * x * x + y * y, 2 * x * y, 0};
        for (int i = 0; i < 9; i++) rows[i] = all[i];
      })
      .hvp([](auto in, auto v, auto to) {
        const T x = in[0][0], y = in[0][1], a = in[1][0], vx = v["p"][0], vy = v["p"][1], va = v["a"][0];
        to[0][0] = 6 * a * x * vx + 2 * a * y * vy + (3 * x * x + y * y) * va;
        to[0][1] = 2 * a * y * vx + 2 * a * x * vy + 2 * x * y * va;
        to[1][0] = (3 * x * x + y * y) * vx + 2 * x * y * vy;
      })
      .trait("degree", "4");
}

template <class T>
gradcheck::Subject<T> polar(const char *name, T factor) {
  return gradcheck::map<T>(name, {{"r", {}, 0.5, 2}, {"t", {1}, -1, 1}}, 2, [](auto in, T *y) { y[0] = in["r"][0] * std::cos(in["t"][0]), y[1] = in["r"][0] * std::sin(in["t"][0]); })
      .jacobian([](auto in, T *rows) {
        const T r = in[0][0], t = in[1][0];
        rows[0] = std::cos(t), rows[1] = -r * std::sin(t), rows[2] = std::sin(t), rows[3] = r * std::cos(t);
      })
      .reference([=](auto in, double *y) { y[0] = factor * in["r"][0] * std::cos(in["t"][0]), y[1] = in["r"][0] * std::sin(in["t"][0]); })
      .deterministic();
}

int main() {
  return gradcheck::serve({
      cubic<double>("cubic", 6), cubic<float>("cubic of floats", 6), cubic<double>("cubic with another Hessian", 5),
      polar<double>("polar", 1), polar<float>("polar of floats", 1), polar<float>("polar with another reference", 1.25f),
      polar<float>("polar of halves", 1).precision("bfloat16"),
  });
}
