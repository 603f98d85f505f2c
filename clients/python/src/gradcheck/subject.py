"""Functions with claimed derivatives, as they are served to gradcheck."""

import ast
import copy
import inspect
import math
import os
import textwrap
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, Callable, ContextManager, Dict, List, Mapping, Optional, Sequence, Tuple, TypeVar, Union

Array = Any
Function = Callable[..., Any]
Decorated = TypeVar("Decorated")

HUGE = 1e300
"""Numbers of a source from here on are not tried as inputs: an integer may be too large for a float."""

CLAIMS = ("gradient", "jacobian", "vjp", "jvp", "hessian", "hvp", "reference")


@dataclass(frozen=True)
class Tensor:
    """An input that the checker chooses: its shape, and the range of its entries, where None is an end at infinity."""

    shape: Tuple[int, ...]
    low: Optional[float] = -2.0
    high: Optional[float] = 2.0

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    def at(self, part: float) -> float:
        """The point at a part of the range, whose infinite ends are taken to be 2 away from the other, or from 0."""
        start = self.low if self.low is not None else (self.high - 2 if self.high is not None else -2.0)
        end = self.high if self.high is not None else start + 2
        return start + part * (end - start)


Shape = Union[Tensor, Sequence[int]]


@dataclass
class Subject:
    """A function of arrays and what is claimed of it.

    `f` and the claims take one array for each input, in order. `vjp` takes the cotangent after them, in the shape of the
    output, and `jvp` and `hvp` take one tangent for each input; `gradient`, `vjp` and `hvp` return one array for each input,
    where None is zeros. `restore` is called before each point: it puts back whatever state f changes; `setting` makes a context
    in which the subject is evaluated. `deterministic` says that the same point always has the same answer, to the bit: where
    nothing is said, sums may be added up in varying order.
    """

    name: str
    inputs: Dict[str, Tensor]
    f: Function
    claims: Dict[str, Function] = field(default_factory=dict)
    precision: str = "float64"
    source: Optional[Dict[str, Any]] = None
    literals: List[float] = field(default_factory=list)
    traits: Dict[str, Any] = field(default_factory=dict)
    engines: Dict[str, str] = field(default_factory=dict)
    restore: Callable[[], None] = lambda: None
    setting: Callable[[], ContextManager[None]] = nullcontext
    deterministic: bool = False


REGISTERED: List[Subject] = []
"""The subjects of the decorators, which `serve` serves."""


@dataclass(frozen=True)
class Arguments:
    """What a function is called with, in order: the inputs, which the checker chooses, and constants, which are arrays."""

    inputs: Dict[str, Tensor]
    constants: Dict[str, Any]
    order: Tuple[str, ...]

    def placed(self, xs: Sequence[Any]) -> List[Any]:
        """All arguments, for those of the inputs, and after them what else there is."""
        rest = iter(xs)
        return [self.constants[name] if name in self.constants else next(rest) for name in self.order] + list(rest)

    def chosen(self, gradients: Any) -> Any:
        """The gradients of the inputs, where there may be one for each argument."""
        if not self.constants or not isinstance(gradients, (tuple, list)) or len(gradients) != len(self.order):
            return gradients
        return tuple(g for name, g in zip(self.order, gradients) if name in self.inputs)


def arguments(given: Mapping[str, Any]) -> Arguments:
    """Inputs, by their shapes, and constants: whatever has a shape and a type of its own."""
    constants = {name: value for name, value in given.items() if hasattr(value, "shape") and hasattr(value, "dtype")}
    return Arguments(tensors({name: value for name, value in given.items() if name not in constants}), constants, tuple(given))


def tensors(inputs: Mapping[str, Shape]) -> Dict[str, Tensor]:
    """The inputs by name. Raises TypeError where one is neither a shape nor a Tensor, ValueError where there are none."""
    if not inputs:
        raise ValueError("gradcheck: name at least one input and its shape, as x=(4, 3)")
    found = {}
    for name, shape in inputs.items():
        if isinstance(shape, int):
            raise TypeError(f"gradcheck: the shape of {name} is a tuple, as {name}=({shape},)")
        found[name] = shape if isinstance(shape, Tensor) else Tensor(tuple(int(size) for size in shape))
    return found


def options(given: Mapping[str, Any]) -> Tuple[Dict[str, Any], Arguments]:
    """Keywords apart: what is said of the subject, and its arguments."""
    known = {key: given[key] for key in ("name", "precision", "traits", "deterministic") if key in given and not isinstance(given[key], tuple)}
    claims = {what: given[what] for what in CLAIMS if callable(given.get(what))}
    rest = {key: value for key, value in given.items() if key not in known and key not in claims}
    return {**known, "claims": claims}, arguments(rest)


def layer(**given: Any) -> Callable[[Decorated], Decorated]:
    """Registers a class with `forward(*inputs)` and `backward(cotangent)`, which returns one gradient for each input.

    The keywords are the inputs with their shapes, and `name`, `precision`, `traits`, `jvp` and `reference`.
    """

    def register(made: Decorated) -> Decorated:
        REGISTERED.append(of_layer(made, **given))
        return made

    return register


def function(**given: Any) -> Callable[[Decorated], Decorated]:
    """Registers a function. The keywords are its inputs with their shapes, its claims, and `name`, `precision`, `traits`."""

    def register(made: Decorated) -> Decorated:
        REGISTERED.append(of_function(made, **given))
        return made

    return register


def of_layer(made: Any, /, **given: Any) -> Subject:
    """The subject of a class with forward and backward, or of an object of one: each point is evaluated by a new one."""
    said, taken = options(given)

    def fresh() -> Any:
        return made() if inspect.isclass(made) else copy.deepcopy(made)

    def vjp(*args: Array) -> Any:
        one = fresh()
        one.forward(*taken.placed(args[:-1]))
        return taken.chosen(one.backward(args[-1]))

    said["claims"] = {"vjp": vjp, **placing(said["claims"], taken)}
    kind = made if inspect.isclass(made) else type(made)
    everything = {"name": kind.__name__, **said, **written(kind)}
    return Subject(**everything, inputs=taken.inputs, f=lambda *xs: fresh().forward(*taken.placed(xs)))


def of_function(made: Any, /, **given: Any) -> Subject:
    """The subject of a function."""
    said, taken = options(given)
    said["claims"] = placing(said["claims"], taken)
    everything = {"name": getattr(made, "__name__", type(made).__name__), **said, **written(made)}
    return Subject(**everything, inputs=taken.inputs, f=lambda *xs: made(*taken.placed(xs)))


def placing(claims: Dict[str, Function], taken: Arguments) -> Dict[str, Function]:
    """Claims that are called with the constants too."""

    def placed(claim: Function) -> Function:
        return lambda *args: taken.chosen(claim(*taken.placed(args)))

    return {what: placed(claim) for what, claim in claims.items()} if taken.constants else claims


def written(made: Any) -> Dict[str, Any]:
    """Where something is written, and the numbers in its source."""
    try:
        file, (lines, line) = inspect.getsourcefile(made), inspect.getsourcelines(made)
        tree = ast.parse(textwrap.dedent("".join(lines)))
    except (OSError, TypeError, SyntaxError):
        return {}
    values = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    numbers = {float(value) for value in values if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < HUGE}
    return {
        "source": {"file": os.path.relpath(file or ""), "line": line},
        "literals": sorted(numbers),
    }
