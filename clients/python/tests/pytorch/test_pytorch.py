"""Checks of PyTorch code, where torch is installed."""

import pytest

from conftest import engine

torch = engine("torch")

import gradcheck  # noqa: E402


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, b):
        ctx.save_for_backward(x, b)
        return x * torch.sigmoid(b * x)

    @staticmethod
    def backward(ctx, dy):
        x, b = ctx.saved_tensors
        s = torch.sigmoid(b * x)
        return dy * (s + x * b * s * (1 - s)), (dy * x * x * s * (1 - s)).sum().reshape(1)


class WrongSwish(Swish):
    @staticmethod
    def backward(ctx, dy):
        dx, db = Swish.backward(ctx, dy)
        return dx, -db


def test_a_right_function_passes():
    gradcheck.check(Swish, x=(2, 3), b=(1,))


def test_a_changed_sign_of_a_function_is_named():
    with pytest.raises(AssertionError, match=r"\bb\b"):
        gradcheck.check(WrongSwish, x=(2, 3), b=(1,))


def test_a_module_whose_function_is_wrong_fails():
    class Wrong(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.b = torch.nn.Parameter(torch.ones(1))

        def forward(self, x):
            return WrongSwish.apply(x, self.b)

    with pytest.raises(AssertionError, match=r"\bb\b"):
        gradcheck.check(Wrong().double(), x=(2, 3))


def test_a_module_in_single_precision_passes():
    gradcheck.check(torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.Tanh()), x=(2, 3))


def test_a_module_of_another_precision_than_said_is_refused():
    with pytest.raises(TypeError, match="float32 and is to be checked in float64"):
        gradcheck.check(torch.nn.Linear(2, 2), x=(1, 2), precision="float64")
