"""Gradients written in Python, held to mathematical laws by gradcheck."""

from .checking import check
from .serving import serve
from .subject import Subject, Tensor, function, layer

__all__ = ["Subject", "Tensor", "check", "function", "layer", "serve"]
__version__ = "0.1.0"
