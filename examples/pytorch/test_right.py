"""Layers whose derivatives are right."""

import torch
from torch import nn

import gradcheck


class LayerNorm(torch.autograd.Function):
    """Layer norm over the last axis, with a backward pass by hand."""

    @staticmethod
    def forward(ctx, x, gain, bias):
        centred = x - x.mean(-1, keepdim=True)
        rstd = (centred.square().mean(-1, keepdim=True) + 1e-5).rsqrt()
        ctx.save_for_backward(centred * rstd, rstd, gain)
        return centred * rstd * gain + bias

    @staticmethod
    def backward(ctx, dy):
        h, rstd, gain = ctx.saved_tensors
        d = dy * gain
        dx = (d - d.mean(-1, keepdim=True) - h * (d * h).mean(-1, keepdim=True)) * rstd
        return dx, (dy * h).sum(0), dy.sum(0)


class Swish(torch.autograd.Function):
    """x σ(x), which can be differentiated twice: its backward pass saves its input alone."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, dy):
        (x,) = ctx.saved_tensors
        s = torch.sigmoid(x)
        return dy * s * (1 + x * (1 - s))


class Attention(nn.Module):
    """Self-attention with a norm before it and a residual connection around it."""

    def __init__(self, size):
        super().__init__()
        self.norm, self.qkv, self.out = nn.LayerNorm(size), nn.Linear(size, 3 * size), nn.Linear(size, size)

    def forward(self, x, mask):
        q, k, v = self.qkv(self.norm(x)).chunk(3, -1)
        scores = (q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5).masked_fill(mask, float("-inf"))
        return x + self.out(torch.softmax(scores, -1) @ v)


def test_layer_norm():
    gradcheck.check(LayerNorm, x=(2, 4), gain=(4,), bias=(4,))


def test_swish_twice():
    gradcheck.check(Swish, x=(2, 3), double=True)


def test_causal_attention():
    torch.manual_seed(0)
    mask = torch.triu(torch.ones(3, 3, dtype=torch.bool), 1)
    gradcheck.check(Attention(2).double(), x=(3, 2), mask=mask)


def test_convolution_in_single_precision():
    torch.manual_seed(0)
    gradcheck.check(nn.Conv1d(2, 2, 3, padding=1), x=(1, 2, 4))


def test_batch_norm_and_dropout():
    torch.manual_seed(0)
    gradcheck.check(nn.Sequential(nn.BatchNorm1d(2), nn.Dropout(0.5)).double(), x=(3, 2))
