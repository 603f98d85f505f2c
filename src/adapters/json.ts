import * as z from 'zod';
import { escaped, FormulaError, quoted } from '../formulas/formula-error.ts';
import { nearest } from '../subject/nearest.ts';
import { requiresShape } from '../subject/shape.ts';
import { type FunctionSubject, LONGEST_NAME } from '../subject/subject.ts';
import { type FormulaDefinition, fromFormula } from './formula.ts';
import { JsonTextError, readJson } from './json-text.ts';

/** Thrown where a text is no file of subjects. Its message is one line that names file, subject and key. */
export class SubjectFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SubjectFileError';
  }
}

const formula = z.string({ error: 'must be a formula, as a string' });
const formulas = z.array(formula, { error: 'must be a list of formulas' });
const rows = z.array(formulas, { error: 'must be a list of rows of formulas' });
const end = z.number({ error: 'an end of an interval is a finite number, or null where it is infinite' }).nullable();
const interval = z.tuple([end, end], {
  error: (issue) => (Array.isArray(issue.input) ? 'an interval has two ends: [low, high]' : 'must be an interval [low, high]'),
});
const truth = z.boolean({ error: 'must be true or false' });
const finite = z.number({ error: 'must be a number' });
const row = z.array(finite, { error: 'must be a list of numbers' });
const matrix = z.array(row, { error: 'must be a matrix: a list of rows of numbers' });
const trend = z.enum(['increasing', 'decreasing'], { error: 'must be "increasing" or "decreasing"' });

/** The shape of one subject in a file. */
export const SubjectEntry = z.strictObject(
  {
    name: z.string({ error: 'a subject needs a name, a string' }).min(1, 'the name is empty').max(LONGEST_NAME, 'the name is too long'),
    variables: z.record(z.string(), interval, { error: 'must be an object like { "x": [-2, 2] }' }),
    f: z.union([formula, formulas], { error: 'must be a formula, or a list of formulas' }),
    gradient: formulas.optional(),
    jacobian: rows.optional(),
    hessian: rows.optional(),
    points: z.array(row, { error: 'must be a list of points, each a list of numbers' }).optional(),
    precision: z.enum(['float64', 'float32', 'bfloat16', 'float16'], { error: 'must be float64, float32, bfloat16 or float16' }).optional(),
    critical: z
      .array(
        z.strictObject(
          {
            at: z.array(z.number({ error: 'must be a number' }), { error: 'must be a point: a list of numbers' }),
            kind: z.enum(['minimum', 'maximum', 'saddle', 'undecided'], { error: 'must be minimum, maximum, saddle or undecided' }),
          },
          { error: message('must be an object { "at": […], "kind": … }') },
        ),
        { error: 'must be a list of points { "at": […], "kind": … }' },
      )
      .optional(),
    degree: z.number({ error: 'must be a number' }).optional(),
    convex: truth.optional(),
    quadratic: truth.optional(),
    closed: truth.optional(),
    monotone: z
      .union([trend, z.array(trend.nullable())], {
        error: 'must be "increasing" or "decreasing", or a list of these with null where nothing is said',
      })
      .optional(),
    even: truth.optional(),
    odd: truth.optional(),
    periods: z.array(row, { error: 'must be a list of periods, each a list of numbers' }).min(1, 'is empty').optional(),
    invariant: z
      .array(
        z.strictObject(
          { along: formulas.optional(), under: matrix.optional() },
          { error: message('must be an object { "along": […] } or { "under": [[…]] }') },
        ),
        { error: 'must be a list of objects { "along": […] } or { "under": [[…]] }' },
      )
      .min(1, 'is empty')
      .optional(),
    equivariant: z
      .array(
        z.strictObject({ inputs: matrix, outputs: matrix }, { error: message('must be an object { "inputs": [[…]], "outputs": [[…]] }') }),
        {
          error: 'must be a list of objects { "inputs": [[…]], "outputs": [[…]] }',
        },
      )
      .min(1, 'is empty')
      .optional(),
    conservative: truth.optional(),
    energy: formula.optional(),
    reference: z.union([formula, formulas], { error: 'must be a formula, or a list of formulas' }).optional(),
    expect: z
      .strictObject(
        {
          fail: z.union([z.array(z.string({ error: 'must be the name of a property' })).min(1, 'is empty'), z.literal('all')], {
            error: 'must be a list of names of properties, or "all"',
          }),
          because: z.string({ error: 'must say why, in words' }).min(1, 'is empty'),
        },
        { error: message('must be an object { "fail": […], "because": "…" }') },
      )
      .optional(),
    requirement: z.string({ error: 'must be a string' }).optional(),
    requires: requiresShape.optional(),
  },
  { error: message('must be an object') },
);

