"""The same functions with mistakes: each of these tests fails."""

import jax
import jax.numpy as jnp
from test_right import smooth_step_back

import gradcheck


@jax.custom_vjp
def wrong_branch(x):
    """Its backward pass goes on with the polynomial above 1."""
    t = jnp.clip(x, 0, 1)
    return t * t * (3 - 2 * t)


wrong_branch.defvjp(lambda x: (wrong_branch(x), x), lambda x, dy: (jnp.where(x > 0, 6 * x * (1 - x), 0) * dy,))


@jax.custom_vjp
def of_the_output(x):
    """Its forward pass saves the output where the backward pass needs the input."""
    t = jnp.clip(x, 0, 1)
    return t * t * (3 - 2 * t)


of_the_output.defvjp(lambda x: (of_the_output(x), of_the_output(x)), smooth_step_back)


@jax.custom_jvp
def without_tail(x):
    """Its tangent is that of max(x, 0)."""
    return jnp.logaddexp(x, 0)


without_tail.defjvp(lambda primals, tangents: (without_tail(*primals), jnp.where(primals[0] > 0, tangents[0], 0)))


def cut_recurrence(w, h, x):
    """The states of a recurrent network, cut off from those before."""

    @jax.custom_vjp
    def step(w, state, xt):
        return jnp.tanh(w @ state + xt)

    def back(saved, dy):
        w, state, xt = saved
        dz = dy * (1 - jnp.tanh(w @ state + xt) ** 2)
        return jnp.outer(dz, state), jnp.zeros_like(state), dz

    step.defvjp(lambda *xs: (step(*xs), xs), back)

    def next_state(state, xt):
        new = step(w, state, xt)
        return new, new

    return jax.lax.scan(next_state, h, x)[1]


def test_wrong_branch():
    gradcheck.check(wrong_branch, x=(4,))


def test_of_the_output():
    gradcheck.check(of_the_output, x=(4,))


def test_without_tail():
    gradcheck.check(without_tail, x=(3,))


def test_cut_recurrence():
    gradcheck.check(cut_recurrence, w=(2, 2), h=(2,), x=(3, 2), engine="jax", forward=False)
