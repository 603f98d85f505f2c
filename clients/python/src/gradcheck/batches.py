"""Points that are answered together, where that is the same to the bit as one after the other."""

import warnings
from typing import Any, Callable, List, Optional, Sequence, Set

import numpy as np

from .subject import Subject


class Batches:
    """What is known of the functions of a subject that take many points at once."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.tried: Set[str] = set()
        self.refused: Set[str] = set()
        self.turn = 0

    def results(self, what: str, given: Sequence[Sequence[Any]], loop: Callable[[int], Any]) -> Optional[List[Any]]:
        """What is returned at each point, or None where `loop`, which answers for one of them, is to be used.

        The first message is answered in both ways, and of each other one a point, in turn. Where they differ, and where many
        points cannot be taken at once, a warning says so, and they are not again.
        """
        call = self.subject.batched.get(what)
        if call is None or what in self.refused or len(given) < 2:
            return None
        try:
            found = call(*[np.stack(parts) for parts in zip(*given)])
        except Exception as error:
            self.refuse(what, f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}")
            return None
        rows = [apart(found, at) for at in range(len(given))]
        looked = [self.turn % len(given)] if what in self.tried else range(len(given))
        for at in looked:
            if bits(rows[at]) != bits(loop(at)):
                self.refuse(what, "results differ from those of one point after the other")
                return None
        self.tried.add(what)
        self.turn += 1
        return rows

    def refuse(self, what: str, reason: str) -> None:
        self.refused.add(what)
        warnings.warn(f"gradcheck: {self.subject.name}: vmap is not used for {what}: {reason}", stacklevel=2)


def apart(found: Any, at: int) -> Any:
    return tuple(None if part is None else part[at] for part in found) if isinstance(found, tuple) else found[at]


def bits(result: Any) -> List[Any]:
    """All that tells a result from others: one NaN is like another."""
    parts = result if isinstance(result, tuple) else (result,)
    arrays = [None if part is None else np.asarray(part) for part in parts]
    return [None if a is None else (a.shape, a.dtype, np.where(np.isnan(a), np.nan, a).astype(a.dtype).tobytes()) for a in arrays]
