import { layer, subject } from 'gradcheck';

export const product = subject({
  name: 'product',
  domain: [
    [-2, 2],
    [-2, 2],
  ],
  f: ([x, y]) => x * y,
  gradient: ([x, y]) => [y, x],
});

export const scale = layer({
  name: 'scale',
  inputs: { x: [4, 3], w: [3] },
  forward: ({ x, w }) => x.map((xi, k) => xi * w[k % 3]!),
  backward: ({ x, w }, dy) => {
    const dw = new Float64Array(3);
    dy.forEach((d, k) => {
      dw[k % 3]! += d * x[k]!;
    });
    return { x: dy.map((d, k) => d * w[k % 3]!), w: dw };
  },
});
