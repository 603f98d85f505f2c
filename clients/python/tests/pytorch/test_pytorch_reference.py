"""PyTorch code held to a reference: itself in float64, or another function."""

import inspect

import numpy as np
import pytest

from conftest import engine

torch = engine("torch")

import gradcheck  # noqa: E402
from failure import fails  # noqa: E402
from gradcheck.pytorch import of_torch  # noqa: E402


class Exponential(torch.nn.Module):
    """Right in itself in any precision, though perhaps another function than in float64."""

    def __init__(self, another):
        super().__init__()
        self.rate = torch.nn.Parameter(torch.tensor([0.5]))
        self.another = another

    def forward(self, x):
        factor = 2.0 if self.another and x.dtype != torch.float64 else 1.0
        return torch.exp(factor * self.rate * x)


def test_single_precision_is_held_to_a_copy_in_float64():
    assert "1 right" in gradcheck.check(Exponential(False), x=(2,))
    fails(Exponential(True), x=(2,), match="matches-reference")
    assert "1 right" in gradcheck.check(Exponential(True), x=(2,), reference=False)


def test_halves_are_held_to_such_a_copy_where_it_is_asked_for():
    halves = Exponential(True).to(torch.bfloat16)
    assert "1 right" in gradcheck.check(halves, x=(2,))
    (asked,) = of_torch(halves, x=(2,), reference=True)
    x, rate = np.array([0.5, -1.0]), np.array([0.25])
    assert np.array_equal(asked.claims["reference"](x, rate), np.exp(0.25 * x))


def test_what_has_kinks_is_held_to_such_a_copy_only_where_it_is_asked_for():
    assert "reference" in of_torch(torch.nn.GELU(), x=(2,), precision="float32")[0].claims
    assert "reference" not in of_torch(torch.nn.ReLU(), x=(2,), precision="float32")[0].claims
    assert "reference" in of_torch(torch.nn.ReLU(), x=(2,), precision="float32", reference=True)[0].claims


def test_a_reference_may_be_given():
    layer = torch.nn.Softplus()
    gradcheck.check(layer, x=(2, 3), precision="float32", reference=lambda x: torch.log(1 + torch.exp(x)))
    fails(layer, x=(2, 3), precision="float32", reference=lambda x: torch.log(2 + torch.exp(x)), match="matches-reference")
    linear = torch.nn.Linear(2, 1)
    gradcheck.check(linear, x=(1, 2), reference=lambda x, w, b: x @ w.T + b)
    fails(linear, x=(1, 2), reference=lambda x, w, b: x @ w.T - b, match="matches-reference")


def test_a_reference_may_be_a_builtin_which_has_no_signature():
    with pytest.raises(ValueError):
        inspect.signature(torch.sin)
    gradcheck.check(torch.nn.Tanh(), x=(2,), reference=torch.tanh)
    fails(torch.nn.Tanh(), x=(2,), reference=torch.sin, match="matches-reference")
    linear = torch.nn.Linear(2, 1)
    gradcheck.check(linear, x=(1, 2), reference=torch.nn.functional.linear)

    class Scaled(torch.nn.Tanh):
        def __init__(self):
            super().__init__()
            self.none = torch.nn.Parameter(torch.zeros(2))

    gradcheck.check(Scaled(), x=(2,), reference=torch.tanh)
