"""Two layer norms as they are written with NumPy: the second forgets that the variance depends on x."""

import numpy as np

import gradcheck


@gradcheck.layer(x=(3, 5), gain=(5,), bias=(5,))
class LayerNorm:
    def forward(self, x, gain, bias):
        centred = x - x.mean(axis=1, keepdims=True)
        self.scale = 1 / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-3)
        self.unit, self.gain = centred * self.scale, gain
        return gain * self.unit + bias

    def backward(self, dy):
        du = dy * self.gain
        through_variance = self.unit * (du * self.unit).mean(axis=1, keepdims=True)
        dx = self.scale * (du - du.mean(axis=1, keepdims=True) - through_variance)
        return dx, (dy * self.unit).sum(axis=0), dy.sum(axis=0)


@gradcheck.layer(x=(3, 5), gain=(5,), bias=(5,))
class LayerNormWithoutVariance(LayerNorm):
    def backward(self, dy):
        du = dy * self.gain
        dx = self.scale * (du - du.mean(axis=1, keepdims=True))
        return dx, (dy * self.unit).sum(axis=0), dy.sum(axis=0)


if __name__ == "__main__":
    gradcheck.serve()
