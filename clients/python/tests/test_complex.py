"""Complex arrays of NumPy are checked as pairs of real numbers."""

import numpy as np
import pytest

import gradcheck
from gradcheck import Tensor


def plane(*shape):
    return Tensor(shape, complex=True)


class Square:
    def forward(self, z):
        self.z = z
        return z * z

    def backward(self, dy):
        return 2 * dy * self.z.conj()


class Unconjugated(Square):
    def backward(self, dy):
        return 2 * dy * self.z


def test_a_layer():
    assert "∂L/∂re + i·∂L/∂im" in gradcheck.check(Square, z=plane(2))
    with pytest.raises(AssertionError, match="looks like a forgotten conjugate"):
        gradcheck.check(Unconjugated, z=plane(2))


def test_a_function_with_its_claims():
    def power(z, b, c):
        return abs(z) ** 2 * b * c

    given = {"z": plane(2), "b": (2,), "c": np.array([1.0, 3.0])}
    vjp = lambda z, b, c, dy: (2 * z * dy * b * c, abs(z) ** 2 * dy * c)  # noqa: E731
    jvp = lambda z, b, c, v, u: 2 * (z.conj() * v).real * b * c + abs(z) ** 2 * u * c  # noqa: E731
    assert "1 right" in gradcheck.check(power, **given, vjp=vjp, jvp=jvp)
    with pytest.raises(AssertionError, match="z.imag"):
        gradcheck.check(power, **given, vjp=vjp, jvp=lambda z, b, c, v, u: jvp(z, b, c, v.conj(), u))


def test_a_gradient():
    total = {"z": plane(2)}
    gradcheck.check(lambda z: np.sum(abs(z) ** 2), **total, gradient=lambda z: 2 * z)
    with pytest.raises(AssertionError, match="looks like a forgotten conjugate"):
        gradcheck.check(lambda z: np.sum(abs(z) ** 2), **total, gradient=lambda z: 2 * z.conj())


def test_what_is_missing_is_zero():
    gradcheck.check(lambda z, w: z * 2, z=plane(1), w=plane(1), vjp=lambda z, w, dy: (2 * dy, None))


def test_single_precision_stays_single():
    seen = set()

    class Watched(Square):
        def forward(self, z):
            seen.add(z.dtype)
            return super().forward(z)

    gradcheck.check(Watched, z=plane(2), precision="float32")
    assert seen == {np.dtype(np.complex64)}


def test_second_derivatives_are_refused():
    with pytest.raises(TypeError, match="of complex inputs gradient, vjp, jvp and reference are checked, and no other claims"):
        gradcheck.check(lambda z: np.sum(abs(z) ** 2), z=plane(2), hessian=lambda z: np.eye(4))


def test_complex_outputs_of_real_inputs_are_told_by_their_type():
    with pytest.raises(AssertionError, match="complex128"):
        gradcheck.check(lambda x: x * 1j, x=(2,), vjp=lambda x, dy: dy)
