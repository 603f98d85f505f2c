import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { originOf } from '../formulas/origin.ts';
import { dimension, interval } from '../math/domain.ts';
import { asFunction, type Kind, type Subject } from '../subject/kind.ts';
import { labelOf } from '../subject/label.ts';
import type { FunctionSubject, Traits } from '../subject/subject.ts';
import { plainTraits } from '../subject/traits.ts';

/** What was checked: a subject as far as a reader of the report must know it. */
export interface Statement {
  readonly name: string;
  readonly kind: Kind;
  /** The number of outputs of its map; absent if it would not say. */
  readonly outputs?: number;
  /** Inputs, or whole tensors of them; of very many inputs the first ones. */
  readonly inputs: readonly StatedInput[];
  /** How many inputs there are besides. */
  readonly more?: number;
  /** Formulas that define the map, and its claims; of a map in code none. */
  readonly formulas?: Readonly<Record<string, readonly string[]>>;
  /** The text of the functions, if they are code, as the program that has loaded them gives it; the beginning of a long one. */
  readonly code?: string;
  readonly claims: readonly string[];
  /** What is known beyond values and claims, in the words of the subject: `convex`, `degree 2`. */
  readonly traits: readonly string[];
  /** What a reader must know to read its numbers, each a sentence. */
  readonly notes?: readonly string[];
  readonly source?: { readonly file: string; readonly line?: number };
  readonly requirement?: string;
  readonly requires?: { readonly digits: number };
}

/** An input, or a tensor of inputs, and the interval in which they lie. */
export interface StatedInput {
  readonly name: string;
  readonly shape?: readonly number[];
  readonly low: number;
  readonly high: number;
}

/** Inputs or tensors that are listed. Why: they fill a page. */
const LISTED_INPUTS = 40;
/** Characters of source text that are kept. Why: a layer has some two thousand. */
const KEPT_CODE = 6000;

const CLAIMS = ['gradient', 'jacobian', 'vjp', 'jvp', 'hessian', 'hvp', 'reference', 'many'] as const;

/** What a report says of a subject. */
export function statementOf(subject: Subject): Statement {
  const { name, kind, source, requirement, requires } = subject;
  const identity = {
    name,
    kind,
    ...(source && { source: { file: source.file, ...(source.line !== undefined && { line: source.line }) } }),
    ...(requirement !== undefined && { requirement }),
    ...(requires && { requires }),
  };
  try {
    return { ...identity, ...describing(asFunction(subject), subject) };
  } catch {
    return { ...identity, inputs: [], claims: [], traits: [] };
  }
}

function describing(map: FunctionSubject, subject: Subject): Omit<Statement, 'name' | 'kind'> {
  const claims = CLAIMS.filter((claim) => map[claim]);
  const known = ['f' as const, ...claims].map((key) => [key, originOf(map[key])] as const);
  const formulas = Object.fromEntries(known.flatMap(([key, texts]) => (texts ? [[key, texts]] : [])));
  const given = map.formula === undefined || formulas.f ? {} : { formula: [map.formula].flat() };
  const code = formulas.f ? undefined : (subject.text ?? map.text ?? ['f' as const, ...claims].map((key) => String(map[key])).join('\n'));
  const all = { ...formulas, ...given };
  return {
    ...(map.outputs !== undefined && { outputs: map.outputs }),
    ...inputsOf(map),
    ...(Object.keys(all).length > 0 && { formulas: all }),
    ...(code !== undefined && { code: code.slice(0, KEPT_CODE) }),
    claims,
    traits: traitsOf(map),
    ...(map.notes && { notes: map.notes }),
  };
}

function inputsOf(map: FunctionSubject): Pick<Statement, 'inputs' | 'more'> {
  const n = dimension(map.domain);
  const over = (name: string, [from, to]: readonly [number, number], shape?: readonly number[]): StatedInput => {
    let [low, high] = interval(map.domain, from);
    for (let i = from; i < to; i++) [low, high] = [Math.min(low, interval(map.domain, i)[0]), Math.max(high, interval(map.domain, i)[1])];
    return { name, ...(shape && { shape }), low, high };
  };
  const parts = map.tensors?.map(({ name, shape, offset }, k, all) => over(name, [offset, all[k + 1]?.offset ?? n], shape));
  if (parts) return listed(parts);
  if (n <= LISTED_INPUTS) return { inputs: Array.from({ length: n }, (_, i) => over(labelOf(map, i), [i, i + 1])) };
  return { inputs: [over('x', [0, n], [n])] };
}

const listed = (all: readonly StatedInput[]): Pick<Statement, 'inputs' | 'more'> =>
  all.length > LISTED_INPUTS ? { inputs: all.slice(0, LISTED_INPUTS), more: all.length - LISTED_INPUTS } : { inputs: all };

/** The traits of a map, each in a few words. */
function traitsOf(map: FunctionSubject): readonly string[] {
  const hidden: readonly string[] = ['formula', 'variables'];
  const names = [...Object.keys(plainTraits).filter((key) => !hidden.includes(key)), 'invariant', 'equivariant', 'batch', 'energy'];
  const fixed = map.points?.length ?? 0;
  const own = fixed === 0 ? [] : [fixed === 1 ? '1 fixed point' : `${fixed} fixed points`];
  return names
    .flatMap((name) => {
      const value = map[name as keyof Traits] as unknown;
      if (value === undefined || value === false) return [];
      return typeof value === 'number' || typeof value === 'string' ? [`${name} ${value}`] : [name];
    })
    .concat(own);
}

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** The SHA-256 of the files in which subjects are written, by their names; those that cannot be read are left out. */
export function filesOf(statements: readonly Statement[]): Readonly<Record<string, string>> {
  const files = [...new Set(statements.flatMap(({ source }) => source?.file ?? []))];
  return Object.fromEntries(
    files.flatMap((file) => {
      try {
        return [[file, sha256(readFileSync(file))]];
      } catch {
        return [];
      }
    }),
  );
}
