"""The tables of operations of engines: what is known to be wrong is so, a sample of the others is right, and what changes turns red."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import engine, since
from test_examples import ran

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "examples" / "operations"))

from known import JAX, TORCH  # noqa: E402
from table import Known, Operation, Table, confirm, judge, numbers  # noqa: E402


@pytest.mark.parametrize("name", ["jax", pytest.param("torch", marks=since("2.15", "the table of operations, as it is of that version,"))])
def test_the_operations_of_an_engine(name):
    engine(name)
    said = ran("operations", f"test_{name}.py")
    assert re.search(r"^\d+ passed", said, re.MULTILINE) and "failed" not in said, said
    assert int(re.search(r"(\d+) passed", said).group(1)) > 60


@pytest.mark.parametrize(("name", "known"), [("PyTorch", TORCH), ("JAX", JAX)])
def test_what_is_known_is_told(name, known):
    text = (ROOT / "docs" / "findings.md").read_text()
    part = next(part for part in text.split("\n## ") if part.startswith(f"{name}\n"))
    for operation, one in known.items():
        told = [line for line in part.splitlines() if f"`{operation}`" in line]
        assert told and any(f"| {one.kind} |" in line for line in told), operation
    rows = [line for line in part.splitlines() if line.startswith("|")][2:]
    named = {operation for row in rows for operation in re.findall("`(.*?)`", row.split("|")[1])}
    assert named == set(known), "each row is a failure that is known, which a test confirms"


@pytest.fixture(params=["jax", "torch"])
def halved(request):
    """A square of an engine whose slope is half of what it is, by the engine's own means."""
    module = engine(request.param)
    if request.param == "jax":
        module.config.update("jax_enable_x64", True)
        f = lambda x: x * module.lax.stop_gradient(x)  # noqa: E731
    else:
        f = lambda x: x * x.detach()  # noqa: E731
    return Operation("square", request.param, f, {"x": numbers(2, low=1, high=2)})


KNOWN = Known([1], 0, 1, 2, "bug", "half of the slope is cut off")


def test_a_new_failure_of_an_engine_such_as_torch_turns_red_and_a_known_one_does_not(halved):
    with pytest.raises(AssertionError, match="✗ square"):
        judge(halved, {})
    judge(halved, {"square": KNOWN})
    confirm(halved, KNOWN)


def test_a_failure_of_an_engine_such_as_torch_that_is_mended_or_another_one_turns_red(halved):
    right = replace(halved, f=lambda x: x * x)
    with pytest.raises(AssertionError, match="square is right now"):
        judge(right, {"square": KNOWN})
    with pytest.raises(AssertionError, match="square is right now"):
        confirm(right, KNOWN)
    with pytest.raises(AssertionError, match=r"square gives \[1. 1.\], and known.py says 3"):
        confirm(halved, replace(KNOWN, got=3))


def test_what_is_not_decided_of_torch_turns_red():
    engine("torch")
    undecided = Operation("root", "torch", lambda x: (x - 0.99).sqrt(), {"x": numbers(1, low=0, high=1)})
    with pytest.raises(AssertionError, match="not decided"):
        judge(undecided, {})


def test_all_are_checked_where_that_is_said(monkeypatch):
    table = Table("torch")
    for k in range(9):
        table.add(str(k), abs, x=numbers(1))
    assert table.sample({"0": KNOWN}) == ["1", "5"]
    monkeypatch.setenv("GRADCHECK_OPERATIONS", "all")
    assert len(table.sample({"0": KNOWN})) == 9
    with pytest.raises(ValueError, match="two operations are called 3"):
        table.add("3", abs, x=numbers(1))
