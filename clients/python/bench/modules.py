"""Twenty right modules and functions of PyTorch, and twenty with a mistake that people make. Each with its inputs."""

import torch
from torch import nn

from gradcheck import Tensor


def function(name, forward, backward=None):
    """An autograd Function: of its forward pass, and of a backward pass that takes dy and the inputs, that of autograd if omitted."""

    class Made(torch.autograd.Function):
        @staticmethod
        def forward(ctx, *xs):
            ctx.save_for_backward(*xs)
            return forward(*xs)

        @staticmethod
        def backward(ctx, dy):
            xs = ctx.saved_tensors
            if backward:
                return backward(dy, *xs)
            with torch.enable_grad():
                ys = [x.detach().requires_grad_() for x in xs]
                return torch.autograd.grad(forward(*ys), ys, dy)

    Made.__name__ = name
    return Made


class Attention(nn.Module):
    """A block of self-attention, with a residual connection and a norm before it."""

    def __init__(self, size):
        super().__init__()
        self.norm, self.all, self.out = nn.LayerNorm(size), nn.Linear(size, 3 * size), nn.Linear(size, size)

    def forward(self, x):
        q, k, v = self.all(self.norm(x)).chunk(3, -1)
        return x + self.out(torch.softmax(q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5, -1) @ v)


def right():
    """Name, target and inputs of each right one, all in float32."""
    torch.manual_seed(3)
    normed = nn.BatchNorm1d(3)
    return [
        ("Linear", nn.Linear(3, 2), {"x": (2, 3)}),
        ("Linear and GELU", nn.Sequential(nn.Linear(4, 3), nn.GELU()), {"x": (2, 4)}),
        ("Linear and tanh twice", nn.Sequential(nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 2), nn.Tanh()), {"x": (2, 3)}),
        ("LayerNorm", nn.LayerNorm(4), {"x": (2, 4)}),
        ("RMSNorm", nn.RMSNorm(4), {"x": (2, 4)}),
        ("BatchNorm1d", normed, {"x": (4, 3)}),
        ("BatchNorm1d and Dropout", nn.Sequential(nn.BatchNorm1d(2), nn.Dropout(0.5)), {"x": (3, 2)}),
        ("Conv1d", nn.Conv1d(2, 2, 3, padding=1), {"x": (1, 2, 5)}),
        ("Conv2d, stride 2", nn.Conv2d(1, 2, 3, stride=2), {"x": (1, 1, 5, 5)}),
        ("ConvTranspose1d", nn.ConvTranspose1d(2, 1, 3), {"x": (1, 2, 3)}),
        ("Attention", Attention(3), {"x": (2, 3)}),
        ("GRUCell", nn.GRUCell(2, 2), {"x": (1, 2), "h": (1, 2)}),
        ("Bilinear", nn.Bilinear(2, 2, 2), {"x": (2, 2), "y": (2, 2)}),
        ("CrossEntropyLoss", nn.CrossEntropyLoss(), {"input": (3, 4), "target": torch.tensor([0, 3, 1])}),
        ("SiLU", nn.SiLU(), {"x": (2, 3)}),
        ("LeakyReLU", nn.LeakyReLU(), {"x": (6,)}),
        ("MaxPool1d", nn.MaxPool1d(2), {"x": (1, 2, 6)}),
        ("Softmax", nn.Softmax(-1), {"x": (2, 4)}),
        ("swish Function", function("Swish", lambda x, b: x * torch.sigmoid(b * x)), {"x": (4,), "b": (1,)}),
        ("clamped logarithm", function("ClampedLog", lambda x: x.clamp(min=0.1).log()), {"x": Tensor((4,), 0.0, 2.0)}),
    ]


def normed_wrongly(dy, x, g, b):
    """Without what the variance adds."""
    rstd = (x.var(-1, keepdim=True, unbiased=False) + 1e-5).rsqrt()
    h, d = (x - x.mean(-1, keepdim=True)) * rstd, dy * g
    return (d - d.mean(-1, keepdim=True)) * rstd, (dy * h).sum(0), dy.sum(0)


def layer_norm(x, g, b):
    return torch.nn.functional.layer_norm(x, x.shape[-1:], g, b)


def attended_wrongly(dy, q, k, v):
    """Without the scale in what the keys get."""
    scale = q.shape[-1] ** 0.5
    p = torch.softmax(q @ k.T / scale, -1)
    dp = dy @ v.T
    ds = p * (dp - (dp * p).sum(-1, keepdim=True))
    return ds @ k / scale, ds.T @ q, p.T @ dy


def scattered_once(dy, x):
    """A gather that writes where it should add."""
    dx = torch.zeros_like(x)
    dx[torch.tensor([0, 2, 0])] = dy
    return dx


