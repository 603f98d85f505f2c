// Operations of jax-js in double precision, with both modes and second derivatives. Run: gradcheck sweep examples/engines/jax-js.ts
import { families, type Operation, sweep } from 'gradcheck';
import { jaxJs, type JaxArray as T } from './installed.ts';
import { jaxRegistered } from './jax-registered.ts';

const { jax, engine } = await jaxJs();
const np = jax.numpy;
const { linalg, fft } = np;
const { nn, lax, scipySpecial } = jax;
const { unary, binary, reduction, matmul, indexing, padding, along, matrices, convolution } = families;
const REAL = Number.POSITIVE_INFINITY;
const [POSITIVE, SMALL, INNER] = [{ range: [0, REAL] } as const, { range: [-4, 4] } as const, { range: [-1, 1] } as const];
const keep = (t: T): T => t.ref;
type Inputs = Readonly<Record<string, T>>;

const modules: Readonly<Record<string, Readonly<Record<string, (...args: readonly unknown[]) => T>>>> = {
  np,
  linalg,
  nn,
  scipySpecial,
  lax,
};
/** The function of a name: `nn.relu`, or `sin` of numpy. */
const called = (name: string): ((...args: readonly unknown[]) => T) => {
  const [module, member] = name.includes('.') ? name.split('.') : ['np', name];
  return modules[module!]![member!]!;
};
const each = (names: string, operations: (name: string, f: (...args: readonly unknown[]) => T) => readonly Operation<T>[]) =>
  names.split(' ').flatMap((name) => operations(name, called(name)));
const plain = (names: string, options: { readonly range?: readonly [number, number] } = {}) =>
  each(names, (name, f) => unary<T>(name, f, options));
/** Functions under another name, and those that are made of others: at one shape. */
const made = (names: string, options: { readonly range?: readonly [number, number] } = {}) =>
  plain(names, options).filter(({ name }) => name.endsWith('[2,3]'));
const paired = (names: string, options: object = {}) => each(names, (name, f) => binary<T>(name, f, { keep, ...options }));
const over = (names: string, options: object = SMALL) =>
  each(names, (name, f) => reduction<T>(name, (x, { axes, keepdims }) => f(x, axes ? [...axes] : undefined, { keepdims }), options));
const lined = (names: string, options: object = SMALL) => each(names, (name, f) => along<T>(name, (x, axis) => f(x, axis), options));
/** A function at inputs of its own. The names of functions are those that it covers. */
const one = (name: string, inputs: Operation<T>['inputs'], f: (x: Inputs) => T, covers = [name.split(',')[0]!]): Operation<T> => ({
  name,
  inputs,
  f,
  covers,
});
const moved = (name: string, shape: readonly number[], ...args: readonly unknown[]): Operation<T> =>
  one(name, { x: shape }, ({ x }) => called(name)(x, ...args));
const joined = (name: string, a: readonly number[], b: readonly number[], ...args: readonly unknown[]): Operation<T> =>
  one(name, { a, b }, ({ a, b }) => called(name)([a, b], ...args));
const two = (name: string, a: readonly number[], b: readonly number[], ...args: readonly unknown[]): Operation<T> =>
  one(name, { a, b }, ({ a, b }) => called(name)(a, b, ...args));
/** One of several results. */
const part = (name: string, shape: readonly number[], k: number, ...args: readonly unknown[]): Operation<T> =>
  one(name, { x: shape }, ({ x }) => (called(name)(x, ...args) as unknown as readonly T[])[k]!);
const ints = (values: readonly number[]) => np.array([...values], { dtype: np.int32 });
const flags = (...values: readonly boolean[]) => np.array([...values]);
/** x xᵀ + 1, which is symmetric and positive definite. */
const definite = (x: T): T => np.add(np.matmul(x.ref, np.matrixTranspose(x)), np.eye(2, 2, { dtype: np.float64 }));
/** x + 4, which can be inverted where entries are below 2. */
const regular = (x: T): T =>
  np.add(x, np.multiply(np.eye(2, 2, { dtype: np.float64 }), np.array(Float64Array.of(4), { shape: [], dtype: np.float64 })));
