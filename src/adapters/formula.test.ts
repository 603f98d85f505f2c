import { expect, test } from 'vitest';
import { evaluator } from '../subject/evaluator.ts';
import { type FormulaDefinition, fromFormula } from './formula.ts';

const q: FormulaDefinition = {
  name: 'q',
  variables: { x: [-2, 2], y: [null, 2] },
  f: 'x^2 + 3*x*y + y^2',
  gradient: ['2*x + 3*y', '3*x + 2*y'],
  hessian: [
    ['2', '3'],
    ['3', '2'],
  ],
};

test('a formula is a subject: values, claims, traits', () => {
  const subject = fromFormula({
    ...q,
    precision: 'float32',
    critical: [{ at: [0, 0], kind: 'saddle' }],
    quadratic: true,
    requirement: 'R-1',
  });
  const observed = evaluator(subject);
  const x = Float64Array.of(1, 2);
  expect(observed.f(x)).toBe(11);
  expect(observed.gradient?.(x)).toEqual(Float64Array.of(8, 7));
  expect(observed.hessian?.(x)).toEqual([Float64Array.of(2, 3), Float64Array.of(3, 2)]);
  expect(subject).toMatchObject({
    kind: 'function',
    name: 'q',
    domain: [
      [-2, 2],
      [Number.NEGATIVE_INFINITY, 2],
    ],
    formula: q.f,
    variables: ['x', 'y'],
    precision: 'float32',
    quadratic: true,
    requirement: 'R-1',
  });
  expect(subject.label?.(1)).toBe('y');
});

test('a wrong claim stays as it is written', () => {
  expect(evaluator(fromFormula({ ...q, gradient: ['2*x', '2*y'] })).gradient?.(Float64Array.of(1, 2))).toEqual(Float64Array.of(2, 4));
});

test('without a claim, the claim is the derivative by algebra', () => {
  const { name, variables, f } = q;
  expect(evaluator(fromFormula({ name, variables, f })).gradient?.(Float64Array.of(1, 2))).toEqual(Float64Array.of(8, 7));
  const map = evaluator(fromFormula({ name, variables, f: ['x^2 + y', 'x*y'] }));
  expect(map.outputs).toBe(2);
  expect(map.map(Float64Array.of(2, 3))).toEqual(Float64Array.of(7, 6));
  expect(map.jacobian?.(Float64Array.of(2, 3))).toEqual([Float64Array.of(4, 1), Float64Array.of(3, 2)]);
});

test('a claimed jacobian has a row per output', () => {
  const { name, variables } = q;
  const map = evaluator(
    fromFormula({
      name,
      variables,
      f: ['x', 'y', 'x*y'],
      jacobian: [
        ['1', '0'],
        ['0', '1'],
        ['y', 'x'],
      ],
    }),
  );
  expect(map.jacobian?.(Float64Array.of(2, 1))).toEqual([Float64Array.of(1, 0), Float64Array.of(0, 1), Float64Array.of(1, 2)]);
});

const refusals: readonly (readonly [change: Partial<FormulaDefinition>, message: string])[] = [
  [{ gradient: ['1'] }, 'gradient: needs 2 entries, one per variable (x, y), has 1'],
  [{ gradient: ['1', '3xy'] }, 'gradient[1]: unknown variable xy; did you mean 3*x*y? (variables: x, y)'],
  [{ hessian: [['1', '2']] }, 'hessian: needs 2 rows, one per variable, has 1'],
  [{ hessian: [['1', '2'], ['1']] }, 'hessian[1]: needs 2 entries, one per variable (x, y), has 1'],
  [
    {
      hessian: [
        ['1', '2'],
        ['1', 'z'],
      ],
    },
    'hessian[1][1]: unknown variable z (variables: x, y)',
  ],
  [
    {
      jacobian: [
        ['1', '2'],
        ['1', '2'],
      ],
    },
    'jacobian: needs 1 row, one per output, has 2',
  ],
  [{ f: ['x', 'y'] }, 'gradient: f is a list of formulas, whose derivative is a jacobian: one row per output'],
  [{ f: [] }, 'f: at least one output is needed'],
  [{ variables: {} }, 'variables: at least one variable is needed'],
  [{ variables: { x: [2, -2], y: [0, 1] } }, 'variables.x: low 2 is above high -2'],
  [{ variables: { sin: [0, 1] } }, 'variables.sin: sin already means something in formulas; choose another name'],
  [{ variables: { e: [0, 1] } }, 'variables.e: e already means something in formulas; choose another name'],
  [{ variables: { and: [0, 1] } }, 'variables.and: and already means something in formulas; choose another name'],
  [
    { variables: { 'x y': [0, 1] } },
    'variables.x y: is not a name that a formula can use: letters, digits and _, not starting with a digit',
  ],
  [{ critical: [{ at: [0], kind: 'saddle' }] }, 'critical[0].at: needs 2 entries, one per variable (x, y), has 1'],
];

test.each(refusals)('%o is refused', (change, message) => {
  expect(() => fromFormula({ ...q, ...change })).toThrow(`subject "q": ${message}`);
});
