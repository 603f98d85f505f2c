"""Functions with claimed derivatives, as they are served to gradcheck."""

import ast
import copy
import inspect
import math
import os
import textwrap
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple, TypeVar, Union

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


Shape = Union[Tensor, Sequence[int]]


@dataclass
class Subject:
    """A function of arrays and what is claimed of it.

    `f` and the claims take one array for each input, in order. `vjp` takes the cotangent after them, in the shape of the
    output, and `jvp` and `hvp` take one tangent for each input; `gradient`, `vjp` and `hvp` return one array for each input,
    where None is zeros. `restore` is called before each point: it puts back whatever state f changes.
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


REGISTERED: List[Subject] = []
"""The subjects of the decorators, which `serve` serves."""


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


def options(given: Mapping[str, Any]) -> Tuple[Dict[str, Any], Dict[str, Tensor]]:
    """Keywords apart: what is said of the subject, and its inputs."""
    known = {key: given[key] for key in ("name", "precision", "traits") if key in given}
    claims = {what: given[what] for what in CLAIMS if callable(given.get(what))}
    rest = {key: value for key, value in given.items() if key not in known and key not in claims}
    return {**known, "claims": claims}, tensors(rest)


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


def of_layer(made: Any, **given: Any) -> Subject:
    """The subject of a class with forward and backward, or of an object of one: each point is evaluated by a new one."""
    said, inputs = options(given)

    def fresh() -> Any:
        return made() if inspect.isclass(made) else copy.deepcopy(made)

    def vjp(*args: Array) -> Any:
        one = fresh()
        one.forward(*args[:-1])
        return one.backward(args[-1])

    said["claims"] = {"vjp": vjp, **said["claims"]}
    kind = made if inspect.isclass(made) else type(made)
    return Subject(**{"name": kind.__name__, **said}, inputs=inputs, f=lambda *xs: fresh().forward(*xs), **written(kind))


def of_function(made: Any, **given: Any) -> Subject:
    """The subject of a function."""
    said, inputs = options(given)
    return Subject(**{"name": getattr(made, "__name__", type(made).__name__), **said}, inputs=inputs, f=made, **written(made))


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