const square = { x: { shape: [2, 2], range: [-1.5, 1.5] } } as const;
const solved = { ...square, b: [2, 2] } as const;

const elementwise = [
  plain('abs arcsinh arctan ceil cbrt cos cosh exp exp2 expm1 floor negative reciprocal sign sin sinc sinh square tan tanh'),
  made('absolute asinh atan deg2rad degrees nanToNum positive rad2deg radians'),
  plain('arccos arcsin arctanh', INNER),
  made('acos asin atanh', INNER),
  plain('arccosh', { range: [1, REAL] }),
  made('acosh', { range: [1, REAL] }),
  plain('log sqrt', POSITIVE),
  made('log10 log2 nn.log1mexp', POSITIVE),
  plain('log1p', { range: [-1, REAL] }),
  made('scipySpecial.logit', { range: [0, 1] }),
  made('nn.celu nn.elu nn.gelu nn.hardSigmoid nn.hardSilu nn.hardSwish nn.hardTanh nn.identity nn.leakyRelu nn.logSigmoid nn.mish nn.relu'),
  made('nn.relu6 nn.selu nn.sigmoid nn.silu nn.softSign nn.softplus nn.sparsePlus nn.sparseSigmoid nn.squareplus nn.swish'),
  made('lax.erf lax.erfc scipySpecial.erf scipySpecial.erfc'),
  unary<T>('clip', (x) => np.clip(x, -1, 0.5)).slice(1),
  unary<T>('modf', (x) => np.modf(x)[0], SMALL).slice(1),
];

const few = (operations: readonly Operation<T>[], ...ends: readonly string[]) =>
  operations.filter(({ name }) => ends.some((end) => name.endsWith(end)));
const pairs = [
  paired('add subtract multiply divide arctan2 hypot logaddexp maximum'),
  few(paired('trueDivide atan2 copysign fmax fmin minimum logaddexp2'), ' [2,3] [3]', ' [] []', 'x and x'),
  few(paired('fmod remainder', { range: [0.25, 8] }), ' [2,3] [3]', ' [] []'),
  paired('power', { range: [0, 8], second: [-4, 4] }),
  few(paired('pow floatPower', { range: [0, 8], second: [-4, 4] }), ' [2,3] [3]', ' [] []'),
  unary<T>('ldexp', (x) => np.ldexp(x, 3)).slice(0, 1),
];

const reductions = [
  over('sum mean max prod var_'),
  few(
    over('min ptp std nanmax nanmean nanmin nanprod nanstd nansum nanvar nn.logmeanexp nn.logsumexp scipySpecial.logsumexp'),
    ' [2,3]',
    '[2,3] over 1, axes kept',
    '[2,3,2] over 1',
  ),
  reduction<T>('average', (x, { axes }) => np.average(x, axes ? [...axes] : undefined), SMALL).slice(3, 5),
  reduction<T>('linalg.vectorNorm', (x, { axes, keepdims }) => linalg.vectorNorm(x, { axis: axes?.[0], keepdims }), {
    ...SMALL,
    single: true,
  }).slice(1, 4),
  reduction<T>('linalg.norm', (x, { axes, keepdims }) => linalg.norm(x, { axis: axes?.[0], keepdims }), { ...SMALL, single: true }).slice(
    1,
    4,
  ),
  lined('cumsum cumprod sort'),
  lined('nn.softmax nn.logSoftmax', { range: [-50, 50] }),
  few(lined('nancumsum nancumprod flip scipySpecial.softmax scipySpecial.logSoftmax nn.standardize'), '[2,3] along 1', '[2,3,2] along 1'),
  each('cumulativeSum cumulativeProd trapezoid', (name, f) =>
    few(
      along<T>(name, (x, axis) => (name === 'trapezoid' ? f(x, null, { axis }) : f(x, { axis })), SMALL),
      '[3,3] along 0',
      '[2,3] along 1',
    ),
  ),
  along<T>('diff', (x, axis) => np.diff(x, 1, axis), SMALL).slice(2),
  along<T>('roll', (x, axis) => np.roll(x, 1, axis), SMALL).slice(2),
  along<T>('unwrap', (x, axis) => np.unwrap(x, null, axis), { range: [-1, 1] }).slice(2, 3),
  [moved('nn.glu', [2, 4], 1), part('lax.topK', [5], 0, 2)],
];

