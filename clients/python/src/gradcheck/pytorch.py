"""PyTorch: autograd functions and modules as subjects, whose claim is what autograd derives of them."""

import inspect
from typing import Any, Callable, Dict, List, Sequence

import numpy as np
import torch

from .subject import Subject, Tensor, options, written

DTYPES = {"float64": torch.float64, "float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


def of_torch(target: Any, **given: Any) -> Subject:
    """The subject of a torch.nn.Module, or of a class of torch.autograd.Function."""
    said, inputs = options(given)
    if isinstance(target, torch.nn.Module):
        return of_module(target, said, inputs)
    if not (inspect.isclass(target) and issubclass(target, torch.autograd.Function)):
        raise TypeError(f"gradcheck: {target!r} is neither a torch.nn.Module nor a class of torch.autograd.Function")
    dtype = DTYPES[said.get("precision", "float64")]
    return derived(getattr(target, "apply"), dtype, {"name": target.__name__, **said, "inputs": inputs, "restore": randomness(), **written(target)})


def of_module(module: Any, said: Dict[str, Any], inputs: Dict[str, Tensor]) -> Subject:
    """The subject of a module: its inputs, and the parameters that require a gradient, within twice their largest entry.

    The module computes in the type of its first parameter, or as `precision` says. A buffer that it changes is put back.
    """
    live = {name: p for name, p in module.named_parameters() if p.requires_grad}
    first = next(iter(live.values()), None)
    default = "float64" if first is None else str(first.dtype).partition(".")[2]
    precision = said.setdefault("precision", default)
    dtypes = {p.dtype for p in live.values()} - {DTYPES[precision]}
    if dtypes:
        raise TypeError(f"gradcheck: the module has parameters of {dtypes.pop()} and is to be checked in {precision}: convert it before")
    widths = {name: 2 * float(p.detach().abs().max()) or 1.0 for name, p in live.items()}
    parameters = {name: Tensor(tuple(p.shape), -widths[name], widths[name]) for name, p in live.items() if p.numel() > 0}
    count = len(inputs)

    def call(*tensors: Any) -> Any:
        return with_parameters(module, dict(zip(parameters, tensors[count:])), tensors[:count])

    everything = {"name": type(module).__name__, **said, "inputs": {**inputs, **parameters}, **written(type(module))}
    return derived(call, DTYPES[precision], {**everything, "restore": state(module)})


def with_parameters(module: Any, parameters: Dict[str, Any], inputs: Sequence[Any]) -> Any:
    """What a module returns with other parameters."""
    try:
        from torch.func import functional_call
    except ImportError:
        from torch.nn.utils.stateless import functional_call
    return functional_call(module, parameters, tuple(inputs))


def derived(call: Callable[..., Any], dtype: Any, said: Dict[str, Any]) -> Subject:
    """The subject of a function of tensors, with the vjp that autograd derives."""

    def tensors(arrays: Sequence[Any]) -> List[Any]:
        return [torch.from_numpy(np.ascontiguousarray(a)).to(dtype) for a in arrays]

    def f(*xs: Any) -> Any:
        with torch.no_grad():
            return array(call(*tensors(xs)))

    def vjp(*args: Any) -> Any:
        *xs, cotangent = tensors(args)
        with torch.enable_grad():
            xs = [x.requires_grad_() for x in xs]
            y = call(*xs)
            if not y.requires_grad:
                return [None] * len(xs)
            return [None if g is None else array(g) for g in torch.autograd.grad(y, xs, cotangent.reshape(y.shape), allow_unused=True)]

    claims = {"vjp": lambda *args: tuple(vjp(*args)), **said["claims"]}
    return Subject(**{**said, "claims": claims, "f": f, "engines": {"torch": str(torch.__version__)}})


def array(tensor: Any) -> Any:
    """The numbers of a tensor; halves are widened."""
    tensor = tensor.detach().cpu()
    return (tensor.float() if tensor.dtype in (torch.bfloat16, torch.float16) else tensor).numpy()


def randomness() -> Callable[[], None]:
    """Puts back the random state of torch as it is now."""
    now = torch.get_rng_state()
    return lambda: torch.set_rng_state(now)


def state(module: Any) -> Callable[[], None]:
    """Puts back the buffers of a module, and the random state, as they are now."""
    random = randomness()
    buffers = {name: b.detach().clone() for name, b in module.named_buffers()}

    def restore() -> None:
        random()
        with torch.no_grad():
            for name, buffer in module.named_buffers():
                if name in buffers:
                    buffer.copy_(buffers[name])

    return restore
