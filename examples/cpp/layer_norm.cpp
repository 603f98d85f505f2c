// A layer norm with a fused backward pass, as it is written for speed: forward keeps the mean and the reciprocal deviation of each row for backward.
// Built by: g++ -std=c++17 -I clients/cpp examples/cpp/layer_norm.cpp -o layer_norm
#include <cmath>

#include "gradcheck.hpp"

constexpr int rows = 2, columns = 4;
constexpr double epsilon = 1e-3;

template <class T>
void forward(const T *x, const T *gain, const T *bias, T *y, T *mean, T *scale) {
  for (int r = 0; r < rows; r++) {
    T sum = 0, square = 0;
    for (int c = 0; c < columns; c++) sum += x[r * columns + c];
    mean[r] = sum / columns;
    for (int c = 0; c < columns; c++) square += (x[r * columns + c] - mean[r]) * (x[r * columns + c] - mean[r]);
    scale[r] = 1 / std::sqrt(square / columns + T(epsilon));
    for (int c = 0; c < columns; c++) y[r * columns + c] = gain[c] * (x[r * columns + c] - mean[r]) * scale[r] + bias[c];
  }
}

// With `through_mean` false the term is forgotten by which every entry of a row depends on the others through their mean.
template <class T, bool through_mean>
void backward(const T *x, const T *gain, const T *mean, const T *scale, const T *dy, T *dx, T *dgain, T *dbias) {
  for (int r = 0; r < rows; r++) {
    T sum = 0, product = 0;
    for (int c = 0; c < columns; c++) {
      const int i = r * columns + c;
      const T unit = (x[i] - mean[r]) * scale[r];
      sum += dy[i] * gain[c];
      product += dy[i] * gain[c] * unit;
      dgain[c] += dy[i] * unit;
      dbias[c] += dy[i];
    }
    for (int c = 0; c < columns; c++) {
      const int i = r * columns + c;
      const T unit = (x[i] - mean[r]) * scale[r];
      dx[i] = scale[r] * (dy[i] * gain[c] - (through_mean ? sum / columns : 0) - unit * product / columns);
    }
  }
}

template <class T, bool through_mean>
gradcheck::Subject<T> layer_norm(const char *name) {
  return gradcheck::layer<T>(
      name, {{"x", {rows, columns}}, {"gain", {columns}}, {"bias", {columns}}}, rows * columns,
      [](auto x, T *y) {
        T mean[rows], scale[rows];
        forward(x["x"], x["gain"], x["bias"], y, mean, scale);
      },
      [](auto x, const T *dy, auto dx) {
        T y[rows * columns], mean[rows], scale[rows];
        forward(x["x"], x["gain"], x["bias"], y, mean, scale);
        backward<T, through_mean>(x["x"], x["gain"], mean, scale, dy, dx["x"], dx["gain"], dx["bias"]);
      });
}

int main() {
  return gradcheck::serve({
      layer_norm<double, true>("layer norm"),
      layer_norm<float, true>("layer norm of floats"),
      layer_norm<double, false>("layer norm without mean"),
  });
}