def padded(dy, w):
    return torch.nn.functional.conv1d(dy.reshape(1, 1, -1), w.reshape(1, 1, -1), padding=w.numel() - 1).reshape(-1)


def wrong():
    """The same of each wrong one."""
    sigmoid, softmax = torch.sigmoid, torch.softmax
    conv = lambda x, w: torch.nn.functional.conv1d(x.reshape(1, 1, -1), w.reshape(1, 1, -1)).reshape(-1)  # noqa: E731
    flipped = lambda dy, x, w: (padded(dy, w), conv(x, dy))  # noqa: E731
    gelu = lambda x: torch.nn.functional.gelu(x)  # noqa: E731
    tanh_gelu = lambda dy, x: torch.autograd.functional.vjp(lambda y: torch.nn.functional.gelu(y, approximate="tanh"), x, dy)[1]  # noqa: E731
    cases = [
        ("tanh′ × 1.0001", torch.tanh, lambda dy, x: dy * (1 - x.tanh() ** 2) * 1.0001, {"x": (3,)}),
        ("tanh′ = 0 for x > 3", torch.tanh, lambda dy, x: dy * (1 - x.tanh() ** 2) * (x <= 3), {"x": Tensor((3,), -4.0, 4.0)}),
        ("swish, sign of b", lambda x, b: x * sigmoid(b * x), lambda dy, x, b: (dy * (sigmoid(b * x) + b * x * sigmoid(b * x) * sigmoid(-b * x)), -(dy * x * x * sigmoid(b * x) * sigmoid(-b * x)).sum().reshape(1)), {"x": (3,), "b": (1,)}),
        ("softmax, no sum", lambda x: softmax(x, -1), lambda dy, x: dy * softmax(x, -1), {"x": (2, 3)}),
        ("layer norm, no variance", layer_norm, normed_wrongly, {"x": (2, 4), "g": (4,), "b": (4,)}),
        ("linear, mean for sum", lambda x, w, b: x @ w + b, lambda dy, x, w, b: (dy @ w.T, x.T @ dy, dy.mean(0)), {"x": (3, 2), "w": (2, 2), "b": (2,)}),
        ("leaky relu, other slope", lambda x: torch.where(x > 0, x, 0.1 * x), lambda dy, x: torch.where(x > 0, dy, 0.01 * dy), {"x": (4,)}),
        ("softplus, cut off at 1", torch.nn.functional.softplus, lambda dy, x: dy * torch.where(x > 1, torch.ones_like(x), sigmoid(x)), {"x": (3,)}),
        ("gelu, of the approximation", gelu, tanh_gelu, {"x": (3,)}),
        ("conv, kernel not flipped", conv, flipped, {"x": (5,), "w": (3,)}),
        ("attention, no scale", lambda q, k, v: softmax(q @ k.T / q.shape[-1] ** 0.5, -1) @ v, attended_wrongly, {"q": (2, 3), "k": (2, 3), "v": (2, 3)}),
        ("mean of squares, no mean", lambda x: (x * x).mean(), lambda dy, x: 2 * x * dy, {"x": (3,)}),
        ("maximum, to both", lambda x, y: torch.maximum(x, y), lambda dy, x, y: (dy, dy * (y > x)), {"x": (3,), "y": (3,)}),
        ("log-sum-exp, of halves", lambda x: torch.logsumexp(x, 0), lambda dy, x: dy * softmax(x / 2, 0), {"x": (3,)}),
        ("rms norm, no correction", lambda x: x * (x.square().mean(-1, keepdim=True) + 1e-6).rsqrt(), lambda dy, x: dy * (x.square().mean(-1, keepdim=True) + 1e-6).rsqrt(), {"x": (2, 3)}),
        ("huber, beyond", lambda x: torch.where(x.abs() < 1, x * x / 2, x.abs() - 0.5), lambda dy, x: dy * torch.where(x.abs() < 1, x, 0.9 * x.sign()), {"x": (3,)}),
        ("cumulative sum, not reversed", lambda x: x.cumsum(0), lambda dy, x: dy.cumsum(0), {"x": (4,)}),
        ("gather, written for added", lambda x: x[torch.tensor([0, 2, 0])], scattered_once, {"x": (3,)}),
        ("unit length, no projection", lambda x: x / (x.norm() + 1e-3), lambda dy, x: dy / (x.norm() + 1e-3), {"x": (3,)}),
        ("product, gradient missing", lambda x, y: x * y, lambda dy, x, y: (dy * y, None), {"x": (3,), "y": (3,)}),
    ]
    return [(name, function("Wrong", forward, backward), given) for name, forward, backward, given in cases]
