"""Second order and forward mode of PyTorch code. Each has a mistake that it alone sees."""

from conftest import engine

torch = engine("torch")

import gradcheck  # noqa: E402
from failure import fails  # noqa: E402


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
