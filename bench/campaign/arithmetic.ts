/** A kind of number to compute with. Functions are real: NaN where there is no real value. */
export interface Arithmetic<T> {
  /** The number nearest to a double. */
  of(double: number): T;
  number(value: T): number;
  isZero(value: T): boolean;
  /** 2/√π, the slope of erf at 0. */
  readonly slopeOfErf: T;
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;
  /** aᵇ for a constant exponent. */
  power(a: T, exponent: number): T;
  /** The derivative of order n + 1 of log Γ for a > 0, where −1 is log Γ itself. */
  polygamma(order: number, a: T): T;
  readonly functions: { readonly [name in FunctionName]: (a: T) => T };
  /** Whether a < b. Every branch that a function takes goes through here. */
  less(a: T, b: T): boolean;
  /** ⌊a⌋, a branch as well. */
  floor(a: T): number;
  /** Whether an iteration may end after a step from b to a: no branch of the function that it computes. */
  settled(a: T, b: T): boolean;
}

export type FunctionName = (typeof FUNCTIONS)[number];
export const FUNCTIONS = [
  'exp',
  'expm1',
  'log',
  'log1p',
  'sqrt',
  'cbrt',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'erf',
] as const;

/** A number and its derivative along one direction. */
export interface Dual<T> {
  readonly value: T;
  readonly slope: T;
}

/** Forward mode: every operation of an arithmetic together with its derivative. Branches are those of the values. */
export function dual<T>(a: Arithmetic<T>): Arithmetic<Dual<T>> {
  const { add, subtract, multiply, divide, functions: f } = a;
  const [zero, one, two, three] = [0, 1, 2, 3].map((double) => a.of(double)) as [T, T, T, T];
  const square = (x: T) => multiply(x, x);
  const over = (x: T) => divide(one, x);
  const slopes: { readonly [name in FunctionName]: (x: T, y: T) => T } = {
    exp: (_, y) => y,
    expm1: (x) => f.exp(x),
    log: over,
    log1p: (x) => over(add(one, x)),
    sqrt: (_, y) => over(multiply(two, y)),
    cbrt: (_, y) => over(multiply(three, square(y))),
    sin: (x) => f.cos(x),
    cos: (x) => subtract(zero, f.sin(x)),
    tan: (x) => over(square(f.cos(x))),
    asin: (x) => over(f.sqrt(multiply(subtract(one, x), add(one, x)))),
    acos: (x) => subtract(zero, over(f.sqrt(multiply(subtract(one, x), add(one, x))))),
    atan: (x) => over(add(one, square(x))),
    sinh: (x) => f.cosh(x),
    cosh: (x) => f.sinh(x),
    tanh: (x) => over(square(f.cosh(x))),
    asinh: (x) => over(f.sqrt(add(one, square(x)))),
    erf: (x) => multiply(a.slopeOfErf, f.exp(subtract(zero, square(x)))),
  };
  const chain =
    (name: FunctionName) =>
    (x: Dual<T>): Dual<T> => {
      const y = f[name](x.value);
      return { value: y, slope: a.isZero(x.slope) ? zero : multiply(slopes[name](x.value, y), x.slope) };
    };
  return {
    of: (double) => ({ value: a.of(double), slope: zero }),
    number: (x) => a.number(x.value),
    isZero: (x) => a.isZero(x.value) && a.isZero(x.slope),
    slopeOfErf: { value: a.slopeOfErf, slope: zero },
    add: (x, y) => ({ value: add(x.value, y.value), slope: add(x.slope, y.slope) }),
    subtract: (x, y) => ({ value: subtract(x.value, y.value), slope: subtract(x.slope, y.slope) }),
    multiply: (x, y) => ({
      value: multiply(x.value, y.value),
      slope: add(multiply(x.slope, y.value), multiply(x.value, y.slope)),
    }),
    divide(x, y) {
      const value = divide(x.value, y.value);
      return { value, slope: divide(subtract(x.slope, multiply(value, y.slope)), y.value) };
    },
    power(x, exponent) {
      const slope = a.isZero(x.slope) ? zero : multiply(multiply(a.of(exponent), a.power(x.value, exponent - 1)), x.slope);
      return { value: a.power(x.value, exponent), slope };
    },
    polygamma: (order, x) => ({
      value: a.polygamma(order, x.value),
      slope: a.isZero(x.slope) ? zero : multiply(a.polygamma(order + 1, x.value), x.slope),
    }),
    functions: Object.fromEntries(FUNCTIONS.map((name) => [name, chain(name)])) as Arithmetic<Dual<T>>['functions'],
    less: (x, y) => a.less(x.value, y.value),
    floor: (x) => a.floor(x.value),
    settled: (x, y) => a.settled(x.value, y.value) && a.settled(x.slope, y.slope),
  };
}
