"""The same layers with mistakes: each of these tests fails."""

import torch
from test_right import LayerNorm, Swish

import gradcheck


class WithoutVariance(LayerNorm):
    """Forgets that the variance depends on x."""

    @staticmethod
    def backward(ctx, dy):
        h, rstd, gain = ctx.saved_tensors
        d = dy * gain
        return (d - d.mean(-1, keepdim=True)) * rstd, (dy * h).sum(0), dy.sum(0)


class WithoutSum(LayerNorm):
    """Takes the mean of the gradient of the bias over the batch."""

    @staticmethod
    def backward(ctx, dy):
        dx, dgain, dbias = LayerNorm.backward(ctx, dy)
        return dx, dgain, dbias / len(dy)


class OnceOnly(Swish):
    """Right, but its second derivative is not: what it saves is cut off from its input."""

    @staticmethod
    def forward(ctx, x):
        s = torch.sigmoid(x)
        ctx.slope = (s * (1 + x * (1 - s))).detach()
        return x * s

    @staticmethod
    def backward(ctx, dy):
        return dy * ctx.slope


class Unmasked(torch.autograd.Function):
    """A softmax under a mask, whose backward pass forgets the mask."""

    @staticmethod
    def forward(ctx, scores, mask):
        ctx.save_for_backward(scores)
        return torch.softmax(scores.masked_fill(mask, float("-inf")), -1)

    @staticmethod
    def backward(ctx, dy):
        p = torch.softmax(ctx.saved_tensors[0], -1)
        return p * (dy - (dy * p).sum(-1, keepdim=True)), None


def test_layer_norm_without_variance():
    gradcheck.check(WithoutVariance, x=(2, 4), gain=(4,), bias=(4,))


def test_layer_norm_without_sum():
    gradcheck.check(WithoutSum, x=(2, 4), gain=(4,), bias=(4,))


def test_swish_once_only():
    gradcheck.check(OnceOnly, x=(2, 3), double=True)


def test_softmax_without_its_mask():
    mask = torch.triu(torch.ones(3, 3, dtype=torch.bool), 1)
    gradcheck.check(Unmasked, scores=(3, 3), mask=mask)
