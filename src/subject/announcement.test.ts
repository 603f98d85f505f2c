import { expect, test } from 'vitest';
import { flawed, sound } from '../../fixtures/index.ts';
import { properties } from '../../properties/index.ts';
import { vector } from '../math/vector.ts';
import { derivative } from '../measure/differences/index.ts';
import { results } from '../report/run.ts';
import { evaluator } from './evaluator.ts';
import { unmoved } from './guard.ts';
import { type FunctionSubject, subject } from './subject.ts';

type Values = (xs: readonly (readonly [number])[]) => readonly number[];

/** The square with a count of the calls of f, one for each of the first calls of `many` among them, and the sizes of the calls of `many`. */
function square(many: Values = (xs) => xs.map(([x]) => x * x)) {
  const calls = { f: 0, many: [] as number[] };
  const of = subject({
    name: 'square',
    domain: [[-4, 4]],
    f: ([x]) => {
      calls.f++;
      return x * x;
    },
    many: (xs) => {
      calls.many.push(xs.length);
      return many(xs);
    },
    gradient: ([x]) => [2 * x],
  });
  return { calls, target: evaluator(of) };
}

const points = (...xs: readonly number[]) => xs.map((x) => vector([x]));

test('what was announced is asked of many at once, and counted when a law asks for it', () => {
  const { calls, target } = square();
  target.ahead!(points(1, 2, 3));
  expect(target.evaluations.f).toBe(0);
  expect([target.f(vector([2])), target.f(vector([3])), target.f(vector([4]))]).toEqual([4, 9, 16]);
  expect({ ...calls, counted: target.evaluations.f }).toEqual({ f: 2, many: [3], counted: 3 });
});

test('what was announced to a reference is asked of its many at once, and what its many gives is held to what it gives alone', () => {
  const many: number[] = [];
  const reference = (scale: number) =>
    Object.assign(([x]: readonly number[]) => [x! * x!], {
      many: (xs: readonly (readonly number[])[]) => {
        many.push(xs.length);
        return xs.map(([x]) => [scale * x! * x!]);
      },
    }) as never;
  const of = (scale: number) => evaluator({ ...square().target.subject, reference: reference(scale) });
  const target = of(1);
  target.reference!.ahead!(points(1, 2, 3));
  expect([target.evaluations.references, target.reference!(vector([2])), target.reference!(vector([3]))]).toEqual([
    undefined,
    vector([4]),
    vector([9]),
  ]);
  expect([many, target.evaluations]).toEqual([[3], { f: 0, claims: 0, references: 2 }]);
  expect(() => of(2).reference!.ahead!(points(1, 2))).toThrow('reference returned 2 among many points and 1 alone');
  expect(target.anew().reference!.ahead).toBeUndefined();
});

test('a point that is known, or announced already, is not asked for again, and one point alone is left to f', () => {
  const { calls, target } = square();
  target.f(vector([1]));
  target.ahead!(points(1, 2, 3));
  target.ahead!(points(3, 2, 1, 0));
  target.ahead!(points(5, 6, 5, 6, 6));
  expect(calls).toEqual({ f: 3, many: [2, 2] });
});

test('a line announces the points from which a slope is read', () => {
  const { calls, target } = square();
  expect(derivative(target.f, vector([1]), vector([1])).value).toBeCloseTo(2, 14);
  expect(calls).toEqual({ f: 3, many: [16, 12] });
});

test.each<[string, Values]>([
  [
    'throws',
    () => {
      throw new Error('no batch');
    },
  ],
  ['gives what is no number', () => ['nine', undefined, null] as never],
])('where many %s, f is asked', (_, many) => {
  const { calls, target } = square(many);
  target.ahead!(points(1, 2, 3));
  expect([target.f(vector([2])), target.f(vector([3]))]).toEqual([4, 9]);
  expect(calls).toEqual({ f: 2, many: [3] });
});

test('a value that is not that of f is a fault', () => {
  const { target } = square((xs) => xs.map(([x]) => Math.fround(x * x)));
  expect(() => target.ahead!(points(0.1, 2))).toThrow(
    'f returned 0.009999999776482582 among many points and 0.010000000000000002 alone, at one and the same point',
  );
});

test('values that are not one for each point are a fault', () => {
  const { target } = square(() => [1]);
  expect(() => target.ahead!(points(1, 2, 3))).toThrow('many returned 1 values for 3 points');
});

