"""Many points are answered at once by torch.func.vmap, where it agrees with the loop to the bit."""

import re
import warnings

import numpy as np
import pytest

from conftest import engine, since

torch = engine("torch")

import gradcheck  # noqa: E402
from gradcheck.batches import Batches  # noqa: E402
from gradcheck.pytorch import of_torch  # noqa: E402


of_vmap = since("2.0", "torch.func.vmap")


def counted(monkeypatch):
    """The numbers of points that are answered one by one, and together."""
    numbers = {"loop": 0, "batch": 0}
    results = Batches.results

    def watched(self, what, given, loop):
        found = results(self, what, given, loop)
        numbers["loop" if found is None else "batch"] += len(given)
        return found

    monkeypatch.setattr(Batches, "results", watched)
    return numbers


@of_vmap
def test_most_values_of_what_agrees_are_answered_together(monkeypatch):
    numbers = counted(monkeypatch)
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="gradcheck")
        gradcheck.check(torch.sin, x=(3,), engine="torch", vmap=True)
    assert numbers["batch"] > numbers["loop"]


def test_nothing_is_where_it_is_not_asked_for(monkeypatch):
    numbers = counted(monkeypatch)
    gradcheck.check(torch.sin, x=(3,), engine="torch")
    assert numbers["batch"] == 0


def test_a_torch_without_it_has_the_loop_and_is_told_so(monkeypatch):
    numbers = counted(monkeypatch)
    monkeypatch.delattr(torch, "func", raising=False)
    told = re.escape(f"gradcheck: sin: vmap is not used: it needs PyTorch 2.0 or newer, and this is {torch.__version__}")
    with pytest.warns(UserWarning, match=f"^{told}$") as warned:
        assert "1 right" in gradcheck.check(torch.sin, x=(3,), engine="torch", vmap=True)
    assert len(warned) == 1 and numbers["batch"] == 0


def disagreeing(x):
    return x * (1 if torch._C._functorch.is_batchedtensor(x) else 2)


@of_vmap
def test_a_function_that_differs_under_vmap_is_looped_over_and_told(monkeypatch):
    numbers = counted(monkeypatch)
    with pytest.warns(UserWarning, match="disagreeing: vmap is not used for f: results differ from those of one point after the other"):
        assert "1 right" in gradcheck.check(disagreeing, x=(2,), engine="torch", vmap=True)
    assert numbers["batch"] == 0


@of_vmap
def test_a_module_that_vmap_does_not_take_is_looped_over_and_told():
    with pytest.warns(UserWarning, match="BatchNorm1d: vmap is not used for f: RuntimeError: Batch norm got a batched tensor"):
        assert "1 right" in gradcheck.check(torch.nn.BatchNorm1d(2).double(), x=(3, 2), vmap=True)


@of_vmap
def test_f_and_both_modes_take_many_points():
    (subject,) = of_torch(lambda x, z: x * z, x=(2,), z=gradcheck.Tensor((2,), complex=True), name="product", vmap=True)
    draw = np.random.Generator(np.random.PCG64(1))
    xs, vs, w = draw.normal(size=(3, 5, 2)), draw.normal(size=(3, 5, 2)), draw.normal(size=(5, 2, 2))
    for at in range(5):
        assert np.allclose(subject.batched["f"](*xs)[at], subject.f(*xs[:, at]), rtol=1e-14)
        many = subject.batched["vjp"](*xs, w)
        assert all(np.allclose(a[at], b, rtol=1e-14) for a, b in zip(many, subject.claims["vjp"](*xs[:, at], w[at])))
        assert subject.batched["jvp"](*xs, *vs)[at].shape == (2, 2)


def ask(batches, wrong_at=()):
    given = [[np.array([float(k)])] for k in range(4)]
    return batches.results("f", given, lambda at: given[at][0] * (3 if at in wrong_at else 2))


def test_one_point_of_each_later_message_is_answered_in_both_ways():
    batches = Batches(gradcheck.Subject("f", {}, lambda x: 2 * x, batched={"f": lambda x: 2 * x}))
    assert np.array_equal(ask(batches), [[0], [2], [4], [6]])
    assert ask(batches, wrong_at=[0, 2, 3]) is not None
    with pytest.warns(UserWarning, match="results differ"):
        assert ask(batches, wrong_at=[2]) is None
    assert ask(batches) is None


def test_not_a_number_agrees_with_itself():
    batches = Batches(gradcheck.Subject("f", {}, np.sqrt, batched={"f": lambda x: np.sqrt(x - 1)}))
    with np.errstate(invalid="ignore"):
        given = [[np.array([float(k)])] for k in range(4)]
        assert batches.results("f", given, lambda at: np.sqrt(given[at][0] - 1)) is not None
