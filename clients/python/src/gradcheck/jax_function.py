"""JAX: functions as subjects, whose claims are what jax derives of them."""

import functools
import importlib
from dataclasses import replace
from typing import Any, Callable, Dict, List, Optional

import jax
import numpy as np

from .complex_pair import Pairs
from .subject import Arguments, Subject, Tensor, middle, options, placing, written

SWITCHES = ("forward", "double", "compiled", "reference", "vmap")
"""What may be said of a function of jax beside what may be said of any."""


def of_jax(target: Any, /, **given: Any) -> List[Subject]:
    """The subjects of a function of jax, with the vjp that jax derives; and the jvp, but of a custom_vjp.

    After the first comes that of its backward pass, with `double`. All is compiled by jax.jit, where it can be, unless `compiled` is false.
    Raises TypeError where it is to be checked in float64 and jax computes in float32.
    """
    switches = {key: given.pop(key) for key in SWITCHES if key in given and not isinstance(given[key], (tuple, Tensor))}
    said, real = options(given)
    taken = replace(real, join=jax.lax.complex)
    if said.get("precision", "float64") == "float64" and not getattr(jax.config, "jax_enable_x64"):
        raise TypeError('gradcheck: jax computes in float32: jax.config.update("jax_enable_x64", True), or precision="float32"')
    reference = reference_of(target, taken, said.get("precision", "float64"), switches.get("reference", True))
    claims = {**({"reference": reference} if reference else {}), **{what: placing(what, claim, target, taken) for what, claim in said["claims"].items()}}
    known = {"name": getattr(target, "__name__", type(target).__name__), **said, **written(getattr(target, "__wrapped__", target))}
    common = {**known, "inputs": taken.inputs, "engines": {"jax": jax.__version__}}

    def subject(call: Callable[..., Any], more: Dict[str, Any]) -> Subject:
        f, derived, many = derived_of(call, taken, switches.get("forward", not isinstance(target, jax.custom_vjp)), switches.get("compiled", True))
        batched = {what: each for what, each in many.items() if switches.get("vmap") and what not in said["claims"]}
        pairs = functools.partial(pairs_of, call, taken)
        return Subject(**{**common, **more, "f": f, "claims": {**derived, **claims}, "pairs": pairs, "batched": batched})

    subjects = [subject(target, {})]
    if switches.get("double"):
        subjects.append(backward_of(subjects[0], target, taken, switches.get("compiled", True)))
    return subjects


def together(result: Any) -> Any:
    """All real numbers of a result as one array, and complex ones as pairs."""
    leaves = [separate(jax.numpy.asarray(leaf)) for leaf in jax.tree_util.tree_leaves(result)]
    real = [leaf for leaf in leaves if jax.numpy.issubdtype(leaf.dtype, jax.numpy.floating)] or leaves
    return real[0] if len(real) == 1 else jax.numpy.concatenate([leaf.ravel() for leaf in real])


def separate(leaf: Any) -> Any:
    return jax.numpy.stack((leaf.real, leaf.imag), -1) if is_complex(leaf) else leaf


def is_complex(leaf: Any) -> bool:
    return bool(jax.numpy.issubdtype(leaf.dtype, jax.numpy.complexfloating))


def pairs_of(target: Any, taken: Arguments) -> Optional[Pairs]:
    """What is to be told of complex numbers, if the function has any."""
    try:
        result = jax.eval_shape(lambda *xs: target(*taken.placed(xs)), *middle(taken.inputs))
    except Exception:
        return None
    leaves = jax.tree_util.tree_leaves(result)
    places = np.asarray(together([np.full(leaf.shape, 1j if is_complex(leaf) else 0, leaf.dtype) for leaf in leaves])) > 0
    return Pairs("minus", places) if taken.complex or places.any() else None


def quickened(call: Callable[..., Any], compiled: bool) -> Callable[..., Any]:
    """What jax.jit makes of a function, or the function itself where its Python code looks at numbers."""
    made = jax.jit(call)
    usable = compiled

    def quick(*args: Any) -> Any:
        nonlocal usable
        if usable:
            try:
                return made(*args)
            except (jax.errors.ConcretizationTypeError, jax.errors.TracerArrayConversionError):
                usable = False
        return call(*args)

    return quick


def derived_of(target: Any, taken: Arguments, forward: bool, compiled: bool) -> Any:
    """A function of arrays, what jax derives of it, and the same for many points at once."""

    def call(*xs: Any) -> Any:
        return together(target(*taken.placed(xs)))

    def pulled(*args: Any) -> Any:
        y, pull = jax.vjp(call, *args[:-1])
        return pull(jax.numpy.asarray(args[-1], dtype=y.dtype).reshape(y.shape))

    def pushed(*args: Any) -> Any:
        half = len(args) // 2
        return jax.jvp(call, tuple(args[:half]), tuple(args[half:]))[1]

    f, back, along = (answering(each, compiled) for each in (call, pulled, pushed))
    many = {what: padded(answering(jax.vmap(each), compiled)) for what, each in (("f", call), ("vjp", pulled), ("jvp", pushed))}
    return f, {"vjp": back, "jvp": along} if forward else {"vjp": back}, many


def answering(call: Callable[..., Any], compiled: bool) -> Callable[..., Any]:
    """A function whose results are arrays of NumPy."""
    quick = quickened(call, compiled)

    def answer(*args: Any) -> Any:
        result = quick(*args)
        return tuple(map(np.asarray, result)) if isinstance(result, tuple) else np.asarray(result)

    return answer


def padded(call: Callable[..., Any]) -> Callable[..., Any]:
    """A function of many points that is called with a power of two of them, the last one several times: jax compiles it anew for each number."""

    def call_padded(*args: Any) -> Any:
        more = (1 << (len(args[0]) - 1).bit_length()) - len(args[0])
        return call(*[np.concatenate([a, np.repeat(a[-1:], more, 0)]) for a in args])

    return call_padded


def backward_of(first: Subject, target: Any, taken: Arguments, compiled: bool) -> Subject:
    """The backward pass as a subject of its own: a map of the inputs and of dy, with the derivative that jax has of it."""
    inputs = {**first.inputs, "dy": Tensor(tuple(np.shape(first.f(*middle(first.inputs, 0.5)))))}

    def backward(*args: Any) -> Any:
        y, pull = jax.vjp(lambda *xs: together(target(*taken.placed(xs))), *args[:-1])
        return pull(jax.numpy.asarray(args[-1], dtype=y.dtype).reshape(y.shape))

    f, claims, _ = derived_of(backward, Arguments(inputs, {}, tuple(inputs)), "jvp" in first.claims, compiled)
    return replace(first, name=f"{first.name} backward", inputs=inputs, f=f, claims=claims, batched={})


def reference_of(target: Any, taken: Arguments, precision: str, given: Any) -> Optional[Callable[..., Any]]:
    """What f is held to: the function that is given, or where f computes in less than float64 the same in float64, if it is one."""
    if not given or (precision == "float64" and not callable(given)):
        return None
    wanted: Callable[..., Any] = given if callable(given) else target
    place = jax if hasattr(jax, "enable_x64") else importlib.import_module("jax.experimental")
    exactly = getattr(place, "enable_x64")

    exact = quickened(lambda *xs: together(wanted(*taken.placed(xs))), True)

    def reference(*xs: Any) -> Any:
        with exactly(True):
            return np.asarray(exact(*[jax.numpy.asarray(x) for x in xs]))

    try:
        found = reference(*middle(taken.inputs))
    except Exception:
        return reference if callable(given) else None
    return reference if callable(given) or found.dtype == np.float64 else None
