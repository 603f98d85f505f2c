"""Functions of tensors as functions of arrays, with the derivatives that autograd has of them."""

import importlib
from dataclasses import dataclass, replace
from typing import Any, Callable, List, Mapping, Optional, Sequence

import numpy as np
import torch

from .complex_pair import NAMES, Pairs
from .subject import Tensor, middle
from .tensor_setting import Setting


@dataclass(frozen=True)
class TensorMap:
    """A function of tensors: how they are made of arrays, and what is derived of it. All methods take one array for each input."""

    call: Callable[..., Any]
    """Takes one tensor for each input, and returns a tensor, or several, of which those of real and complex numbers count."""
    dtype: Any
    setting: Setting
    strided: bool = False

    def tensors(self, arrays: Sequence[Any]) -> List[Any]:
        made = [torch.from_numpy(np.ascontiguousarray(a)).to(self.setting.device, self.dtype) for a in arrays]
        return [apart(tensor) for tensor in made] if self.strided else made

    def forward(self, tensors: Sequence[Any]) -> Any:
        with self.setting.cast():
            return together(self.call(*tensors))

    def f(self, *xs: Any) -> Any:
        with torch.no_grad():
            return array(self.forward(self.tensors(xs)))

    def batch(self) -> "TensorMap":
        """The same at many points at once, as a first axis of each input."""

        def call(*tensors: Any) -> Any:
            return torch.func.vmap(lambda *xs: together(self.call(*xs)), randomness="same")(*tensors)

        return replace(self, call=call)

    def pairs(self, inputs: Mapping[str, Tensor], restore: Callable[[], None]) -> Optional[Pairs]:
        """What is to be told of complex numbers, if the function has any."""
        try:
            with torch.no_grad(), self.setting.held(), self.setting.cast():
                restore()
                places = imaginary(self.call(*self.tensors(middle(inputs))))
        except Exception:
            return None
        finally:
            restore()
        if places is None and not any(name.endswith(NAMES[1]) for name in inputs):
            return None
        return Pairs("plus", False if places is None else places)

    def gradients(self, tensors: Sequence[Any], cotangent: Any, again: bool = False) -> List[Any]:
        """The gradient of each tensor, or None; with `again` one that can be differentiated."""
        with torch.enable_grad():
            xs = [x if x.requires_grad else x.requires_grad_() for x in tensors]
            y = self.forward(xs)
            if not y.requires_grad:
                return [None] * len(xs)
            return list(torch.autograd.grad(y, xs, cotangent.reshape(y.shape).to(y.dtype), allow_unused=True, create_graph=again))

    def vjp(self, *args: Any) -> Any:
        *xs, cotangent = self.tensors(args)
        return tuple(None if g is None else array(g) for g in self.gradients(xs, cotangent))

    def jvp(self, *args: Any) -> Any:
        forward_mode: Any = importlib.import_module("torch.autograd.forward_ad")
        tensors = self.tensors(args)
        half = len(tensors) // 2
        with torch.enable_grad(), forward_mode.dual_level():
            duals = [forward_mode.make_dual(x, v) for x, v in zip(tensors[:half], tensors[half:])]
            y, tangent = forward_mode.unpack_dual(self.forward(duals))
            return array(torch.zeros_like(y) if tangent is None else tangent)

    def backward(self) -> "TensorMap":
        """The backward pass as a map: of the inputs and a cotangent, to the gradients of the inputs, one after the other."""

        def gradients(*tensors: Any) -> Any:
            *xs, cotangent = tensors
            found = self.gradients(xs, cotangent, again=True)
            return [torch.zeros_like(x) if g is None else g for x, g in zip(xs, found)]

        return replace(self, call=gradients)


def together(result: Any) -> Any:
    """A result as one tensor: several, in lists or dictionaries, one after the other, and complex numbers as pairs. Those of integers are left out where others are."""
    found: List[Any] = []
    collect(result, found)
    parts = [torch.view_as_real(tensor.resolve_conj()) if tensor.is_complex() else tensor for tensor in found]
    real = [tensor for tensor in parts if tensor.is_floating_point()] or parts
    if len(real) == 1:
        return real[0]
    return torch.cat([tensor.reshape(-1) for tensor in real])


def collect(result: Any, found: List[Any]) -> None:
    if isinstance(result, torch.Tensor):
        found.append(result)
    elif isinstance(result, (tuple, list)):
        for part in result:
            collect(part, found)
    elif isinstance(result, dict):
        collect(list(result.values()), found)
    elif result is not None:
        raise TypeError(f"f returned {type(result).__name__} where a tensor should be")


def imaginary(result: Any) -> Optional[Any]:
    """Where in `together(result)` imaginary parts stand, if there are any."""
    found: List[Any] = []
    collect(result, found)
    if not any(tensor.is_complex() for tensor in found):
        return None
    return array(together([torch.full_like(tensor, 1j if tensor.is_complex() else 0) for tensor in found])) > 0


def apart(tensor: Any) -> Any:
    """The same numbers, each with a number between it and the next: no code that takes them for contiguous reads them right."""
    if tensor.dim() == 0:
        return tensor
    wide = torch.full((*tensor.shape, 2), float("nan"), dtype=tensor.dtype, device=tensor.device)
    wide[..., 0] = tensor
    return wide[..., 0]


def array(tensor: Any) -> Any:
    """The numbers of a tensor; halves are widened."""
    # A gradient that is zero may have no memory of its own, and before PyTorch 2.0 an array of it is of whatever lies there
    tensor = tensor.detach().cpu().clone()
    return (tensor.float() if tensor.dtype in (torch.bfloat16, torch.float16) else tensor).numpy(force=True)


def state(modules: Sequence[Any], device: Any) -> Callable[[], None]:
    """Puts back the buffers of modules, and the random state of torch, as they are now."""
    random = torch.get_rng_state()
    here = torch.cuda.get_rng_state(device) if torch.device(device).type == "cuda" else None
    everything = [(module, {name: b.detach().clone() for name, b in module.named_buffers()}) for module in modules]
    kept = [(module, buffers) for module, buffers in everything if buffers]

    def restore() -> None:
        torch.set_rng_state(random)
        if here is not None:
            torch.cuda.set_rng_state(here, device)
        for module, buffers in kept:
            with torch.no_grad():
                for name, buffer in module.named_buffers():
                    if name in buffers:
                        buffer.copy_(buffers[name])

    return restore
