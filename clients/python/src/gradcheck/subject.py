"""Functions with claimed derivatives, as they are served to gradcheck."""

import ast
import copy
import inspect
import math
import os
import textwrap
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from numbers import Integral
from typing import Any, Callable, ContextManager, Dict, List, Mapping, Optional, Sequence, Tuple, TypeVar, Union

import numpy as np

from . import complex_pair

Array = Any
Function = Callable[..., Any]
Decorated = TypeVar("Decorated")

HUGE = 1e300
"""Numbers of a source from here on are not tried as inputs: an integer may be too large for a float."""

CLAIMS = ("gradient", "jacobian", "vjp", "jvp", "hessian", "hvp", "reference")

PRECISIONS = ("float64", "float32", "bfloat16", "float16")


@dataclass(frozen=True)
class Tensor:
    """An input that the checker chooses: its shape, and the range of its entries, where None is an end at infinity.

    Of complex entries that is the range of their real and of their imaginary parts, which are chosen as two inputs.
    """

    shape: Tuple[int, ...]
    low: Optional[float] = -2.0
    high: Optional[float] = 2.0
    complex: bool = False

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
    nothing is said, sums may be added up in varying order. `batched` has f and claims that take
    many points at once, as a first axis of each argument; they are used where they agree with f and the claims to the bit.
    `pairs` tells of the complex numbers behind real ones, if there are any.
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
    batched: Dict[str, Function] = field(default_factory=dict)
    pairs: Callable[[], Optional[complex_pair.Pairs]] = lambda: None


REGISTERED: List[Subject] = []
"""The subjects of the decorators, which `serve` serves."""


@dataclass(frozen=True)
class Arguments:
    """What a function is called with, in order: the inputs, which the checker chooses, and constants, which are arrays.

    A complex argument is two inputs, which `join` makes one.
    """

    inputs: Dict[str, Tensor]
    constants: Dict[str, Any]
    order: Tuple[str, ...]
    join: Callable[[Any, Any], Any] = complex_pair.joined

    @property
    def complex(self) -> List[str]:
        """The names of the complex arguments."""
        return [name for name in self.order if name not in self.inputs and name not in self.constants]

    def placed(self, xs: Sequence[Any]) -> List[Any]:
        """All arguments, for those of the inputs, and after them what else there is."""
        rest = iter(xs)

        def argument(name: str) -> Any:
            if name in self.constants:
                return self.constants[name]
            return next(rest) if name in self.inputs else self.join(next(rest), next(rest))

        return [argument(name) for name in self.order] + list(rest)

    def chosen(self, gradients: Any) -> Any:
        """The gradients of the inputs, where there may be one for each argument."""
        named = [name for name in self.order if name not in self.constants]
        several = isinstance(gradients, (tuple, list))
        if self.constants and several and len(gradients) == len(self.order):
            gradients = tuple(g for name, g in zip(self.order, gradients) if name in named)
        if not self.complex:
            return gradients
        parts = gradients if several else (gradients,)
        return tuple(part for name, g in zip(named, parts) for part in (complex_pair.parts(g) if name in self.complex else (g,)))


def arguments(given: Mapping[str, Any]) -> Arguments:
    """Inputs, by their shapes, and constants: whatever has a shape and a type of its own."""
    constants = {name: value for name, value in given.items() if hasattr(value, "shape") and hasattr(value, "dtype")}
    chosen = tensors({name: value for name, value in given.items() if name not in constants})
    return Arguments(paired(chosen), constants, tuple(given))


def paired(inputs: Mapping[str, Tensor]) -> Dict[str, Tensor]:
    """Inputs of real numbers: in place of a complex one, that of its real parts and that of its imaginary ones."""
    found = {}
    for name, tensor in inputs.items():
        for part in complex_pair.NAMES if tensor.complex else ("",):
            found[name + part] = replace(tensor, complex=False)
    return found