const products = [
  each('matmul linalg.matmul', (name, f) =>
    matmul<T>(name, (a, b, t) => f(t.a ? np.matrixTranspose(a) : a, t.b ? np.matrixTranspose(b) : b)),
  ),
  [
    two('dot', [2, 3], [3, 2]),
    two('lax.dot', [2, 3], [3, 2]),
    two('inner', [2, 3], [2, 3]),
    two('outer', [2], [3]),
    two('linalg.outer', [2], [3]),
    two('tensordot', [2, 3], [3, 2], 1),
    two('linalg.tensordot', [2, 3], [3, 2], 1),
    two('vdot', [3], [3]),
    two('vecdot', [2, 3], [2, 3]),
    two('linalg.vecdot', [2, 3], [2, 3]),
    two('matvec', [2, 3], [3]),
    two('vecmat', [2], [2, 3]),
    two('cross', [3], [3]),
    two('linalg.cross', [3], [3]),
    two('convolve', [3], [2]),
    two('correlate', [3], [2]),
    two('polyadd', [3], [2]),
    two('polysub', [3], [2]),
    two('polymul', [3], [2]),
    two('polyval', [3], [2]),
    two('append', [2], [3]),
    one('einsum', { a: [2, 3], b: [3, 2] }, ({ a, b }) => np.einsum('ij,jk->ik', a, b)),
    one('einsum, trace of a product', { a: [2, 3], b: [3, 2] }, ({ a, b }) => np.einsum('ij,ji->', a, b)),
    one('linalg.multiDot', { a: [2, 3], b: [3, 2] }, ({ a, b }) => linalg.multiDot([a, b])),
    one('nn.dotProductAttention', { q: [1, 2, 1, 2], k: [1, 2, 1, 2], v: [1, 2, 1, 2] }, ({ q, k, v }) => nn.dotProductAttention(q, k, v)),
    one('cov', { x: [2, 3] }, ({ x }) => np.cov(x)),
    one('corrcoef', { x: [2, 3] }, ({ x }) => np.corrcoef(x)),
  ],
  matrices<T>('linalg.det', (x) => linalg.det(x)),
  matrices<T>('linalg.matrixNorm', (x) => linalg.matrixNorm(x)),
  matrices<T>('linalg.matrixPower', (x) => linalg.matrixPower(x, 3)),
  matrices<T>('trace', (x) => np.trace(x)),
  matrices<T>('linalg.trace', (x) => linalg.trace(x)),
  [
    one('linalg.inv', square, ({ x }) => linalg.inv(regular(x!))),
    one('linalg.solve', solved, ({ x, b }) => linalg.solve(regular(x!), b)),
    one('linalg.lstsq', solved, ({ x, b }) => linalg.lstsq(regular(x!), b)),
    one('linalg.slogdet', square, ({ x }) => linalg.slogdet(regular(x!))[1]),
    one('linalg.cholesky', square, ({ x }) => linalg.cholesky(definite(x!))),
    one('lax.linalg.cholesky', square, ({ x }) => lax.linalg.cholesky(definite(x!))),
    one('lax.linalg.lu', square, ({ x }) => lax.linalg.lu(regular(x!))[0]),
    one('lax.linalg.triangularSolve', solved, ({ x, b }) => lax.linalg.triangularSolve(regular(x!), b, { leftSide: true, lower: true })),
  ],
];

