"""In which ways PyTorch code is checked: second order, forward mode, precisions, memory layouts, constants, compiled code. Each has a mistake that it alone sees."""

import inspect
import math
import re

import numpy as np
import pytest

from conftest import engine, since

torch = engine("torch")

import gradcheck  # noqa: E402
from gradcheck.pytorch import of_torch  # noqa: E402
from gradcheck.tensor_map import array  # noqa: E402


def fails(*args, match, **given):
    with pytest.raises(AssertionError, match=match) as raised:
        gradcheck.check(*args, **given)
    return str(raised.value)


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, dy):
        (x,) = ctx.saved_tensors
        return 3 * x * x * dy


class CubeOfHiddenSquare(Cube):
    """Right in first order. The square is no input, so that the second derivative misses what depends on it."""

    @staticmethod
    def forward(ctx, x):
        ctx.square = (x * x).detach()
        return x**3

    @staticmethod
    def backward(ctx, dy):
        return 3 * ctx.square * dy


def test_the_backward_pass_is_held_to_its_own_derivative():
    assert "Cube backward" in gradcheck.check(Cube, x=(3,), double=True)
    gradcheck.check(CubeOfHiddenSquare, x=(3,))
    said = fails(CubeOfHiddenSquare, x=(3,), double=True, match="✗ CubeOfHiddenSquare backward")
    assert "✓ CubeOfHiddenSquare " in said


def test_the_second_order_of_a_module_passes():
    torch.manual_seed(0)
    gradcheck.check(torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Tanh()).double(), x=(2, 2), double=True)


class WrongForward(Cube):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_forward(x)
        return x**3

    @staticmethod
    def jvp(ctx, v):
        return 2 * ctx.saved_tensors[0] * v


class RightForward(WrongForward):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return WrongForward.forward(ctx, x)

    @staticmethod
    def jvp(ctx, v):
        return 3 * ctx.saved_tensors[0] ** 2 * v


def test_a_forward_mode_of_its_own_is_checked_beside_reverse_mode():
    gradcheck.check(RightForward, x=(2,))
    fails(WrongForward, x=(2,), match="jvp-matches-differences")


def test_forward_mode_of_a_module_is_checked_where_it_is_asked_for():
    report = gradcheck.check(torch.nn.Linear(2, 2).double(), x=(1, 2), forward=True, flags=["--verbose"])
    assert "jvp-matches-differences" in report


class Exponential(torch.nn.Module):
    """Right in itself in any precision, though perhaps another function than in float64."""

    def __init__(self, another):
        super().__init__()
        self.rate = torch.nn.Parameter(torch.tensor([0.5]))
        self.another = another

    def forward(self, x):
        factor = 2.0 if self.another and x.dtype != torch.float64 else 1.0
        return torch.exp(factor * self.rate * x)


def test_single_precision_is_held_to_a_copy_in_float64():
    assert "1 right" in gradcheck.check(Exponential(False), x=(2,))
    fails(Exponential(True), x=(2,), match="matches-reference")
    assert "1 right" in gradcheck.check(Exponential(True), x=(2,), reference=False)


def test_halves_are_held_to_such_a_copy_where_it_is_asked_for():
    halves = Exponential(True).to(torch.bfloat16)
    assert "1 right" in gradcheck.check(halves, x=(2,))
    (asked,) = of_torch(halves, x=(2,), reference=True)
    x, rate = np.array([0.5, -1.0]), np.array([0.25])
    assert np.array_equal(asked.claims["reference"](x, rate), np.exp(0.25 * x))


def test_what_has_kinks_is_held_to_such_a_copy_only_where_it_is_asked_for():
    assert "reference" in of_torch(torch.nn.GELU(), x=(2,), precision="float32")[0].claims
    assert "reference" not in of_torch(torch.nn.ReLU(), x=(2,), precision="float32")[0].claims
    assert "reference" in of_torch(torch.nn.ReLU(), x=(2,), precision="float32", reference=True)[0].claims


def test_a_reference_may_be_given():
    layer = torch.nn.Softplus()
    gradcheck.check(layer, x=(2, 3), precision="float32", reference=lambda x: torch.log(1 + torch.exp(x)))
    fails(layer, x=(2, 3), precision="float32", reference=lambda x: torch.log(2 + torch.exp(x)), match="matches-reference")
    linear = torch.nn.Linear(2, 1)
    gradcheck.check(linear, x=(1, 2), reference=lambda x, w, b: x @ w.T + b)
    fails(linear, x=(1, 2), reference=lambda x, w, b: x @ w.T - b, match="matches-reference")


def test_a_reference_may_be_a_builtin_which_has_no_signature():
    with pytest.raises(ValueError):
        inspect.signature(torch.sin)
    gradcheck.check(torch.nn.Tanh(), x=(2,), reference=torch.tanh)
    fails(torch.nn.Tanh(), x=(2,), reference=torch.sin, match="matches-reference")
    linear = torch.nn.Linear(2, 1)
    gradcheck.check(linear, x=(1, 2), reference=torch.nn.functional.linear)

    class Scaled(torch.nn.Tanh):
        def __init__(self):
            super().__init__()
            self.none = torch.nn.Parameter(torch.zeros(2))

    gradcheck.check(Scaled(), x=(2,), reference=torch.tanh)


