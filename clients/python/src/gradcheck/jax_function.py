"""JAX: functions as subjects, whose claims are what jax derives of them."""

from typing import Any, Dict

import jax
import numpy as np

from .subject import Subject, options, written


def of_jax(target: Any, **given: Any) -> Subject:
    """The subject of a jax.custom_vjp, a jax.custom_jvp or a function of jax.jit, with the vjp that jax derives; and the jvp, but of a custom_vjp.

    Raises TypeError where it is to be checked in float64 and jax computes in float32.
    """
    said, inputs = options(given)
    if said.get("precision", "float64") == "float64" and not getattr(jax.config, "jax_enable_x64"):
        raise TypeError('gradcheck: jax computes in float32: jax.config.update("jax_enable_x64", True), or precision="float32"')

    def vjp(*args: Any) -> Any:
        y, pull = jax.vjp(target, *args[:-1])
        return tuple(np.asarray(part) for part in pull(np.asarray(args[-1], dtype=y.dtype).reshape(y.shape)))

    def jvp(*args: Any) -> Any:
        half = len(args) // 2
        return np.asarray(jax.jvp(target, tuple(args[:half]), tuple(args[half:]))[1])

    claims: Dict[str, Any] = {"vjp": vjp, **({} if isinstance(target, jax.custom_vjp) else {"jvp": jvp}), **said["claims"]}
    known = {"name": getattr(target, "__name__", type(target).__name__), **said, **written(getattr(target, "__wrapped__", target))}
    return Subject(**{**known, "claims": claims}, inputs=inputs, f=lambda *xs: np.asarray(target(*xs)), engines={"jax": jax.__version__})
