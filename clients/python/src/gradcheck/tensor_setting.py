"""In what torch computes while a subject is served: the arithmetic of its matrix products, and its threads."""

import contextlib
from typing import Any, Dict, Iterator, Optional

import torch

MATMUL = {"highest": "highest", "tf32": "high"}
"""What torch calls an arithmetic of float32 matrix products."""

HALVES = {"bfloat16": torch.bfloat16, "float16": torch.float16}

LARGE = 1 << 15
"""Entries of all inputs from which on torch computes in as many threads as it likes. Of smaller tensors most of the time would be spent on waking the threads, and a hundred times that where other programs are busy too."""


class Setting:
    """An arithmetic, `highest`, `tf32`, `autocast:bfloat16` or `autocast:float16`, on a device, for inputs of so many entries.

    Raises ValueError for another arithmetic.
    """

    def __init__(self, arithmetic: str, device: Any, entries: int) -> None:
        kind, _, half = arithmetic.partition(":")
        if arithmetic not in MATMUL and not (kind == "autocast" and half in HALVES):
            raise ValueError(f"gradcheck: arithmetic={arithmetic!r} is none of {', '.join(MATMUL)}, autocast:bfloat16 and autocast:float16")
        self.arithmetic, self.device, self.entries = arithmetic, torch.device(device), entries
        self.half: Optional[str] = half or None

    def precision(self, own: str) -> str:
        """The precision that is to be expected of values, where the tensors are of another: products in tf32 have the ten bits of halves."""
        if own != "float32":
            return own
        return self.half or ("float16" if self.arithmetic == "tf32" else own)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Sets all that, and puts back what was set before."""
        matmul, threads = torch.get_float32_matmul_precision(), torch.get_num_threads()
        convolution = torch.backends.cudnn.allow_tf32
        torch.set_float32_matmul_precision(MATMUL.get(self.arithmetic, "highest"))
        torch.backends.cudnn.allow_tf32 = self.arithmetic == "tf32"
        if self.entries < LARGE:
            torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_float32_matmul_precision(matmul)
            torch.backends.cudnn.allow_tf32 = convolution
            torch.set_num_threads(threads)

    def cast(self) -> Any:
        """The context of the forward pass."""
        return torch.autocast(self.device.type, HALVES[self.half]) if self.half else contextlib.nullcontext()

    def told(self) -> Dict[str, str]:
        """What reports say of it."""
        return {"torch": str(torch.__version__), "torch arithmetic": self.arithmetic, "torch device": str(self.device)}
