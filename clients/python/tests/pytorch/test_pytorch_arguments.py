"""What PyTorch code takes that is no input, what of its inputs has no gradient, and what it returns."""

from conftest import engine

torch = engine("torch")

import gradcheck  # noqa: E402
from failure import fails  # noqa: E402


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
    class Dropped(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            ctx.save_for_backward(x)
            return x**3 + 0 * y

        @staticmethod
        def backward(ctx, dy):
            (x,) = ctx.saved_tensors
            return 3 * x * x * dy, None

    class Lost(Dropped):
        @staticmethod
        def forward(ctx, x, y):
            ctx.save_for_backward(x)
            return x**3 + y

    gradcheck.check(Dropped, x=(2,), y=(2,))
    fails(Lost, x=(2,), y=(2,), match=r"∂y\[\d\]/∂y\[\d\]")


def test_several_outputs_are_taken_together():
    gradcheck.check(lambda x: (x.sin(), {"second": x.argmax(), "third": x[:1] ** 2}), x=(2,), engine="torch")
