"""Tensors of PyTorch with gaps in memory, without entries and without memory."""

from conftest import engine

torch = engine("torch")

import gradcheck  # noqa: E402
from failure import fails  # noqa: E402
from gradcheck.tensor_map import array  # noqa: E402


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


def test_a_gradient_that_torch_holds_as_a_tensor_without_memory_is_zero():
    gradcheck.check(torch.sgn, x=(1,), engine="torch")
    x = torch.ones(1, requires_grad=True)
    without = torch.autograd.grad(torch.sgn(x), x, torch.ones(1))[0]
    for _ in range(100):
        # What lies in memory that is freed here is what an array without memory of its own would have
        torch.full((1,), 7.25)
        assert array(without) == 0
