import { expect, test } from 'vitest';
import { evaluator } from '../subject/evaluator.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import { readSubjects, SubjectFileError } from './json.ts';

const rosenbrock = `{ "subjects": [ {
  "name": "rosenbrock",
  "variables": { "x": [-2, 2], "y": [-1, null] },
  "f": "(1-x)^2 + 100*(y-x^2)^2",
  "gradient": ["-2*(1-x) - 400*x*(y-x^2)", "200*(y-x^2)"],
  "hessian": [["2 - 400*(y-3*x^2)", "-400*x"], ["-400*x", "200"]],
  "critical": [{ "at": [1, 1], "kind": "minimum" }],
  "expect": { "fail": ["convex"], "because": "the valley bends" },
  "precision": "float64"
} ] }`;

test('a file of subjects is read', () => {
  const [subject] = readSubjects(rosenbrock, 'r.gradcheck.json');
  const observed = evaluator(subject!);
  expect(observed.f(Float64Array.of(-1, 2))).toBe(104);
  expect(observed.gradient?.(Float64Array.of(-1, 2))).toEqual(Float64Array.of(396, 200));
  expect(observed.hessian?.(Float64Array.of(-1, 2))).toEqual([Float64Array.of(402, 400), Float64Array.of(400, 200)]);
  expect(subject).toMatchObject({
    name: 'rosenbrock',
    domain: [
      [-2, 2],
      [-1, Number.POSITIVE_INFINITY],
    ],
    variables: ['x', 'y'],
    precision: 'float64',
    source: { file: 'r.gradcheck.json', line: 1 },
    expect: { fail: ['convex'], because: 'the valley bends' },
  });
});

test('a subject knows its line, and a byte order mark is no matter', () => {
  const entry = (name: string) => `{ "name": "${name}",\n "variables": { "x": [0, 1] }, "f": "x" }`;
  const subjects = readSubjects(`\ufeff{ "subjects": [\n${entry('a')},\n${entry('b')} ] }`, 'f.json');
  expect(subjects.map(({ name, source }) => [name, source?.line])).toEqual([
    ['a', 2],
    ['b', 4],
  ]);
});

const texts: readonly (readonly [text: string, message: string])[] = [
  ['', 'a.json:1:1: not a JSON file of subjects: the text ends where a value should be'],
  ['{', 'a.json:1:2: not a JSON file of subjects: the text ends where a key in double quotes should be'],
  ['{"subjects": [\n  {"name": "q" "f": 1}]}', 'a.json:2:16: not a JSON file of subjects: expected a comma or }'],
  ['{"subjects": [1,]}', 'a.json:1:17: not a JSON file of subjects: a comma before ] is not JSON'],
  ['{"subjects": [1],}', 'a.json:1:18: not a JSON file of subjects: a comma before } is not JSON'],
  ["{'subjects': []}", 'a.json:1:2: not a JSON file of subjects: expected a key in double quotes'],
  ['{"subjects": [NaN]}', 'a.json:1:15: not a JSON file of subjects: expected a value'],
  ['{"subjects": ["a\n"]}', 'a.json:1:15: not a JSON file of subjects: this string is not closed or holds a raw control character'],
  ['{} {}', 'a.json:1:4: not a JSON file of subjects: there is more after the end of the JSON value'],
  ['{"__proto__": 1}', 'a.json:1:2: not a JSON file of subjects: the key "__proto__" is not allowed'],
  ['['.repeat(100_000), 'a.json:1:102: not a JSON file of subjects: nested deeper than 100'],
  [
    '{"subjects": [{"name": "a", "variables": {"x": [0, 1],\n "x": [0, 2]}, "f": "x"}]}',
    'a.json:2:2: not a JSON file of subjects: duplicate key "x" in subjects[0].variables',
  ],
  ['{}', 'a.json: subjects: is missing: must be a list of subjects'],
  ['[]', 'a.json: must be an object { "subjects": […] }'],
  ['null', 'a.json: must be an object { "subjects": […] }'],
  ['{"subject": []}', 'a.json: unknown key "subject"; did you mean "subjects"?'],
  ['{"subjects": []}', 'a.json: subjects: holds no subject'],
  ['{"subjects": [3]}', 'a.json: subject 0: must be an object'],
  ['{"subjects": [{"name": "", "variables": {}, "f": "x"}]}', 'a.json: subject 0: name: the name is empty'],
];

test.each(texts)('the file %j is refused', (text, message) => {
  expect(() => readSubjects(text, 'a.json')).toThrow(new SubjectFileError(message));
});

const q = { name: 'q', variables: { x: [-2, 2], y: [-2, 2] }, f: 'x^2 + 3*x*y', gradient: ['2*x + 3*y', '3*x'] };

