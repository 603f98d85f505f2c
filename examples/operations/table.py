"""Tables of operations of an engine, and how they are held to the laws: what is known to be wrong has to be so, and nothing else."""

import os
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

import numpy as np
import pytest

import gradcheck
from gradcheck import Tensor
from gradcheck.checking import subjects_of

SAMPLE = 4
"""Of how many operations one is checked where not all are asked for."""

RIGHT = 1e-11
"""Relative difference up to which a gradient is right: known ones are wrong by more than 1e-10."""

CLOSE = 1e-8
"""Relative difference up to which it is what it was."""

BUDGET = 5000
"""Evaluations that one operation may cost, about, as in a sweep."""


def numbers(*shape, low=None, high=None):
    """An input of any numbers, or of those of a range."""
    return Tensor(shape, low, high)


def positive(*shape):
    return Tensor(shape, 0.0, None)


def unit(*shape):
    return Tensor(shape, 0.0, 1.0)


@dataclass(frozen=True)
class Operation:
    name: str
    engine: str
    f: Callable[..., Any]
    inputs: Dict[str, Any]


@dataclass(frozen=True)
class Known:
    """A failure that is known: a point, of each input all entries or one number for all, and the gradient of the sum of the outputs there.

    It is that by the input at the place `by`; where `by` is None, it is the value. `dy` are other weights of the sum than 1.
    """

    at: Sequence[Any]
    by: Optional[int]
    got: Any
    truth: Any
    kind: str
    """`bug`, `convention` where code may rely on what is given, or another answer is as good as the true one, or `documented limit`."""
    because: str
    dy: Any = 1.0


@dataclass
class Table:
    engine: str
    operations: Dict[str, Operation] = field(default_factory=dict)

    def add(self, name: str, f: Callable[..., Any], /, **inputs: Any) -> None:
        """Adds an operation with its inputs; what has no shape that the checker is to choose is a constant."""
        if name in self.operations:
            raise ValueError(f"two operations are called {name}")
        self.operations[name] = Operation(name, self.engine, f, inputs)

    def each(self, names: str, place: Any, prefix: str = "", **inputs: Any) -> None:
        """Adds functions of a module, which have the same inputs."""
        for name in names.split():
            self.add(prefix + name, getattr(place, name), **inputs)

    def sample(self, known: Dict[str, Known]) -> List[str]:
        """The names to be checked: all if GRADCHECK_OPERATIONS is "all"; else every fourth of those of which no failure is known."""
        if os.environ.get("GRADCHECK_OPERATIONS") == "all":
            return list(self.operations)
        return [name for name in self.operations if name not in known][::SAMPLE]


def check(operation: Operation) -> str:
    """The report of an operation. Raises AssertionError with it where the operation is wrong."""
    more = {"forward": False} if operation.engine == "jax" else {}
    return gradcheck.check(operation.f, engine=operation.engine, name=operation.name, flags=["--budget", str(BUDGET)], **more, **operation.inputs)


def judge(operation: Operation, known: Dict[str, Known]) -> None:
    """Raises AssertionError where an operation is wrong that is not known to be, or right though it is known to be wrong, or not decided."""
    try:
        report = check(operation)
    except AssertionError:
        if operation.name in known:
            return
        raise
    assert operation.name not in known, f"{operation.name} is right now: known.py says that it is wrong\n{report}"
    assert "1 right" in report, report


def given(operation: Operation, known: Known) -> Any:
    """What an engine gives at a known failure."""
    (subject, *_) = subjects_of(operation.f, operation.engine, dict(operation.inputs))
    point = [np.broadcast_to(np.asarray(value, float), tensor.shape).copy() for value, tensor in zip(known.at, subject.inputs.values())]
    with subject.setting():
        y = subject.f(*point)
        dy = np.broadcast_to(np.asarray(known.dy, float), np.shape(y)).copy()
        return np.asarray(y if known.by is None else subject.claims["vjp"](*point, dy)[known.by])


def confirm(operation: Operation, known: Known) -> None:
    """Raises AssertionError where an engine does not give at a known failure what it gave, and so may be right now."""
    found = given(operation, known)
    assert not np.allclose(found, known.truth, rtol=RIGHT, atol=RIGHT), f"{operation.name} is right now: known.py says that it is wrong"
    assert np.allclose(found, known.got, rtol=CLOSE, equal_nan=True), f"{operation.name} gives {found}, and known.py says {known.got}"


def both_tests(table: Table, known: Dict[str, Known]) -> Tuple[Callable[[str], None], Callable[[str], None]]:
    """The two tests of a table: that operations of it are held to the laws, and that those that are known to be wrong are so."""

    @pytest.mark.parametrize("name", table.sample(known))
    def test_operation(name: str) -> None:
        judge(table.operations[name], known)

    @pytest.mark.parametrize("name", known)
    def test_known_failure(name: str) -> None:
        confirm(table.operations[name], known[name])

    return test_operation, test_known_failure
