"""Checks of JAX code, where jax is installed."""

import warnings

import numpy as np
import pytest

from conftest import engine

jax = engine("jax")
jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp  # noqa: E402

import gradcheck  # noqa: E402
from gradcheck.jax_function import quickened  # noqa: E402


def softplus(factor):
    @jax.custom_vjp
    def made(x):
        return jnp.log1p(jnp.exp(x))

    made.defvjp(lambda x: (made(x), x), lambda x, dy: (factor * dy * jax.nn.sigmoid(x),))
    return made


def test_a_right_custom_vjp_passes():
    gradcheck.check(softplus(1.0), x=(3,))


def test_a_wrong_custom_vjp_fails():
    with pytest.raises(AssertionError, match="claimed 0.50005, measured 0.5 "):
        gradcheck.check(softplus(1.0001), x=(3,))


def test_a_custom_jvp_is_checked_in_both_modes():
    @jax.custom_jvp
    def cube(x):
        return x**3

    cube.defjvp(lambda primals, tangents: (primals[0] ** 3, 3 * primals[0] ** 2 * tangents[0]))
    gradcheck.check(cube, x=(2,))


def test_a_backward_pass_is_held_to_its_own_derivative():
    @jax.custom_jvp
    def cube(x):
        return x**3

    cube.defjvp(lambda primals, tangents: (primals[0] ** 3, 3 * jax.lax.stop_gradient(primals[0]) ** 2 * tangents[0]))
    gradcheck.check(cube, x=(2,))
    with pytest.raises(AssertionError, match="✗ cube backward"):
        gradcheck.check(cube, x=(2,), double=True)
    gradcheck.check(jnp.sin, x=(2,), double=True, name="sine")


def test_a_function_is_not_compiled_where_that_is_said():
    seen = []

    def watched(x):
        seen.append(isinstance(x, jax.core.Tracer))
        return jnp.sin(x)

    gradcheck.check(watched, x=(1,), engine="jax", compiled=False, forward=False)
    assert not all(seen)


def test_constants_and_several_results():
    index = np.array([0, 2])
    gradcheck.check(lambda x, at: {"chosen": x[at] ** 2, "largest": x.argmax()}, x=(3,), at=index, engine="jax", name="chosen")


def test_single_precision_is_held_to_the_same_function_in_double_precision():
    def coarse(x):
        return jnp.exp(x) * (1.5 if x.dtype == jnp.float32 else 1.0)

    gradcheck.check(jnp.exp, x=(2,), precision="float32")
    with pytest.raises(AssertionError, match="matches-reference"):
        gradcheck.check(coarse, x=(2,), precision="float32", engine="jax")


def test_python_code_that_looks_at_numbers_cannot_be_compiled_and_runs_as_it_is():
    magnitude = quickened(lambda x: x if float(x) > 0 else -x, True)
    assert (magnitude(2.0), magnitude(-3.0)) == (2.0, 3.0)


def test_complex_numbers_are_pairs_in_the_convention_of_jax():
    def square(slope):
        made = jax.custom_vjp(lambda z: z * z)
        made.defvjp(lambda z: (z * z, z), lambda z, dy: (dy * slope(z),))
        return made

    plane = gradcheck.Tensor((2,), complex=True)
    report = gradcheck.check(square(lambda z: 2 * z), z=plane)
    assert "1 right" in report and "a gradient by complex numbers is ∂L/∂re − i·∂L/∂im, as JAX has it" in report
    with pytest.raises(AssertionError, match="looks like a forgotten conjugate"):
        gradcheck.check(square(lambda z: 2 * z.conj()), z=plane)
    gradcheck.check(lambda z: jnp.abs(z) ** 2, z=plane, engine="jax")
    gradcheck.check(jnp.exp, z=plane, name="exponential", double=True)
    assert "∂L/∂re − i·∂L/∂im" in gradcheck.check(jnp.fft.rfft, x=(3,), engine="jax")
    assert "complex" not in gradcheck.check(jnp.sin, x=(2,), engine="jax")


def test_many_points_are_answered_at_once_where_vmap_agrees():
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="gradcheck")
        gradcheck.check(lambda x: x * x, x=(3,), engine="jax", vmap=True)

    @jax.custom_batching.custom_vmap
    def disagreeing(x):
        return 2 * x

    disagreeing.def_vmap(lambda size, batched, x: (3 * x, True))
    with pytest.warns(UserWarning, match="twice: vmap is not used for f: results differ from those of one point after the other"):
        gradcheck.check(lambda x: disagreeing(x), x=(2,), engine="jax", vmap=True, name="twice", vjp=lambda x, dy: 2 * dy, forward=False)