def tensors(inputs: Mapping[str, Shape]) -> Dict[str, Tensor]:
    """The inputs by name. Raises TypeError where one is neither a shape nor a Tensor, ValueError where there are none."""
    if not inputs:
        raise ValueError("gradcheck: name at least one input and its shape, as x=(4, 3)")
    found = {}
    for name, shape in inputs.items():
        if isinstance(shape, int):
            raise TypeError(f"gradcheck: the shape of {name} is a tuple, as {name}=({shape},)")
        if not isinstance(shape, Tensor) and not (isinstance(shape, (tuple, list)) and all(isinstance(size, Integral) for size in shape)):
            claims = ", ".join(CLAIMS[:-1])
            raise TypeError(f"gradcheck: {name}={shape!r} is no shape, as {name}=(4, 3), and no array; claims are {claims} and {CLAIMS[-1]}")
        found[name] = shape if isinstance(shape, Tensor) else Tensor(tuple(int(size) for size in shape))
    return found


def options(given: Mapping[str, Any]) -> Tuple[Dict[str, Any], Arguments]:
    """Keywords apart: what is said of the subject, and its arguments. Raises ValueError where the precision is none."""
    precision = given.get("precision", "float64")
    if not isinstance(precision, tuple) and precision not in PRECISIONS:
        raise ValueError(f"gradcheck: precision={precision!r} is none of {', '.join(PRECISIONS[:-1])} and {PRECISIONS[-1]}")
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

    def f(*args: Array) -> Any:
        return fresh().forward(*args)

    def vjp(*args: Array) -> Any:
        one = fresh()
        one.forward(*args[:-1])
        return one.backward(args[-1])

    said["claims"] = {"vjp": vjp, **said["claims"]}
    kind = made if inspect.isclass(made) else type(made)
    return of_arrays(f, taken, {"name": kind.__name__, **said, **written(kind)})


def of_function(made: Any, /, **given: Any) -> Subject:
    """The subject of a function."""
    said, taken = options(given)
    return of_arrays(made, taken, {"name": getattr(made, "__name__", type(made).__name__), **said, **written(made)})


def of_arrays(f: Function, taken: Arguments, said: Dict[str, Any]) -> Subject:
    """The subject of a function of arrays that is called with its arguments, constants among them, and so are its claims.

    Raises TypeError where second derivatives are claimed of complex inputs.
    """
    claims = {what: placing(what, claim, f, taken) for what, claim in said["claims"].items()}
    if taken.complex and set(claims) - {"gradient", "vjp", "jvp", "reference"}:
        raise TypeError("gradcheck: of complex inputs gradient, vjp, jvp and reference are checked, and no other claims")

    def pairs() -> Optional[complex_pair.Pairs]:
        if not taken.complex:
            return None
        point = [np.asarray(x, np.float64 if said.get("precision", "float64") == "float64" else np.float32) for x in middle(taken.inputs)]
        try:
            return complex_pair.Pairs("plus", complex_pair.imaginary(f(*taken.placed(point))))
        except Exception:
            return complex_pair.Pairs("plus", False)

    return Subject(**{**said, "claims": claims}, inputs=taken.inputs, f=placing("f", f, f, taken), pairs=pairs)


def middle(inputs: Mapping[str, Tensor], part: float = 0.75) -> List[Any]:
    """A point of inputs, by default one that is no special one of theirs."""
    return [np.full(tensor.shape, tensor.at(part)) for tensor in inputs.values()]


def placing(what: str, claim: Function, f: Function, taken: Arguments) -> Function:
    """A function, or a claim of it, as one of the inputs alone, and of real numbers."""

    def placed(*args: Any) -> Any:
        count = len(taken.inputs)
        given, along = taken.placed(args[:count]), list(args[count:])
        if taken.complex and what == "vjp":
            along = [complex_pair.like(along[0], f(*given))]
        elif taken.complex and what == "jvp":
            along = replace(taken, constants={}, order=tuple(name for name in taken.order if name not in taken.constants)).placed(along)
        result = claim(*given, *along)
        return taken.chosen(result) if what in ("gradient", "vjp", "hvp") else complex_pair.separate(result) if taken.complex else result

    return placed


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
