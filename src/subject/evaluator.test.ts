import { expect, test } from 'vitest';
import { vector } from '../math/vector.ts';
import { evaluator, Fault } from './evaluator.ts';
import { type FunctionSubject, subject } from './subject.ts';

const domain = [
  [-1, 1],
  [0, 2],
] as const;
const product = subject({
  name: 'product',
  domain,
  where: ([x, y]) => x < y,
  f: ([x, y]) => x * y,
  gradient: ([x, y]) => [y, x],
  hessian: () => [
    [0, 1],
    [1, 0],
  ],
});
const map: FunctionSubject = {
  kind: 'function',
  name: 'map',
  domain,
  outputs: 3,
  plain: true,
  f: ([x, y]: [number, number]) => [x, y, x * y],
};
const x = vector([0.5, 1.5]);

function faultOf(run: () => unknown): { kind: string; message: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof Fault) return { kind: error.kind, message: error.message };
    throw error;
  }
  throw new Error('no fault');
}

test('values and claims as vectors; claims that are not made are not there', () => {
  const { f, map, gradient, hessian, jacobian, inputs, outputs } = evaluator(product);
  expect([f(x), map(x), gradient?.(x)]).toEqual([0.75, vector([0.75]), vector([1.5, 0.5])]);
  expect(hessian?.(x)).toEqual([vector([0, 1]), vector([1, 0])]);
  expect([jacobian, inputs, outputs]).toEqual([undefined, 2, 1]);
});

test('every call is counted, and what was asked before is not asked again', () => {
  const target = evaluator(product);
  const ask = (at: typeof x, of = target) => [of.f(at), of.map(at), of.gradient?.(at), of.hessian?.(at), of.hessian?.(at)];
  const first = ask(x);
  expect(target.evaluations).toEqual({ f: 1, claims: 2 });
  expect(ask(x)).toEqual(first);
  expect(target.evaluations).toEqual({ f: 1, claims: 2 });
  ask(x.map((xi) => xi + Number.EPSILON));
  expect(target.evaluations).toEqual({ f: 2, claims: 4 });
  expect(ask(x, target.anew())).toEqual(first);
  expect(target.evaluations).toEqual({ f: 4, claims: 7 });
});

test('a reference is asked as claims are, and counted apart', () => {
  const asked: unknown[] = [];
  const target = evaluator({
    ...product,
    reference: ((at: readonly number[]) => {
      asked.push([...at]);
      return at[0]! * at[1]!;
    }) as never,
  });
  const first = target.reference!(x);
  first.fill(7);
  expect([target.reference!(x), target.reference!(vector([1, 2]))]).toEqual([vector([0.75]), vector([2])]);
  expect(asked).toEqual([[...x], [1, 2]]);
  expect(target.evaluations).toEqual({ f: 0, claims: 0, references: 2 });
  expect([target.anew().reference!(x), target.evaluations.references]).toEqual([vector([0.75]), 3]);
  expect([evaluator(product).reference, target.reference!.ahead]).toEqual([undefined, undefined]);
});

test('a reference that breaks its form, or throws, is named, whatever f is there', () => {
  const faultOfReference = (reference: () => unknown) =>
    faultOf(() => evaluator({ ...product, f: () => Number.NaN, reference: reference as never }).reference!(x));
  expect(faultOfReference(() => [1, 2])).toEqual({ kind: 'wrong-length', message: 'reference returned 2 numbers where 1 should be' });
  expect(
    faultOfReference(() => {
      throw new RangeError('beyond');
    }),
  ).toEqual({ kind: 'throws', message: 'reference threw: beyond' });
});

test('who changes an answer changes no later one', () => {
  const target = evaluator(product);
  const [map, hessian] = [target.map(x), target.hessian?.(x)];
  const before = [map.slice(), hessian?.map((row) => row.slice())];
  map.fill(7);
  hessian?.[0]?.fill(7);
  expect([target.map(x), target.hessian?.(x)]).toEqual(before);
});

test('inside the box, and where the author says', () => {
  const { inside } = evaluator(product);
  expect([inside(vector([0.5, 1])), inside(vector([1, 0.5])), inside(vector([-2, 1]))]).toEqual([true, false, false]);
});

test('calls get copies: a plain array for small n, a typed one else', () => {
  const seen: unknown[] = [];
  const spoil = (given: number[]) => {
    seen.push(Array.isArray(given));
    given[0] = 99;
    return 0;
  };
  const plain: FunctionSubject = { ...map, outputs: 1, f: spoil as never };
  evaluator(plain).f(x);
  evaluator({ ...plain, plain: false }).f(x);
  expect(seen).toEqual([true, false]);
  expect(x).toEqual(vector([0.5, 1.5]));
});

test('where f throws it has no value, and what it said is kept', () => {
  const target = evaluator({
    ...map,
    f: () => {
      throw new Error('no inverse\nsecond line');
    },
  });
  expect(target.map(x)).toEqual(vector([Number.NaN, Number.NaN, Number.NaN]));
  expect(target.thrown).toBe('no inverse');
  expect(target.evaluations.f).toBe(1);
});

test.each([
  ['an error without a message', new TypeError(), 'TypeError'],
  ['text', 'out of range', 'out of range'],
  ['nothing', undefined, 'undefined'],
  ['what cannot be printed', Object.create(null), 'something that cannot be printed'],
])('whatever f throws: %s', (_, thrown, said) => {
  const target = evaluator({
    ...map,
    outputs: 1,
    f: () => {
      throw thrown;
    },
  });
  expect(target.f(x)).toBeNaN();
  expect(target.thrown).toBe(said);
});

