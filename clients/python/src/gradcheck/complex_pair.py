"""Complex numbers as pairs of real ones: z.real and z.imag of an input, and of an output the two side by side."""

from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, Sequence, Tuple

import numpy as np

Claim = Callable[..., Any]

NAMES = (".real", ".imag")
"""What follows the name of a complex input in those of its two parts."""

GRADIENTS = {
    "plus": "∂L/∂re + i·∂L/∂im, as PyTorch has it (the conjugate Wirtinger derivative, doubled)",
    "minus": "∂L/∂re − i·∂L/∂im, as JAX has it (the Wirtinger derivative, doubled)",
}
"""What the gradient of a real L by a complex number is: engines have one or the other, which is its conjugate."""

FORGOTTEN = "a forgotten conjugate: all is right where the gradient{of} is that of the conjugate cotangent, conjugated"
"""What is said of a claim that is right in the other convention."""


@dataclass(frozen=True)
class Pairs:
    """The complex numbers of a subject: what its gradients are by them, and at which places of its output imaginary parts stand."""

    convention: str
    imaginary: Any

    @property
    def notes(self) -> List[str]:
        """What a reader of the report must know."""
        return [
            "complex numbers are pairs: an input z is z.real and z.imag, and in y the imaginary part of a number follows the real part",
            f"a gradient by complex numbers is {GRADIENTS[self.convention]}",
        ]

    def suspects(self, claims: Mapping[str, Claim], inputs: Sequence[str]) -> List[Tuple[str, Dict[str, Claim]]]:
        """Other claims, each with what the mistake looks like if those are right: the conjugate of all inputs, or of a complex one."""
        names = [name[: -len(NAMES[1])] for name in inputs if name.endswith(NAMES[1])]
        of: List[Tuple[str, Sequence[str]]] = [("", inputs)]
        of += [(f" of {name}", [name + part for part in NAMES]) for name in names if len(inputs) > len(NAMES)]
        kept = {what: claim for what, claim in claims.items() if what == "reference"}
        back = {what: claim for what, claim in claims.items() if what in ("vjp", "gradient")}
        turned = [{what: self.conjugated(what, claim, inputs, some) for what, claim in back.items()} for _, some in of]
        return [(FORGOTTEN.format(of=text), {**kept, **made}) for (text, _), made in zip(of, turned)]

    def conjugated(self, what: str, claim: Claim, inputs: Sequence[str], some: Sequence[str]) -> Claim:
        """A claim whose gradients of some inputs are of the other convention."""
        signs = np.where(self.imaginary, -1.0, 1.0).ravel()

        def other(*args: Any) -> Any:
            once = together(claim(*args))
            if what == "vjp":
                args = (*args[:-1], (args[-1].ravel() * signs).reshape(args[-1].shape).astype(args[-1].dtype))
            twice = together(claim(*args))
            return tuple(mirrored(name, b) if name in some else a for name, a, b in zip(inputs, once, twice))

        return other


def together(gradients: Any) -> Sequence[Any]:
    return gradients if isinstance(gradients, tuple) else (gradients,)


def mirrored(name: str, gradient: Any) -> Any:
    return -gradient if gradient is not None and name.endswith(NAMES[1]) else gradient


def joined(real: Any, imag: Any) -> Any:
    """The complex array of two. No product with i makes NaN of infinities."""
    made = np.empty(np.shape(real), np.result_type(real, np.complex64))
    made.real, made.imag = real, imag
    return made


def parts(gradient: Any) -> Tuple[Any, Any]:
    """The gradients of the two inputs that a complex one is."""
    return (None, None) if gradient is None else (np.real(gradient), np.imag(gradient))


def separate(y: Any) -> Any:
    """An output as real numbers: of complex ones, the pairs along a last axis."""
    return np.stack((np.real(y), np.imag(y)), -1) if np.iscomplexobj(y) else y


def like(numbers: Any, y: Any) -> Any:
    """A cotangent of `separate(y)` as one of y."""
    return joined(numbers[..., 0], numbers[..., 1]) if np.iscomplexobj(y) else numbers


def imaginary(y: Any) -> Any:
    """Where in `separate(y)` imaginary parts stand."""
    return separate(np.full_like(y, 1j)) > 0 if np.iscomplexobj(y) else np.zeros(np.shape(y), bool)