const changes: readonly (readonly [change: object, message: string])[] = [
  [{ gradiant: ['1'] }, 'unknown key "gradiant"; did you mean "gradient"?'],
  [{ name: 3 }, 'name: a subject needs a name, a string'],
  [{ f: undefined }, 'f: is missing: must be a formula, or a list of formulas'],
  [{ f: ['x', 3] }, 'f[1]: must be a formula, as a string'],
  [{ f: '3xy' }, 'f: unknown variable xy; did you mean 3*x*y? (variables: x, y)'],
  [{ f: 'x +' }, 'f: syntax of "x +": Unexpected end of expression (char 4)'],
  [{ f: ['x', 'y'] }, 'gradient: f is a list of formulas, whose derivative is a jacobian: one row per output'],
  [{ gradient: ['1', '3xy'] }, 'gradient[1]: unknown variable xy; did you mean 3*x*y? (variables: x, y)'],
  [{ gradient: ['1'] }, 'gradient: needs 2 entries, one per variable (x, y), has 1'],
  [{ gradient: 'x' }, 'gradient: must be a list of formulas'],
  [{ hessian: [['1']] }, 'hessian: needs 2 rows, one per variable, has 1'],
  [{ variables: undefined }, 'variables: is missing: must be an object like { "x": [-2, 2] }'],
  [{ variables: { x: [0], y: [0, 1] } }, 'variables.x: an interval has two ends: [low, high]'],
  [{ variables: { x: ['a', 1], y: [0, 1] } }, 'variables.x[0]: an end of an interval is a finite number, or null where it is infinite'],
  [{ variables: { x: [1, 0], y: [0, 1] } }, 'variables.x: low 1 is above high 0'],
  [{ variables: { e: [0, 1] } }, 'variables.e: e already means something in formulas; choose another name'],
  [{ precision: 'float8' }, 'precision: must be float64, float32, bfloat16 or float16'],
  [{ critical: [{ at: [0, 0], knd: 'saddle' }] }, 'critical[0]: unknown key "knd"; did you mean "kind"?'],
  [{ critical: [{ at: [0], kind: 'saddle' }] }, 'critical[0].at: needs 2 entries, one per variable (x, y), has 1'],
  [{ expect: { fail: ['a'] } }, 'expect.because: is missing: must say why, in words'],
  [{ convex: 'yes' }, 'convex: must be true or false'],
  [{ monotone: 'upwards' }, 'monotone: must be "increasing" or "decreasing", or a list of these with null where nothing is said'],
  [{ monotone: ['increasing'] }, 'monotone: needs 2 entries, has 1'],
  [{ periods: [[1]] }, 'periods[0]: needs 2 entries, has 1'],
  [{ invariant: [{}] }, 'invariant[0]: needs "along" or "under"'],
  [{ invariant: [{ alon: ['y', '-x'] }] }, 'invariant[0]: unknown key "alon"; did you mean "along"?'],
  [{ invariant: [{ under: [[0, 1]] }] }, 'invariant[0].under: needs 2 rows, has 1'],
  [{ equivariant: [{ inputs: [[1, 0], [0]], outputs: [[1]] }] }, 'equivariant[0].inputs[1]: needs 2 entries, has 1'],
  [{ conservative: true }, 'conservative: a force needs 2 formulas as f, one per variable (x, y)'],
  [{ energy: 'x' }, 'energy: a force needs 2 formulas as f, one per variable (x, y)'],
  [{ reference: ['x', 'y'] }, 'reference: needs 1 entry, has 2'],
  [
    {
      f: ['x', 'y'],
      gradient: undefined,
      hessian: [
        ['1', '0'],
        ['0', '1'],
      ],
    },
    'hessian: f is a list of formulas; a hessian belongs to a function with one value',
  ],
  [{ jacobian: 3 }, 'jacobian: must be a list of rows of formulas'],
  [{ variables: { x: 3, y: [0, 1] } }, 'variables.x: must be an interval [low, high]'],
  [{ degree: 'two' }, 'degree: must be a number'],
  [{ monotone: ['upwards', null] }, 'monotone[0]: must be "increasing" or "decreasing"'],
  [{ critical: 3 }, 'critical: must be a list of points { "at": […], "kind": … }'],
  [{ critical: [3] }, 'critical[0]: must be an object { "at": […], "kind": … }'],
  [{ critical: [{ at: 0, kind: 'saddle' }] }, 'critical[0].at: must be a point: a list of numbers'],
  [{ critical: [{ at: [0, 0], kind: 'flat' }] }, 'critical[0].kind: must be minimum, maximum, saddle or undecided'],
  [{ points: 3 }, 'points: must be a list of points, each a list of numbers'],
  [{ points: [[1]] }, 'points[0]: has 1 number where 2 inputs are'],
  [{ periods: 3 }, 'periods: must be a list of periods, each a list of numbers'],
  [{ periods: [] }, 'periods: is empty'],
  [{ periods: [3] }, 'periods[0]: must be a list of numbers'],
  [{ invariant: 3 }, 'invariant: must be a list of objects { "along": […] } or { "under": [[…]] }'],
  [{ invariant: [3] }, 'invariant[0]: must be an object { "along": […] } or { "under": [[…]] }'],
  [{ invariant: [{ under: 3 }] }, 'invariant[0].under: must be a matrix: a list of rows of numbers'],
  [
    {
      invariant: [
        {
          along: ['y', '-x'],
          under: [
            [0, 1],
            [1, 0],
          ],
        },
      ],
    },
    'invariant[0]: has both "along" and "under"',
  ],
  [{ equivariant: 3 }, 'equivariant: must be a list of objects { "inputs": [[…]], "outputs": [[…]] }'],
  [{ equivariant: [3] }, 'equivariant[0]: must be an object { "inputs": [[…]], "outputs": [[…]] }'],
  [{ expect: 3 }, 'expect: must be an object { "fail": […], "because": "…" }'],
  [{ expect: { fail: 3, because: 'x' } }, 'expect.fail: must be a list of names of properties, or "all"'],
  [{ expect: { fail: [3], because: 'x' } }, 'expect.fail[0]: must be the name of a property'],
  [{ requirement: 3 }, 'requirement: must be a string'],
  [{ requires: 3 }, 'requires: must be an object { digits: N }, with N from 0 to 17'],
];

