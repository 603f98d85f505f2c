"""Which functions are held to themselves in float64 without being asked."""

import numpy as np

from gradcheck import Tensor
from gradcheck.smoothness import is_smooth

INPUTS = [Tensor((2, 3)), Tensor((1,))]


def test_smooth_functions_are_told_from_those_with_kinks_and_jumps():
    for smooth in (lambda x, b: np.tanh(x) * b, lambda x, b: x + b, lambda x, b: np.exp(x) * b, lambda x, b: x / (9 + b)):
        assert is_smooth(smooth, INPUTS)
    for rough in (lambda x, b: np.maximum(x, 0), lambda x, b: np.abs(x - 0.3) * b, lambda x, b: np.sort(x * b), lambda x, b: np.sign(x)):
        assert not is_smooth(rough, INPUTS)
