"""The random states of Python and NumPy, which each point begins in."""

import ctypes
import random
from typing import Any, Callable

import numpy as np


def randomness() -> Callable[[], None]:
    """Puts back the random states of Python and NumPy as they are now."""
    python, numpy, drawn = random.getstate(), np.random.get_state(legacy=False), drawing()

    def restore() -> None:
        random.setstate(python)
        if drawn():
            np.random.set_state(numpy)

    return restore


WORDS_OF_STATE = 625
"""Words of 32 bits of a Mersenne twister: 624, and the place of the next one."""


def drawing() -> Callable[[], bool]:
    """Whether random numbers of NumPy may have been drawn from the state in which they are now.

    To set that state takes longer than a small layer does. So the memory of the generator is looked at, where that is seen to
    tell: its state has no normal number in reserve, and changes as one is drawn.
    """
    state: Any = np.random.get_state(legacy=False)
    if state["bit_generator"] != "MT19937" or state["has_gauss"]:
        return lambda: True
    generator = np.random.mtrand._rand._bit_generator
    memory = (ctypes.c_uint32 * WORDS_OF_STATE).from_address(generator.ctypes.state_address)

    def now() -> bytes:
        # The generator is held, so that its memory stays what it is
        return bytes(memory) if generator else b""

    before = now()
    np.random.random_sample()
    changed = now() != before
    np.random.set_state(state)
    return (lambda: now() != before) if changed and now() == before else lambda: True
