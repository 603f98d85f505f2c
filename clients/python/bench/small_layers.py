"""What a check of a small layer costs at quick effort, the checker warm: `python3 clients/python/bench/small_layers.py [COUNT]`.

Checks some 200 small layers of NumPy, and prints how long the middle one and the slowest tenth took, how often f and its
claim were called, and how many messages went to and fro. It ends with 1 where the median is above the bound.
"""

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np  # noqa: E402

import gradcheck  # noqa: E402
from gradcheck.serving import Server  # noqa: E402

BOUND = 0.3
"""Seconds that the median may be: two hundred checks are a minute of a suite of tests."""

ACTIVATIONS = {
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "sin": (np.sin, np.cos),
    "square": (np.square, lambda z: 2 * z),
    "softplus": (lambda z: np.logaddexp(0, z), lambda z: 1 / (1 + np.exp(-z))),
    "gauss": (lambda z: np.exp(-(z**2)), lambda z: -2 * z * np.exp(-(z**2))),
}
SHAPES = [(1, 1, 1), (1, 2, 1), (2, 2, 2), (2, 3, 2), (3, 2, 4), (4, 3, 2), (4, 4, 4), (1, 6, 3)]


def dense(name, act, slope):
    class Dense:
        def forward(self, x, w, b):
            self.x, self.w, self.z = x, w, x @ w + b
            return act(self.z)

        def backward(self, dy):
            dz = dy * slope(self.z)
            return dz @ self.w.T, self.x.T @ dz, dz.sum(0)

    Dense.__name__ = f"Dense-{name}"
    return Dense


def main(count=200):
    times, asked = [], [0, 0]
    answer, alone = Server.answer, Server.alone

    def answered(self, *args):
        asked[0] += 1
        return answer(self, *args)

    def evaluated(self, *args):
        asked[1] += 1
        return alone(self, *args)

    Server.answer, Server.alone = answered, evaluated
    for at in range(count + 5):
        name = list(ACTIVATIONS)[at % len(ACTIVATIONS)]
        rows, inner, outer = SHAPES[at // len(ACTIVATIONS) % len(SHAPES)]
        if at == 5:
            asked[:] = [0, 0]
        started = time.perf_counter()
        gradcheck.check(dense(name, *ACTIVATIONS[name]), x=(rows, inner), w=(inner, outer), b=(outer,))
        if at >= 5:
            times.append(time.perf_counter() - started)
    median, tenth = statistics.median(times), statistics.quantiles(times, n=10)[-1]
    print(f"{count} checks: median {median:.3f} s, slowest tenth from {tenth:.3f} s on")
    print(f"{asked[1] / count:.0f} evaluations in {asked[0] / count:.0f} messages a check")
    return 1 if median > BOUND else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
