// Operations of jax-js in double precision, with both modes and second derivatives. Run: gradcheck sweep examples/engines/jax-js.ts
import { families, sweep } from 'gradcheck';
import { jaxJs, type JaxArray as T } from './installed.ts';

const { jax, engine } = await jaxJs();
const np = jax.numpy;
const { unary, binary, reduction, matmul, indexing, padding, along } = families;
const POSITIVE = { range: [0, Number.POSITIVE_INFINITY] } as const;
const keep = (t: T): T => t.ref;
const plain = (names: string) => names.split(' ').flatMap((name) => unary<T>(name, np[name]));
const over = (name: string) =>
  reduction<T>(name, (x, { axes, keepdims }) => np[name](x, axes ? [...axes] : undefined, { keepdims }), { range: [-4, 4] });

export default sweep<T>({
  engine,
  operations: [
    plain('abs arcsinh arctan ceil cos cosh cbrt exp exp2 expm1 floor negative reciprocal sign sin sinc sinh square tan tanh'),
    unary<T>('arccos', np.arccos, { range: [-1, 1] }),
    unary<T>('arcsin', np.arcsin, { range: [-1, 1] }),
    unary<T>('arctanh', np.arctanh, { range: [-1, 1] }),
    unary<T>('arccosh', np.arccosh, { range: [1, Number.POSITIVE_INFINITY] }),
    unary<T>('log', np.log, POSITIVE),
    unary<T>('log1p', np.log1p, { range: [-1, Number.POSITIVE_INFINITY] }),
    unary<T>('sqrt', np.sqrt, POSITIVE),
    binary<T>('add', np.add, { keep }),
    binary<T>('subtract', np.subtract, { keep }),
    binary<T>('multiply', np.multiply, { keep }),
    binary<T>('divide', np.divide, { keep }),
    binary<T>('arctan2', np.arctan2, { keep }),
    binary<T>('hypot', np.hypot, { keep }),
    binary<T>('logaddexp', np.logaddexp, { keep }),
    binary<T>('maximum', np.maximum, { keep }),
    binary<T>('power', np.power, { keep, range: [0, 8], second: [-4, 4] }),
    over('sum'),
    over('mean'),
    over('max'),
    over('prod'),
    over('var_'),
    along<T>('cumsum', (x, axis) => np.cumsum(x, axis), { range: [-4, 4] }),
    along<T>('sort', (x, axis) => np.sort(x, axis), { range: [-4, 4] }),
    along<T>('softmax', (x, axis) => jax.nn.softmax(x, axis)),
    along<T>('logSoftmax', (x, axis) => jax.nn.logSoftmax(x, axis)),
    matmul<T>('matmul', (a, b, t) => np.matmul(t.a ? np.matrixTranspose(a) : a, t.b ? np.matrixTranspose(b) : b)),
    indexing<T>('take', (x, indices, axis) => np.take(x, np.array([...indices], { dtype: np.int32 }), axis)),
    padding<T>('pad', (x, widths) =>
      np.pad(
        x,
        widths.map((pair) => [...pair]),
      ),
    ),
  ].flat(),
  api: { np, 'jax.nn': jax.nn },
});
