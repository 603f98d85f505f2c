"""Gradients that are not the same at every call."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import gradcheck

BENCH = Path(__file__).resolve().parents[1] / "bench"
sys.path.insert(0, str(BENCH))

from varying_order import ORDERS, Scale, varying  # noqa: E402


def test_sums_in_varying_order_pass_and_are_told():
    ran = subprocess.run([sys.executable, BENCH / "varying_order.py", "3"], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.startswith("3 of 3 checks pass and tell that the gradient varies, by ")


def test_they_fail_where_the_same_bits_are_promised():
    with pytest.raises(AssertionError, match="gives different results at the same input"):
        varying(deterministic=True)


def test_what_does_not_vary_may_promise_it():
    report = gradcheck.check(lambda x: x * x, x=(2,), vjp=lambda x, dy: 2 * x * dy, deterministic=True)
    assert "varies" not in report


def test_a_mask_that_is_drawn_anew_is_no_order_of_sums():
    class Dropped(Scale):
        def backward(self, dy):
            dx, dw = super().backward(dy)
            return dx * (ORDERS.random(dx.shape) < 0.99), dw

    with pytest.raises(AssertionError, match="gives different results at the same input"):
        gradcheck.check(Dropped, x=(100,), w=(1,), precision="float32")


def test_a_mistake_shows_through_what_varies():
    class Wrong(Scale):
        def backward(self, dy):
            dx, dw = super().backward(dy)
            return dx, dw * np.float32(1.1)

    with pytest.raises(AssertionError, match="breaks      vjp-matches-differences"):
        gradcheck.check(Wrong, x=(100,), w=(1,), precision="float32")
