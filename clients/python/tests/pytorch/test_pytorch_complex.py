"""Complex tensors are checked as pairs of real numbers, in the convention of PyTorch."""

import pytest

from conftest import engine

torch = engine("torch")

import gradcheck  # noqa: E402
from gradcheck import Tensor  # noqa: E402


def plane(*shape):
    return Tensor(shape, complex=True)


def told(*args, **given):
    with pytest.raises(AssertionError) as raised:
        gradcheck.check(*args, **given)
    return str(raised.value)


class Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z, w):
        ctx.save_for_backward(z, w)
        return z * w

    @staticmethod
    def backward(ctx, dy):
        z, w = ctx.saved_tensors
        return dy * w.conj(), dy * z.conj()


class Unconjugated(Product):
    @staticmethod
    def backward(ctx, dy):
        z, w = ctx.saved_tensors
        return dy * w, dy * z


class HalfConjugated(Product):
    @staticmethod
    def backward(ctx, dy):
        z, w = ctx.saved_tensors
        return dy * w.conj(), dy * z


class Power(torch.autograd.Function):
    """|z|², which is no holomorphic function, and is real."""

    @staticmethod
    def forward(ctx, z):
        ctx.save_for_backward(z)
        return z.abs() ** 2

    @staticmethod
    def backward(ctx, dy):
        return 2 * dy * ctx.saved_tensors[0]


class UnconjugatedPower(Power):
    @staticmethod
    def backward(ctx, dy):
        return 2 * dy * ctx.saved_tensors[0].conj()


class Doubled(Power):
    @staticmethod
    def backward(ctx, dy):
        return 4 * dy * ctx.saved_tensors[0]


def test_right_functions_pass_and_their_convention_is_named():
    report = gradcheck.check(Product, z=plane(2), w=plane(2))
    assert "1 right" in report and "a gradient by complex numbers is ∂L/∂re + i·∂L/∂im, as PyTorch has it" in report
    assert "1 right" in gradcheck.check(Power, z=plane(2))


def test_a_forgotten_conjugate_is_named():
    report = told(Unconjugated, z=plane(2), w=plane(2))
    assert "∂y[1]/∂z.real[0]" in report and "∂y[0]/∂z.imag[0]" in report
    assert "\nlooks like a forgotten conjugate: all is right where the gradient is that of the conjugate cotangent, conjugated\n" in report
    assert "looks like a forgotten conjugate" in told(UnconjugatedPower, z=plane(2))


def test_the_input_is_named_whose_conjugate_is_forgotten():
    report = told(HalfConjugated, z=plane(2), w=plane(2))
    assert "∂z" not in report and "looks like a forgotten conjugate: all is right where the gradient of w is" in report


def test_another_mistake_is_none():
    report = told(Doubled, z=plane(2))
    assert "forgotten" not in report and "∂L/∂re + i·∂L/∂im" in report


def test_only_functions_of_complex_numbers_are_told_of_them():
    assert "complex" not in gradcheck.check(torch.sin, x=(2,), engine="torch")
    assert "complex" in gradcheck.check(torch.fft.rfft, x=(3,), engine="torch", forward=True)


def test_in_every_manner():
    torch.manual_seed(0)
    linear = torch.nn.Linear(2, 1, dtype=torch.complex128)
    assert "✓ Linear strided backward" in gradcheck.check(linear, z=plane(1, 2), double=True, forward=True, strided=True)
    narrow = torch.nn.Linear(2, 1, dtype=torch.complex64)
    assert "1 right" in gradcheck.check(narrow, z=plane(1, 2), reference=lambda z, w, b: z @ w.T + b)
    mixed = gradcheck.check(lambda a, z, c: (a * z * c, a.sin()), a=(2,), z=plane(2), c=torch.tensor([1j, 2.0]), engine="torch")
    assert "1 right" in mixed


def test_parameters_of_another_precision_are_refused():
    with pytest.raises(TypeError, match="complex64 and is to be checked in float64"):
        gradcheck.check(torch.nn.Linear(2, 1, dtype=torch.complex64), z=plane(1, 2), precision="float64")