/** The shape of a file of subjects. */
export const SubjectFile = z.strictObject(
  { subjects: z.array(z.unknown(), { error: 'must be a list of subjects' }).min(1, 'holds no subject') },
  { error: message('must be an object { "subjects": […] }') },
);

/** The message for a value of the wrong type; for a key too many, zod's own issue is used (`problemOf`). */
function message(text: string) {
  return (issue: { readonly code?: string }): string | undefined => (issue.code === 'unrecognized_keys' ? undefined : text);
}

/** The keys that an object at a path may have. */
const keysAt = (path: readonly PropertyKey[], inSubject: boolean): readonly string[] => {
  if (!inSubject) return Object.keys(SubjectFile.shape);
  if (path[0] === 'critical') return ['at', 'kind'];
  if (path[0] === 'expect') return ['fail', 'because'];
  if (path[0] === 'invariant') return ['along', 'under'];
  if (path[0] === 'equivariant') return ['inputs', 'outputs'];
  return Object.keys(SubjectEntry.shape);
};

/** One line about an issue of zod's: `gradient[1]: must be …`. */
function problemOf(issue: z.core.$ZodIssue, value: unknown, inSubject: boolean): string {
  const key = issue.path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i ? '.' : ''}${quoted(String(part))}`)).join('');
  const before = key ? `${key}: ` : '';
  if (issue.code === 'unrecognized_keys') {
    const [unknown = ''] = issue.keys;
    const known = keysAt(issue.path, inSubject);
    const meant = nearest(unknown, known);
    return `${before}unknown key "${quoted(unknown)}"; ${meant ? `did you mean "${meant}"?` : `known are ${known.join(', ')}`}`;
  }
  // A union hides what is wrong inside its list.
  if (issue.code === 'invalid_union') {
    const deeper = issue.errors.map(([first]) => first).find((first) => first !== undefined && first.path.length > 0);
    if (deeper) return problemOf({ ...deeper, path: [...issue.path, ...deeper.path] }, value, inSubject);
  }
  const given = issue.path.reduce<unknown>((part, step) => (part as Record<PropertyKey, unknown> | undefined)?.[step], value);
  return `${before}${given === undefined ? 'is missing: ' : ''}${issue.message}`;
}

/**
 * The subjects of a JSON file: `{ "subjects": [{ "name", "variables", "f", "gradient", … }] }`, formulas in mathjs syntax.
 * @throws {SubjectFileError} in one line, naming file, subject and key.
 */
export function readSubjects(text: string, file: string): FunctionSubject[] {
  return readEntries(text, file).map((entry) => {
    if (entry instanceof SubjectFileError) throw entry;
    return entry;
  });
}

/**
 * The subjects of a JSON file in their order; in the place of one that is none, the error that says why.
 * @throws {SubjectFileError} if the text is no list of subjects at all.
 */
export function readEntries(text: string, file: string): (FunctionSubject | SubjectFileError)[] {
  const shown = escaped(file);
  const { value, lines } = json(text, shown);
  const whole = SubjectFile.safeParse(value);
  if (!whole.success) throw new SubjectFileError(`${shown}: ${problemOf(preferUnknown(whole.error.issues), value, false)}`);

  const names = new Map<string, number>();
  return whole.data.subjects.map((entry, index) => {
    const name = (entry as { name?: unknown } | null)?.name;
    const which = `${shown}: subject ${typeof name === 'string' && name !== '' ? `"${quoted(name)}"` : index}`;
    const parsed = SubjectEntry.safeParse(entry);
    if (!parsed.success) return new SubjectFileError(`${which}: ${problemOf(preferUnknown(parsed.error.issues), entry, true)}`);
    const before = names.get(parsed.data.name);
    if (before !== undefined) return new SubjectFileError(`${which}: name: subjects ${before} and ${index} have the same name`);
    names.set(parsed.data.name, index);
    const line = lines.get(entry as object);
    try {
      return fromFormula({ ...(parsed.data as FormulaDefinition), source: { file, ...(line === undefined ? {} : { line }) } });
    } catch (error) {
      if (error instanceof FormulaError) return new SubjectFileError(`${shown}: ${error.message}`);
      throw error;
    }
  });
}

/** The issue to report: an unknown key first, for a missing one may have been misspelled so. */
const preferUnknown = (issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue =>
  issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!;

function json(text: string, shown: string): ReturnType<typeof readJson> {
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    throw new SubjectFileError(
      `${shown}:${error.place.line}:${error.place.column}: not a JSON file of subjects: ${escaped(error.message)}`,
    );
  }
}