const shaped = [
  indexing<T>('take', (x, indices, axis) => np.take(x, ints(indices), axis)),
  padding<T>('pad', (x, widths) =>
    np.pad(
      x,
      widths.map((pair) => [...pair]),
    ),
  ),
  convolution<T>(
    'lax.convGeneralDilated',
    (x, w, { stride, padding, dilation }) =>
      lax.convGeneralDilated(x, w, [stride, stride], padding.toUpperCase(), { rhsDilation: [dilation, dilation] }),
    { channels: 'first', filter: (size) => [1, 2, size, size] },
  ),
  [
    two('lax.conv', [1, 2, 3, 3], [1, 2, 2, 2], [1, 1], 'SAME'),
    two(
      'lax.convWithGeneralPadding',
      [1, 1, 3, 3],
      [1, 1, 2, 2],
      [1, 1],
      [
        [1, 0],
        [0, 1],
      ],
    ),
    two('lax.convTranspose', [1, 1, 2, 2], [1, 1, 2, 2], [2, 2], 'VALID'),
    ...'ravel fliplr flipud matrixTranspose linalg.matrixTranspose permuteDims transpose diagflat diagonal linalg.diagonal ediff1d rot90 tril triu'
      .split(' ')
      .map((name) => moved(name, [2, 3])),
    moved('broadcastTo', [3], [2, 3]),
    moved('reshape', [2, 3], [3, 2]),
    moved('expandDims', [2, 3], 1),
    moved('squeeze', [2, 1, 3], 1),
    moved('moveaxis', [2, 3, 2], 0, 2),
    moved('swapaxes', [2, 3, 2], 0, 1),
    moved('repeat', [2, 3], 2, 1),
    moved('tile', [2, 3], [2, 1]),
    moved('vander', [3]),
    moved('polyder', [4]),
    moved('diag', [3]),
    one('diag, of a matrix', { x: [2, 2] }, ({ x }) => np.diag(x)),
    one('fft.fftshift', { x: [2, 3] }, ({ x }) => fft.fftshift(x)),
    one('fft.ifftshift', { x: [2, 3] }, ({ x }) => fft.ifftshift(x)),
    ...'columnStack concatenate dstack hstack vstack stack'.split(' ').map((name) => joined(name, [2, 2], [2, 2])),
    part('split', [4, 2], 1, 2),
    part('arraySplit', [3, 2], 0, 2),
    part('hsplit', [2, 4], 1, 2),
    part('vsplit', [4, 2], 0, 2),
    part('dsplit', [1, 2, 4], 0, 2),
    part('unstack', [2, 3], 1),
    one('meshgrid', { a: [2], b: [3] }, ({ a, b }) => np.meshgrid([a, b])[0]),
    one('broadcastArrays', { a: [3], b: [2, 1] }, ({ a, b }) => np.broadcastArrays(a, b)[0]),
    one('takeAlongAxis', { x: [2, 2] }, ({ x }) => np.takeAlongAxis(x, np.array([[1], [0]], { dtype: np.int32 }), 1)),
    one('select', { a: [3], b: [3] }, ({ a, b }) => np.select([flags(true, false, false), flags(true, true, false)], [a, b])),
    one('where', { a: [3], b: [3] }, ({ a, b }) => np.where(flags(true, false, true), a, b)),
    one('where, broadcast', { a: [2, 3], b: [3] }, ({ a, b }) => np.where(flags(true, false, true), a, b)),
  ],
];

export default sweep<T>({
  engine,
  operations: [elementwise, pairs, reductions, products, shaped].flat(2),
  registered: jaxRegistered,
  api: { np, 'jax.nn': nn, 'jax.lax': lax, 'np.linalg': linalg },
});