/** The gradient of the square that is had at many points at once, with a count of its calls. */
function slopes(many: (xs: readonly (readonly number[])[]) => readonly unknown[] = (xs) => xs.map(([x]) => [2 * x!])) {
  const calls = { gradient: 0, many: [] as number[] };
  const gradient = ([x]: readonly number[]) => {
    calls.gradient++;
    return [2 * x!];
  };
  const together = (xs: readonly (readonly number[])[]) => {
    calls.many.push(xs.length);
    return many(xs);
  };
  const of = subject({ name: 'square', domain: [[-4, 4]], f: ([x]) => x * x, gradient: Object.assign(gradient, { many: together }) });
  return { calls, target: evaluator(of) };
}

test('a claim that carries many is asked at once where it was announced, and counted when a law asks for it', () => {
  const { calls, target } = slopes();
  target.gradient!.ahead!(points(1, 2, 3));
  expect(target.evaluations.claims).toBe(0);
  expect([2, 3, 4].map((x) => target.gradient!(vector([x]))[0])).toEqual([4, 6, 8]);
  expect({ ...calls, counted: target.evaluations.claims }).toEqual({ gradient: 2, many: [3], counted: 3 });
  expect(target.anew().gradient!.ahead).toBeUndefined();
});

test('a claim among many points that is not that of its point alone is a fault', () => {
  const { target } = slopes((xs) => xs.map(([x]) => [3 * x!]));
  expect(() => target.gradient!.ahead!(points(1, 2))).toThrow(
    'gradient returned 3 among many points and 2 alone, at one and the same point',
  );
});

test('a claim is asked alone where many gives what is no gradient', () => {
  const { target, calls } = slopes((xs) => xs.map((_, k) => (k === 0 ? undefined : [1, 2])));
  target.gradient!.ahead!(points(1, 2));
  expect([1, 2].map((x) => target.gradient!(vector([x]))[0])).toEqual([2, 4]);
  expect(calls).toEqual({ gradient: 2, many: [2] });
});

test('what is too large to be kept is not asked for ahead', () => {
  const large = {
    name: 'large',
    domain: [[0, 1]],
    outputs: 5000,
    f: ([x]: readonly number[]) => new Float64Array(5000).fill(x!),
    many: () => [],
  } as const;
  expect(evaluator(subject(large as never)).ahead).toBeUndefined();
});

test('a subject without many, and an evaluator that asks anew, take no announcements', () => {
  const plain = evaluator(subject({ name: 'plain', domain: [[0, 1]], f: ([x]) => x, gradient: () => [1] }));
  expect([plain.ahead, plain.f.ahead, square().target.anew().ahead]).toEqual([undefined, undefined, undefined]);
});

/** The same subject with many values at once, of f and of the claims of vectors, each of them that of its point alone. */
const together = (of: FunctionSubject): FunctionSubject => {
  const all =
    (call: (...args: never[]) => unknown) =>
    (xs: readonly never[], ...along: readonly never[]) =>
      xs.map((x) => {
        const answer = unmoved(of.state, () => call(x, ...along));
        return answer instanceof Float64Array ? answer.slice() : answer;
      });
  const claims = (['gradient', 'vjp', 'jvp', 'hvp'] as const).flatMap((name) => {
    const call = of[name] as ((...args: never[]) => unknown) | undefined;
    return call
      ? [[name, { value: Object.assign((...args: never[]) => call(...args), { many: all(call) }), enumerable: true }] as const]
      : [];
  });
  return Object.defineProperties({} as FunctionSubject, {
    ...Object.getOwnPropertyDescriptors(of),
    many: { value: all(of.f), enumerable: true },
    text: {
      value: [of.text, of.formula ?? [], String(of.f), ...claims.map(([name]) => String(of[name]))].flat().join('\n'),
      enumerable: true,
    },
    ...Object.fromEntries(claims),
  });
};

/** Every fortieth of the built-in functions and of those with mistakes. */
const functions = [...sound, ...flawed].filter((one) => one.kind === 'function').filter((_, k) => k % 40 === 0);

test.each(functions.map((one) => [one.name, one] as const))('%s has the same results with many values at once, to the bit', (_, one) => {
  const found = (of: FunctionSubject) => [...results([of], properties, { seed: 42, runs: 8, others: [] })];
  expect(found(together(one))).toEqual(found(one));
});
