"""Checks of JAX code, where jax is installed."""

import pytest

from conftest import engine

jax = engine("jax")
jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp  # noqa: E402

import gradcheck  # noqa: E402


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
