import { axis } from '../../math/vector.ts';
import { outputLabelOf } from '../../subject/label.ts';
import type { Comparison } from '../comparison.ts';
import { part, restrictedTo } from '../restricted.ts';
import type { Diagnosis, Evidence, Mistake } from './diagnosis.ts';
import { labelCondition } from './label-condition.ts';

/** The most outputs of a map that is looked at output by output. Why: each output is a slope at each entry and point. */
const PARTED_OUTPUTS = 128;
/** Single outputs that are looked at. Why: each costs as much as a comparison at a few points; evenly spaced ones are of several tensors, rows and columns. */
const SINGLE_OUTPUTS = 16;
/** Wrong entries from which it is seen in which outputs the claim is wrong. Why: each takes a slope for every output. */
const PARTED_ENTRIES = 3;
/** Points at which they are looked at. Why: as above; a second shows what the first hides. */
const PARTED_POINTS = 2;
/** Evaluations of f after which no further outputs are looked at. Why: as many as the comparison itself may cost. */
const PARTED_COST = 3000;

/** Outputs that are told as one, and what they are called. */
interface Group {
  readonly name: string;
  readonly outputs: readonly number[];
}

/** The outputs by a part of their names. */
function grouped({ target: { subject, outputs } }: Comparison, part: (label: string) => string): readonly Group[] {
  const groups = new Map<string, number[]>();
  for (let k = 0; k < outputs; k++) {
    const name = part(outputLabelOf(subject, k));
    groups.set(name, [...(groups.get(name) ?? []), k]);
  }
  return [...groups].map(([name, outputs]) => ({ name, outputs }));
}

/** The name of the tensor of which an output is an entry: `h` of `h[0,1] for t = 2`. */
const tensorName = (label: string): string => /^[^[ ]*/.exec(label)![0];

/** The same, and what else is said of it: `h for t = 2`. */
const tensorAndLabels = (label: string): string => label.replace(/^([^[ ]*)(\[[\d,]*\])?/, '$1');

/** The first of the relations that holds of what comes from these outputs. */
function relationOf(
  relations: readonly Diagnosis[],
  evidence: Evidence,
  { name, outputs }: Group,
): (Mistake & { readonly kind: string }) | undefined {
  const comparison = restrictedTo(evidence.comparison, outputs);
  if (comparison.wrong.length === 0) return undefined;
  for (const relation of relations) {
    const found = relation.explain({ ...evidence, comparison });
    if (found) return { ...found, kind: relation.name, text: `in what comes from ${name}: ${found.text}` };
  }
  return undefined;
}

const parted = ({ claim, target: { outputs: m } }: Comparison): boolean => claim === 'vjp' && m >= 2 && m <= PARTED_OUTPUTS;

/** Of several outputs with names, one whose cotangent goes wrong, and the others are right. */
export const ofOneOutput = (relations: readonly Diagnosis[]): Diagnosis => ({
  name: 'of-one-output',
  explain(evidence) {
    const { comparison } = evidence;
    const groups = parted(comparison) ? grouped(comparison, tensorName) : [];
    if (groups.length < 2) return undefined;
    const wrong = groups.filter(({ outputs }) => restrictedTo(comparison, outputs).wrong.length > 0);
    if (wrong.length === 0 || wrong.length === groups.length) return undefined;
    const name = wrong.map((group) => group.name).join(' and ');
    return relationOf(relations, evidence, { name, outputs: wrong.flatMap(({ outputs }) => outputs) });
  },
});

/** What comes from some of the outputs goes wrong in one way: from just those that are wrong, from one tensor of them, for one choice of labels, or, in a way that shows in one alone, from a single one. */
export const ofSomeOutputs = (relations: readonly Diagnosis[], ofOne: readonly Diagnosis[]): Diagnosis => ({
  name: 'of-some-outputs',
  explain(evidence) {
    const { comparison } = evidence;
    if (!parted(comparison)) return undefined;
    const wrong = wrongOutputs(comparison);
    if (wrong.length === 0) return undefined;
    const [first] = wrong;
    const label = (k: number) => outputLabelOf(comparison.target.subject, k);
    const others = wrong.length === 1 ? '' : ` and ${wrong.length - 1} other${wrong.length === 2 ? '' : 's'}`;
    const condition = labelCondition(
      wrong.map(label),
      Array.from({ length: comparison.target.outputs }, (_, k) => label(k)),
    );
    const rest = `${others}${condition === undefined ? '' : `, all with ${condition}`}${others && ', and right from the others'}`;
    const exact: Group = { name: `${label(first!)}${rest}`, outputs: wrong };
    const tensors = grouped(comparison, tensorName);
    const several = [
      ...(wrong.length < comparison.target.outputs ? [exact] : []),
      ...(tensors.length > 1 ? tensors : []),
      ...grouped(comparison, tensorAndLabels),
    ];
    const singles = wrong.filter((_, i) => i % Math.ceil(wrong.length / SINGLE_OUTPUTS) === 0);
    const began = comparison.target.evaluations.f;
    const dear = (): boolean => comparison.target.evaluations.f - began > PARTED_COST;
    for (const group of several) {
      if (dear()) return undefined;
      const found = group.outputs.length > 1 ? relationOf(relations, evidence, group) : undefined;
      if (found) return found;
    }
    for (const k of singles) {
      if (dear()) return undefined;
      const found = relationOf(ofOne, evidence, { name: label(k), outputs: [k] });
      if (found) return found;
    }
    return undefined;
  },
});

/** The outputs from which what comes to some wrong entries is wrong. */
function wrongOutputs(comparison: Comparison): readonly number[] {
  const { points, wrong, target } = comparison;
  const few = wrong.slice(0, PARTED_ENTRIES);
  const places = points.filter((point) => point.ordinary && point.wrong.length > 0).slice(0, PARTED_POINTS);
  return Array.from({ length: target.outputs }, (_, j) => j).filter((j) =>
    places.some(({ x }) => part(comparison, x, axis(target.outputs, j), few).wrong.length > 0),
  );
}
