"""PyTorch: autograd functions, modules and functions of tensors as subjects, whose claims are what autograd derives of them."""

import contextlib
import copy
import functools
import importlib
import inspect
import warnings
from dataclasses import dataclass, replace
from typing import Any, Callable, Dict, List, Optional, Sequence

import numpy as np
import torch

from .smoothness import is_smooth
from .subject import Arguments, Subject, Tensor, middle, options, paired, written
from .tensor_map import TensorMap, state
from .tensor_setting import Setting

DTYPES = {"float64": torch.float64, "float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}

PARTS = {torch.complex128: torch.float64, torch.complex64: torch.float32}
"""The types of the two parts of complex numbers."""

SWITCHES = ("forward", "double", "strided", "compiled", "vmap", "device", "arithmetic", "reference")
"""What may be said of a target of torch beside what may be said of any."""

NEWER = f"needs PyTorch 2.0 or newer, and this is {torch.__version__}"
"""What is said of a switch for which this torch is too old."""

SMOOTH = "smooth"
"""Said of a reference that is taken where it is smooth: in less than float64 points near kinks cost a hundred times as much as others."""

FAR = 0.1
"""A reference is none that is further from f than this part of the largest output where both draw random numbers: they may draw others."""


@dataclass
class Target:
    """What is to be checked: a function of tensors, with parameters as further inputs, and the modules whose buffers it may change."""

    name: str
    call: Callable[..., Any]
    """Takes one tensor for each argument, and for each parameter."""
    exact: Callable[..., Any]
    """The same in float64."""
    dtype: Any
    device: Any = "cpu"
    parameters: Arguments = Arguments({}, {}, ())
    modules: Sequence[Any] = ()
    has_jvp: bool = False
    source: Any = None


def of_torch(target: Any, /, **given: Any) -> List[Subject]:
    """The subjects of a torch.nn.Module, of a class of torch.autograd.Function, or of a function of tensors.

    After the first comes that of its backward pass, with `double`, and that which torch.compile makes of it, with `compiled`.
    Raises TypeError where the target is none, or is not of the precision that is said, ValueError where a switch is none, and
    RuntimeError where torch is too old for it.
    """
    switches = {key: given.pop(key) for key in SWITCHES if key in given and not isinstance(given[key], (tuple, Tensor))}
    said, taken = options(given)
    what = target_of(target, said)
    setting = Setting(switches.get("arithmetic", "highest"), switches.get("device", what.device), entries(what, taken))
    inputs = {**taken.inputs, **what.parameters.inputs}
    plain = TensorMap(with_constants(what.call, taken, setting, what.dtype), what.dtype, setting, bool(switches.get("strided")))
    common = {
        "precision": setting.precision(str(what.dtype).partition(".")[2]),
        "traits": said.get("traits", {}),
        "deterministic": said.get("deterministic", False),
        "inputs": inputs,
        "restore": state(what.modules, setting.device),
        "setting": setting.held,
        "engines": setting.told(),
        **written(what.source),
    }
    name = said.get("name", what.name) + (" strided" if switches.get("strided") else "")
    # Of halves too few digits are left for claims to be told from those of the reference
    automatic = common["precision"] not in ("bfloat16", "float16")
    reference = reference_of(what, taken, plain, common, switches.get("reference", SMOOTH if automatic else False))
    claims = {"vjp": plain.vjp, **({"reference": reference.f} if reference else {}), **said["claims"]}
    if switches.get("forward", what.has_jvp):
        claims["jvp"] = plain.jvp
    pairs = functools.partial(plain.pairs, inputs, common["restore"])
    # A claim that is given is of one point
    batched = {what: many for what, many in batches_of(name, plain).items() if what not in said["claims"]} if switches.get("vmap") else {}
    subjects = [Subject(name=name, f=plain.f, claims=claims, pairs=pairs, batched=batched, **common)]
    if switches.get("double"):
        subjects.append(backward_of(name, plain, common))
    if switches.get("compiled"):
        subjects.append(compiled_of(subjects[0], plain, switches["compiled"]))
    return subjects


def entries(what: Target, taken: Arguments) -> int:
    return sum(tensor.size for tensor in [*taken.inputs.values(), *what.parameters.inputs.values()])


def target_of(target: Any, said: Dict[str, Any]) -> Target:
    if isinstance(target, torch.nn.Module):
        return of_module(target, said)
    dtype = DTYPES[said.get("precision", "float64")]
    if inspect.isclass(target) and issubclass(target, torch.autograd.Function):
        apply = getattr(target, "apply")
        own = getattr(target, "jvp") is not getattr(torch.autograd.Function, "jvp")
        return Target(target.__name__, apply, apply, dtype, has_jvp=own, source=target)
    if not callable(target) or inspect.isclass(target):
        raise TypeError(f"gradcheck: {target!r} is neither a torch.nn.Module nor a class of torch.autograd.Function")
    return Target(getattr(target, "__name__", type(target).__name__), target, target, dtype, source=target)


def of_module(module: Any, said: Dict[str, Any]) -> Target:
    """A module, whose inputs are followed by the parameters that require a gradient, within twice their largest entry.

    The module computes in the type of its first parameter, or as `precision` says.
    """
    live = {name: p for name, p in module.named_parameters() if p.requires_grad}
    first = next(iter(live.values()), None)
    default = "float64" if first is None else str(PARTS.get(first.dtype, first.dtype)).partition(".")[2]
    precision = said.get("precision", default)
    dtypes = {p.dtype for p in live.values() if PARTS.get(p.dtype, p.dtype) != DTYPES[precision]}
    if dtypes:
        raise TypeError(f"gradcheck: the module has parameters of {dtypes.pop()} and is to be checked in {precision}: convert it before")
    widths = {name: 2 * float(p.detach().abs().max()) or 1.0 for name, p in live.items() if p.numel() > 0}
    tensors = {name: Tensor(tuple(live[name].shape), -width, width, live[name].is_complex()) for name, width in widths.items()}
    parameters = Arguments(paired(tensors), {}, tuple(tensors), torch.complex)
    copied = [module] if precision == "float64" else in_double(module)
    dtype, device = DTYPES[precision], "cpu" if first is None else first.device
    call, exact = (with_parameters(each, parameters) for each in (module, copied[-1]))
    kind = type(module)
    return Target(kind.__name__, call, exact, dtype, device, parameters=parameters, modules=[module, *copied], source=kind)


def in_double(module: Any) -> List[Any]:
    """A copy in float64; none where it cannot be copied."""
    wide = {torch.complex64: torch.complex128, torch.float32: torch.float64}
    try:
        made = copy.deepcopy(module).double()
        return [made._apply(lambda tensor: tensor.to(wide.get(tensor.dtype, tensor.dtype)))]
    except (RuntimeError, TypeError, NotImplementedError):
        return [module]


def with_parameters(module: Any, parameters: Arguments) -> Callable[..., Any]:
    """A module as a function of its arguments and, after them, of the inputs that its parameters are."""
    place = torch.func if hasattr(torch, "func") else importlib.import_module("torch.nn.utils.stateless")
    functional_call = getattr(place, "functional_call")

    def call(*tensors: Any) -> Any:
        count = len(tensors) - len(parameters.inputs)
        return functional_call(module, dict(zip(parameters.order, parameters.placed(tensors[count:]))), tuple(tensors[:count]))

    return call


def with_constants(call: Callable[..., Any], taken: Arguments, setting: Setting, dtype: Any) -> Callable[..., Any]:
    """A function of the inputs alone. Constants that are real numbers are of its type."""
    held = {name: torch.as_tensor(value).to(setting.device) for name, value in taken.constants.items()}
    real = {name: value.to(dtype) if value.is_floating_point() else value for name, value in held.items()}
    placed = replace(taken, constants=real, join=torch.complex).placed
    return lambda *tensors: call(*placed(tensors))


def reference_of(what: Target, taken: Arguments, plain: TensorMap, common: Dict[str, Any], given: Any) -> Optional[TensorMap]:
    """What f is held to: the function that is given, or where f computes in less than float64 the same in float64, if it is one."""
    exactly = Setting("highest", plain.setting.device, plain.setting.entries)
    if callable(given):
        return TensorMap(with_constants(accepting(given, len(taken.order), what.parameters), taken, exactly, torch.float64), torch.float64, exactly)
    if not given or (what.dtype == torch.float64 and plain.setting.half is None):
        return None
    exact = TensorMap(with_constants(what.exact, taken, exactly, torch.float64), torch.float64, exactly)
    point = middle(common["inputs"])
    try:
        with exactly.held():
            common["restore"]()
            wanted = exact.f(*point)
        with plain.setting.held():
            common["restore"]()
            before = torch.get_rng_state()
            found = plain.f(*point)
            draws = not torch.equal(before, torch.get_rng_state())
        if given is SMOOTH and not is_smooth_here(exact, common):
            return None
    except Exception:
        return None
    finally:
        common["restore"]()
    same = wanted.shape == found.shape and wanted.dtype == np.float64
    alike = same and (not draws or bool(np.max(np.abs(wanted - found), initial=0.0) <= FAR * np.max(np.abs(wanted), initial=0.0)))
    return exact if alike else None


def is_smooth_here(exact: TensorMap, common: Dict[str, Any]) -> bool:
    def f(*xs: Any) -> Any:
        common["restore"]()
        return exact.f(*xs)

    with exact.setting.held():
        return is_smooth(f, list(common["inputs"].values()))


def accepting(reference: Any, count: int, parameters: Arguments) -> Callable[..., Any]:
    """A reference that is called with all tensors, or, if it does not take so many, with those of the arguments alone."""

    def call(*tensors: Any) -> Any:
        given = [*tensors[:count], *parameters.placed(tensors[count:])]
        try:
            inspect.signature(reference).bind(*given)
        except TypeError:
            return reference(*given[:count])
        except ValueError:
            # Many a builtin has no signature, and is tried
            with contextlib.suppress(TypeError):
                return reference(*given)
            return reference(*given[:count])
        return reference(*given)

    return call


def backward_of(name: str, plain: TensorMap, common: Dict[str, Any]) -> Subject:
    """The backward pass as a subject of its own: a map of the inputs and of dy, whose derivative is the double backward pass."""
    with plain.setting.held():
        shape = plain.f(*middle(common["inputs"], 0.5)).shape
    common["restore"]()
    second = plain.backward()
    inputs = {**common["inputs"], "dy": Tensor(tuple(shape))}
    return Subject(name=f"{name} backward", f=second.f, claims={"vjp": second.vjp}, **{**common, "inputs": inputs})


def batches_of(name: str, plain: TensorMap) -> Dict[str, Callable[..., Any]]:
    """What takes many points at once. A torch without torch.func has nothing that does, which a warning tells."""
    if not hasattr(torch, "func"):
        warnings.warn(f"gradcheck: {name}: vmap is not used: it {NEWER}", stacklevel=3)
        return {}
    batch = plain.batch()
    return {"f": batch.f, "vjp": batch.vjp, "jvp": batch.jvp}


def compiled_of(eager: Subject, plain: TensorMap, backend: Any) -> Subject:
    """What torch.compile makes of the function, held to it as well. Raises RuntimeError where torch has none."""
    if not hasattr(torch, "compile"):
        raise RuntimeError(f"gradcheck: compiled {NEWER}")
    made = replace(plain, call=torch.compile(plain.call, backend="inductor" if backend is True else backend, dynamic=False))
    claims = {"vjp": made.vjp, "reference": eager.claims.get("reference", eager.f)}
    return replace(eager, name=f"{eager.name} compiled", f=made.f, claims=claims, batched={})