class FlatMemory(torch.autograd.Function):
    """A backward pass that reads the memory of its input as if its entries were one after the other."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.relu(x)

    @staticmethod
    def backward(ctx, dy):
        (x,) = ctx.saved_tensors
        memory = torch.as_strided(x, x.shape, torch.empty(x.shape).stride(), x.storage_offset())
        return dy * (memory > 0)


def test_inputs_with_gaps_in_memory():
    gradcheck.check(torch.nn.ReLU(), x=(2, 3), strided=True)
    gradcheck.check(FlatMemory, x=(2, 3))
    fails(FlatMemory, x=(2, 3), strided=True, match="✗ FlatMemory strided")


def test_inputs_without_entries():
    linear = torch.nn.Linear(3, 2).double()
    assert "nothing to measure" in gradcheck.check(linear, x=(0, 3))
    assert "✓ Concat" in gradcheck.check(lambda x, y: torch.cat([x, y]) ** 2, x=(0, 2), y=(2, 2), engine="torch", name="Concat")

    class Stuck(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone()

        @staticmethod
        def backward(ctx, dy):
            return dy / dy.max()

    fails(Stuck, x=(0, 3), match="vjp raises")


def test_masks_and_labels_are_constants():
    labels = torch.tensor([0, 2])
    gradcheck.check(torch.nn.CrossEntropyLoss(), input=(2, 3), target=labels)
    mask = torch.tensor([[True, False], [True, True]])
    gradcheck.check(lambda x, m: x.masked_fill(m, 0.0) ** 2, x=(2, 2), m=mask, engine="torch")

    class Masked(torch.autograd.Function):
        @staticmethod
        def forward(ctx, m, x):
            ctx.save_for_backward(m)
            return x * m

        @staticmethod
        def backward(ctx, dy):
            return None, dy

    said = fails(Masked, m=torch.tensor([1.0, 0.0]), x=(2,), match="are wrong|is wrong")
    assert "x[1]" in said


def test_a_missing_gradient_is_zero():
    class Dropped(Cube):
        @staticmethod
        def forward(ctx, x, y):
            ctx.save_for_backward(x)
            return x**3 + 0 * y

        @staticmethod
        def backward(ctx, dy):
            return Cube.backward(ctx, dy), None

    class Lost(Dropped):
        @staticmethod
        def forward(ctx, x, y):
            ctx.save_for_backward(x)
            return x**3 + y

    gradcheck.check(Dropped, x=(2,), y=(2,))
    fails(Lost, x=(2,), y=(2,), match=r"∂y\[\d\]/∂y\[\d\]")


def test_a_gradient_that_torch_holds_as_a_tensor_without_memory_is_zero():
    gradcheck.check(torch.sgn, x=(1,), engine="torch")
    x = torch.ones(1, requires_grad=True)
    without = torch.autograd.grad(torch.sgn(x), x, torch.ones(1))[0]
    for _ in range(100):
        # What lies in memory that is freed here is what an array without memory of its own would have
        torch.full((1,), 7.25)
        assert array(without) == 0


def test_several_outputs_are_taken_together():
    gradcheck.check(lambda x: (x.sin(), {"second": x.argmax(), "third": x[:1] ** 2}), x=(2,), engine="torch")


@since("2.0", "torch.compile")
def test_compiled_code_is_held_to_the_code_it_was_made_of():
    def backend(graph, _):
        def wrong(*args):
            return [2 * y for y in graph(*args)]

        return wrong

    gradcheck.check(torch.nn.Tanh(), x=(2,), compiled="eager")
    said = fails(torch.nn.Tanh(), x=(2,), compiled=backend, match="✗ Tanh compiled")
    assert "matches-reference" in said and "✓ Tanh " in said


def test_a_torch_that_compiles_nothing_is_told_which_does(monkeypatch):
    monkeypatch.delattr(torch, "compile", raising=False)
    with pytest.raises(RuntimeError, match=rf"^gradcheck: compiled needs PyTorch 2\.0 or newer, and this is {re.escape(torch.__version__)}$"):
        gradcheck.check(torch.nn.Tanh(), x=(2,), compiled=True)


def test_an_arithmetic_is_apart_from_the_type_and_put_back():
    before = torch.get_float32_matmul_precision(), torch.get_num_threads()
    seen = []

    class Watching(torch.nn.Linear):
        def forward(self, x):
            y = super().forward(x)
            seen.append((torch.get_float32_matmul_precision(), y.dtype, torch.get_num_threads()))
            return y

    gradcheck.check(Watching(4, 2), x=(2, 4))
    assert seen[-1] == ("highest", torch.float32, 1)
    gradcheck.check(Watching(4, 2), x=(2, 4), arithmetic="tf32")
    assert seen[-1][0] == "high"
    gradcheck.check(Watching(4, 2), x=(2, 4), arithmetic="autocast:bfloat16")
    assert any(dtype == torch.bfloat16 for _, dtype, _ in seen)
    assert before == (torch.get_float32_matmul_precision(), torch.get_num_threads())
    with pytest.raises(ValueError, match="arithmetic='fp8' is none of highest, tf32, autocast:bfloat16 and autocast:float16"):
        gradcheck.check(Watching(4, 2), x=(2, 4), arithmetic="fp8")


def test_tensors_stay_on_their_device():
    if not torch.cuda.is_available():
        pytest.skip("there is no GPU")
    seen = set()

    def watched(x):
        seen.add(x.device.type)
        return x.tanh()

    gradcheck.check(watched, x=(2, 3), engine="torch", device="cuda")
    assert seen == {"cuda"}


def test_a_running_state_is_put_back_for_every_point():
    class Running(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("mean", torch.zeros(2, dtype=torch.float64))

        def forward(self, x):
            self.mean += 0.1 * x.detach()
            return x * (1 + self.mean.abs().sum().detach() * 0) + math.pi

    module = Running()
    gradcheck.check(module, x=(2,))
    assert module.mean.tolist() == [0, 0]