test('a claim that throws is a fault', () => {
  const target = evaluator({
    ...map,
    vjp: () => {
      throw new RangeError('saved nothing');
    },
  });
  expect(faultOf(() => target.vjp?.(x, vector([1, 1, 1])))).toEqual({ kind: 'throws', message: 'vjp threw: saved nothing' });
});

test.each<[string, unknown, string]>([
  ['too few', [1], 'gradient returned 1 numbers where 2 should be'],
  ['too many', [1, 2, 3], 'gradient returned 3 numbers where 2 should be'],
  ['a number', 1, 'gradient returned a number where 2 numbers should be'],
  ['nothing', undefined, 'gradient returned nothing where 2 numbers should be'],
  ['null', null, 'gradient returned null where 2 numbers should be'],
  ['an object', {}, 'gradient returned an object where 2 numbers should be'],
  ['text', ['1', 2], 'gradient returned a string at index 0 where a number should be'],
  ['a hole', [1, undefined], 'gradient returned nothing at index 1 where a number should be'],
  ['a nested list', [1, [2]], 'gradient returned an object at index 1 where a number should be'],
])('a gradient of the wrong form: %s', (_, returned, message) => {
  const target = evaluator({ ...map, outputs: 1, gradient: () => returned as number[] });
  expect(faultOf(() => target.gradient?.(x))).toEqual({ kind: 'wrong-length', message });
});

test('what an author gets has a buffer of its own, where vectors of the check share one', () => {
  const sizes: number[] = [];
  const noted = (...vectors: Float64Array[]) => {
    for (const { buffer } of vectors) sizes.push(buffer.byteLength);
    return new Float64Array(12);
  };
  const domain = { dimension: 12, low: -1, high: 1 };
  const target = evaluator({ kind: 'function', name: 'own', domain, outputs: 12, f: noted as never, vjp: noted as never });
  const shared = vector(new Float64Array(12));
  expect(shared.buffer.byteLength).toBeGreaterThan(8 * 12);
  target.map(shared);
  target.vjp?.(shared, shared);
  expect(sizes).toEqual([8 * 12, 8 * 12, 8 * 12]);
});

test('a gradient that says another length than it has', () => {
  class Lying extends Float64Array {
    override get length(): 2 {
      return 2;
    }
  }
  const asked = (returned: Float64Array) => evaluator({ ...map, outputs: 1, gradient: () => returned }).gradient;
  expect(asked(new Lying([1, 2, 3]))?.(x)).toEqual(Float64Array.of(1, 2));
  const message = 'gradient returned nothing at index 1 where a number should be';
  expect(faultOf(() => asked(new Lying([1]))?.(x))).toEqual({ kind: 'wrong-length', message });
});

test.each<[string, unknown, string]>([
  [
    'two rows of three',
    [
      [1, 2],
      [3, 4],
    ],
    'jacobian returned 2 rows where 3 rows should be',
  ],
  ['a short row', [[1, 2], [3], [5, 6]], 'row 1 of jacobian returned 1 numbers where 2 should be'],
  [
    'columns as rows',
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    'jacobian returned 2 rows where 3 rows should be',
  ],
  ['flat', [1, 2, 3], 'row 0 of jacobian returned a number where 2 numbers should be'],
  ['nothing', undefined, 'jacobian returned nothing where 3 rows should be'],
])('a Jacobian of the wrong form: %s', (_, returned, message) => {
  const target = evaluator({ ...map, jacobian: () => returned as number[][] });
  expect(faultOf(() => target.jacobian?.(x))).toEqual({ kind: 'wrong-length', message });
});

test.each<[string, number, unknown, string]>([
  ['numbers where one is due', 1, [1, 2], 'f returned 2 numbers where 1 should be'],
  ['one number where several are due', 3, 1, 'f returned 1 numbers where 3 should be'],
  ['nothing', 1, undefined, 'f returned nothing where a number should be'],
  ['text', 1, '1', 'f returned a string where a number should be'],
])('a value of the wrong form: %s', (_, outputs, returned, message) => {
  const target = evaluator({ ...map, outputs, f: () => returned as number });
  expect(faultOf(() => target.map(x))).toEqual({ kind: 'wrong-length', message });
});

test('a list of one number is a number', () => {
  expect(evaluator({ ...map, outputs: 1, f: () => [7] }).f(x)).toBe(7);
});

test('the forms of vjp, jvp and hvp are those of their spaces', () => {
  const target = evaluator({ ...map, vjp: () => [1, 2, 3], jvp: () => [1, 2], hvp: () => [1, 2, 3], hessian: () => [[1, 2]] });
  expect(faultOf(() => target.vjp?.(x, vector([1, 1, 1]))).message).toBe('vjp returned 3 numbers where 2 should be');
  expect(faultOf(() => target.jvp?.(x, x)).message).toBe('jvp returned 2 numbers where 3 should be');
  expect(faultOf(() => target.hvp?.(x, x)).message).toBe('hvp returned 3 numbers where 2 should be');
  expect(faultOf(() => target.hessian?.(x)).message).toBe('hessian returned 1 rows where 2 rows should be');
});
