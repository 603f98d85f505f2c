"""Whether gradients that are summed in varying order pass with a warning: `python3 clients/python/bench/varying_order.py [COUNT]`.

Each of 20 checks is of a layer whose backward pass adds up single-precision terms in an order drawn anew for every call, as
threads and atomic additions do. It ends with 1 where one of them does not pass, or is not told to vary.
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import numpy as np  # noqa: E402

import gradcheck  # noqa: E402

ORDERS = np.random.Generator(np.random.PCG64())
"""Draws orders. It is none of the random states that are put back for every point."""


class Scale:
    """x times one number, whose gradient is a sum over all entries."""

    def forward(self, x, w):
        self.x, self.w = x, w
        return x * w

    def backward(self, dy):
        terms = dy * self.x
        return dy * self.w, np.full(1, sum(terms[ORDERS.permutation(terms.size)], np.float32(0)))


def varying(**given):
    """The report of one check, and the part by which it says that answers vary, or None."""
    report = gradcheck.check(Scale, x=(100,), w=(1,), precision="float32", **given)
    told = re.search(r"varies by (\S+) between calls", report)
    return report, told and float(told.group(1))


def main(count=20):
    told = []
    for _ in range(count):
        report, part = varying()
        if part is not None and "1 right" in report:
            told.append(part)
    spreads = f", by {min(told):.0e} to {max(told):.0e}" if told else ""
    print(f"{len(told)} of {count} checks pass and tell that the gradient varies{spreads}")
    return 0 if len(told) == count else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
