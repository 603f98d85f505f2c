"""Complex arrays of NumPy are checked as pairs of real numbers."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import gradcheck
from gradcheck import Tensor
from gradcheck.node import command


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


class Wave:
    """Of real inputs it makes complex numbers."""

    def forward(self, x):
        self.y = np.exp(1j * x)
        return self.y

    def backward(self, dy):
        return (np.conj(1j * self.y) * dy).real


class WaveOfPairs(Wave):
    def forward(self, x):
        y = super().forward(x)
        return np.stack((y.real, y.imag), -1)

    def backward(self, dy):
        return super().backward(dy[..., 0] + 1j * dy[..., 1])


REFUSED = 'f returned numbers of type "complex128" where float64 or float32 should be'


def test_complex_outputs_of_real_inputs_are_refused_by_their_type():
    with pytest.raises(AssertionError, match=REFUSED):
        gradcheck.check(lambda x: x * 1j, x=(2,), vjp=lambda x, dy: dy)
    with pytest.raises(AssertionError, match=REFUSED):
        gradcheck.check(Wave, x=(2,))
    assert "1 right" in gradcheck.check(WaveOfPairs, x=(2,))


def served(folder, registered):
    """What the command says of a layer that a file registers."""
    tests = Path(__file__).parent
    (folder / "served.py").write_text(f"import gradcheck, test_complex\n{registered}\ngradcheck.serve()\n")
    words = [*command(), "run", "--exec", f"{sys.executable} served.py", "--no-memory", "--reporter", "terminal", "--effort", "quick"]
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent / "src")])}
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, env=environment)


def test_they_are_refused_where_they_are_served_too(tmp_path):
    ran = served(tmp_path, "gradcheck.layer(x=(2,))(test_complex.Wave)")
    assert ran.returncode == 1 and "✗ Wave" in ran.stdout and REFUSED in ran.stdout, ran.stdout + ran.stderr


def test_the_convention_is_told_by_the_command_and_in_json_too(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADCHECK_FLAGS", f"--reporter json={tmp_path / 'report.json'}")
    gradcheck.check(Square, z=plane(2))
    (subject,) = json.loads((tmp_path / "report.json").read_text())["subjects"]
    assert subject["notes"][1].startswith("a gradient by complex numbers is ∂L/∂re + i·∂L/∂im")
    gradcheck.check(WaveOfPairs, x=(2,))
    (subject,) = json.loads((tmp_path / "report.json").read_text())["subjects"]
    assert "notes" not in subject
    ran = served(tmp_path, "gradcheck.layer(z=test_complex.plane(2))(test_complex.Square)")
    assert ran.returncode == 0 and "\na gradient by complex numbers is ∂L/∂re + i·∂L/∂im, " in ran.stdout, ran.stdout + ran.stderr