test.each(changes)('a subject with %o is refused', (change, message) => {
  const entry = { ...q, ...change };
  const which = typeof entry.name === 'string' ? '"q"' : '0';
  expect(() => readSubjects(JSON.stringify({ subjects: [entry] }), 'a.json')).toThrow(
    new SubjectFileError(`a.json: subject ${which}: ${message}`),
  );
});

test('traits are accepted by their names, functions among them as formulas', () => {
  const text = JSON.stringify({
    subjects: [
      {
        name: 'well',
        variables: { x: [-2, 2], y: [-2, 2] },
        f: 'x^2 + y^2',
        degree: 2,
        convex: true,
        even: true,
        monotone: [null, null],
        invariant: [
          { along: ['-y', 'x'] },
          {
            under: [
              [0, 1],
              [1, 0],
            ],
          },
        ],
        reference: 'x*x + y*y',
      },
      {
        name: 'force',
        variables: { x: [-9, 9] },
        f: ['-sin(x)'],
        odd: true,
        periods: [[2 * Math.PI]],
        equivariant: [{ inputs: [[-1]], outputs: [[-1]] }],
        energy: '1 - cos(x)',
      },
    ],
  });
  const [well, force] = readSubjects(text, 't.json') as [FunctionSubject, FunctionSubject];
  expect(well).toMatchObject({ degree: 2, convex: true, even: true, monotone: [null, null] });
  const [turn] = well.invariant as unknown as [{ along(x: readonly number[]): ArrayLike<number> }];
  expect(Array.from(turn.along([3, 5]))).toEqual([-5, 3]);
  expect(well.reference?.([3, 5] as never)).toEqual([34]);
  expect(force).toMatchObject({ outputs: 1, odd: true, periods: [[2 * Math.PI]], equivariant: [{ inputs: [[-1]], outputs: [[-1]] }] });
  expect(force.energy?.([Math.PI] as never)).toBe(2);
});

test('a name that is data is refused', () => {
  const entry = { ...q, name: 'q'.repeat(10_001) };
  expect(() => readSubjects(JSON.stringify({ subjects: [entry] }), 'a.json')).toThrow(
    /^a\.json: subject "q+…": name: the name is too long$/,
  );
});

test('duplicate names are refused', () => {
  expect(() => readSubjects(JSON.stringify({ subjects: [q, { ...q, name: 'r' }, q] }), 'a.json')).toThrow(
    new SubjectFileError('a.json: subject "q": name: subjects 0 and 2 have the same name'),
  );
});

test('control characters of the file and of its name do not reach the message', () => {
  const text = JSON.stringify({ subjects: [{ ...q, name: 'a\n\u001b[31m', f: 'zz' }] });
  expect(() => readSubjects(text, 'b\u0007.json')).toThrow(
    new SubjectFileError('b\\u0007.json: subject "a\\u000a\\u001b[31m": f: unknown variable zz (variables: x, y)'),
  );
});

test('a file of ten thousand subjects is read in linear time', () => {
  const subjects = Array.from({ length: 10_000 }, (_, i) => ({ ...q, name: `q${i}` }));
  const start = performance.now();
  expect(readSubjects(JSON.stringify({ subjects }, null, 1), 'a.json').length).toBe(10_000);
  expect(performance.now() - start).toBeLessThan(20_000);
});
