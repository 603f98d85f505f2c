"""Whether a function bends or breaks: what kinks cost is known before they are met."""

from typing import Any, Callable, Sequence, Tuple

import numpy as np

from .subject import Tensor

PARTS = 64
"""Parts of a line, of which each is halved."""

LINES = 4
"""Lines on which kinks are sought."""

BENT = 3.0
"""Second differences of a smooth function fall to a quarter where steps are halved, and those at a kink to a half. Three lies between."""


def is_smooth(f: Callable[..., Any], inputs: Sequence[Tensor]) -> bool:
    """Whether second differences of a function of arrays fall as those of a smooth one do, along lines through its ranges."""
    draw = np.random.Generator(np.random.PCG64(11))
    for _ in range(LINES):
        ends = [line(tensor, draw) for tensor in inputs]
        steps = np.linspace(0, 1, 2 * PARTS + 1)
        values = np.array([np.ravel(f(*[start + s * way for start, way in ends])) for s in steps])
        fine, coarse = (float(np.max(np.abs(np.diff(part, 2, axis=0)), initial=0.0)) for part in (values, values[::2]))
        if not np.isfinite(coarse) or (coarse > 1e-9 * float(np.max(np.abs(values), initial=0.0)) and coarse < BENT * fine):
            return False
    return True


def line(tensor: Tensor, draw: Any) -> Tuple[Any, Any]:
    """A point of an input, and the way from it to another one."""
    parts = draw.uniform(size=(2, *tensor.shape))
    start, end = tensor.at(0.0) + parts * (tensor.at(1.0) - tensor.at(0.0))
    return start, end - start
