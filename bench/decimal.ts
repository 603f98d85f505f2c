import { all, create } from 'mathjs';
import type { Arithmetic } from './tape.ts';

interface Decimal {
  readonly plus: (other: Decimal) => Decimal;
  readonly minus: (other: Decimal) => Decimal;
  readonly times: (other: Decimal) => Decimal;
  readonly div: (other: Decimal) => Decimal;
  readonly pow: (other: Decimal) => Decimal;
  readonly neg: () => Decimal;
  readonly abs: () => Decimal;
  readonly exp: () => Decimal;
  readonly ln: () => Decimal;
  readonly sqrt: () => Decimal;
  readonly sin: () => Decimal;
  readonly cos: () => Decimal;
  readonly tanh: () => Decimal;
  readonly floor: () => Decimal;
  readonly round: () => Decimal;
  readonly isZero: () => boolean;
  readonly gt: (other: Decimal | number) => boolean;
  readonly gte: (other: Decimal) => boolean;
  readonly eq: (other: Decimal) => boolean;
  readonly toNumber: () => number;
}

const digits = 64;
const { BigNumber } = create(all!, { number: 'BigNumber', precision: digits }) as unknown as {
  BigNumber: (new (value: number) => Decimal) & { readonly acos: (value: number) => Decimal };
};
const [zero, one, two] = [new BigNumber(0), new BigNumber(1), new BigNumber(2)];

/** A double to 64 digits. Its own decimal text has 17 at most, and the library would read that. */
function of(double: number): Decimal {
  if (Number.isInteger(double) || !Number.isFinite(double)) return new BigNumber(double);
  const exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(double)))) - 52;
  const whole = exponent < -1000 ? (double * 2 ** 1000) / 2 ** (exponent + 1000) : double / 2 ** exponent;
  return new BigNumber(whole).times(two.pow(new BigNumber(exponent)));
}
const truth = (holds: boolean): Decimal => (holds ? one : zero);
const rootOfPi = BigNumber.acos(-1).sqrt();

/** erf x = 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!, a sum without cancellation. */
function erf(x: Decimal): Decimal {
  if (x.abs().gt(14)) return x.gt(0) ? one : one.neg();
  const square = x.times(x).times(two);
  let [term, sum] = [x, x];
  for (let n = 1; !term.isZero() && term.abs().gt(sum.abs().times(of(1e-66)).toNumber()); n++) {
    term = term.times(square).div(of(2 * n + 1));
    sum = sum.plus(term);
  }
  return sum.times(two).div(rootOfPi).times(x.times(x).neg().exp());
}

/** Decimal arithmetic of 64 digits; doubles enter exactly. */
export const decimal: Arithmetic<Decimal> = {
  of,
  operations: {
    add: (a, b) => a!.plus(b!),
    subtract: (a, b) => a!.minus(b!),
    multiply: (a, b) => a!.times(b!),
    divide: (a, b) => a!.div(b!),
    pow: (a, b) => a!.pow(b!),
    unaryMinus: (a) => a!.neg(),
    abs: (a) => a!.abs(),
    exp: (a) => a!.exp(),
    log: (a) => a!.ln(),
    sqrt: (a) => a!.sqrt(),
    sin: (a) => a!.sin(),
    cos: (a) => a!.cos(),
    tanh: (a) => a!.tanh(),
    erf: (a) => erf(a!),
    round: (a) => a!.round(),
    mod: (a, b) => a!.minus(b!.times(a!.div(b!).floor())),
    larger: (a, b) => truth(a!.gt(b!)),
    largerEq: (a, b) => truth(a!.gte(b!)),
    smaller: (a, b) => truth(b!.gt(a!)),
    smallerEq: (a, b) => truth(b!.gte(a!)),
    equal: (a, b) => truth(a!.eq(b!)),
    and: (a, b) => truth(!a!.isZero() && !b!.isZero()),
    or: (a, b) => truth(!a!.isZero() || !b!.isZero()),
    select: (condition, a, b) => (condition!.isZero() ? b! : a!),
  },
};
