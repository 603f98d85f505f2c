/** A campaign of random programs over the table of operations of an engine. */
import type { Sweep } from '../adapters/sweep.ts';
import type { Result } from '../check/check.ts';
import type { Property } from '../law/property.ts';
import { axis, type Vector } from '../math/vector.ts';
import { derivative } from '../measure/differences/index.ts';
import { messageOf } from '../subject/guard.ts';
import { type Catalogue, catalogueOf, familyOf } from './catalogue.ts';
import { wholeOf } from './chain.ts';
import { codeOf } from './code.ts';
import { examined, type Suspicion } from './examination.ts';
import { generated, seedsOf } from './generation.ts';
import { confirmed, leafNames, numbersOf, subjectOf } from './opinion.ts';
import { apart, type Program, stepsOf } from './program.ts';
import { shrunk } from './shrinking.ts';

/** How long a campaign goes on, and from where. */
export interface FuzzOptions {
  readonly seed: number;
  /** Programs; without end, if omitted. */
  readonly runs?: number;
  /** The place of the only program that is looked at. */
  readonly place?: number;
  /** Whether there is time for another program, and for another smaller one of a suspect. */
  readonly goesOn?: () => boolean;
  readonly laws: readonly Property[];
  readonly onProgress?: (programs: number, findings: number) => void;
}

/** A wrong derivative, as the smallest program that shows it. */
export interface Finding {
  /** The families of the operations that are wrong: of one alone, or of all that are needed to show it. */
  readonly root: string;
  /** The place of the first program in which it was found, from 0. */
  readonly place: number;
  /** Programs in which it was found. */
  readonly programs: number;
  readonly steps: number;
  /** The smallest program, as lines of code. */
  readonly code: readonly string[];
  /** The entries of the gradient of ⟨1, f⟩ that the engine claims, and what is measured; in words where it throws. */
  readonly entries: readonly { readonly label: string; readonly claimed: number; readonly measured: number }[];
  readonly thrown?: string;
  /** What the laws say of it. */
  readonly result: Result;
}

/** What comes of a campaign. */
export interface Fuzzed {
  readonly programs: number;
  /** The median of the numbers of steps on which results depend. */
  readonly steps: number;
  readonly findings: readonly Finding[];
  /** Suspects that the laws did not confirm. */
  readonly cleared: number;
  /** Families that took no part, since their derivative is known to be wrong, or the engine has none. */
  readonly leftOut: readonly string[];
  /** Families of which the engine has no derivative at some shapes; programs with them were looked at up to there. */
  readonly underived: readonly string[];
}

/** Suspects of one root that are looked into; of more, those whose number is a power of two. Why: the laws take as long as a hundred programs, and what they cleared eight times is mostly noise. */
const LOOKED_INTO = 8;
/** The root of what goes wrong only where a tensor is used more than once. */
const SHARED = 'a tensor that is used twice';
/** What stands between the families of a root. */
const JOINT = ' + ';
/** Programs between two calls of the listener. Why: a line that changes ten times a second can be read. */
const PROGRESS_STEP = 16;

/** Whether any operation of a table can take part. */
export const canTry = (sweep: Sweep): boolean => catalogueOf(sweep).families.length > 0;

/** Runs random programs over a table of operations, and tells of each root of wrong derivatives the smallest program that the laws confirm. */
export function fuzz(
  sweep: Sweep,
  { seed, runs = Number.POSITIVE_INFINITY, place, goesOn = () => true, laws, onProgress }: FuzzOptions,
): Fuzzed {
  const campaign = campaignOf(sweep, { laws, goesOn });
  const lengths: number[] = [];
  let at = 0;
  for (const one of seedsOf(seed)) {
    if (at >= (place === undefined ? runs : place + 1) || !goesOn()) break;
    const index = at++;
    if (place !== undefined && index !== place) continue;
    const program = generated(campaign.catalogue, one);
    if (!program) continue;
    lengths.push(stepsOf(program).length);
    const before = campaign.findings.size;
    campaign.examine(program, one, index);
    if (index % PROGRESS_STEP === 0 || campaign.findings.size > before) onProgress?.(lengths.length, campaign.findings.size);
  }
  return {
    programs: lengths.length,
    steps: lengths.sort((a, b) => a - b)[lengths.length >> 1] ?? 0,
    findings: [...campaign.findings.values()],
    cleared: campaign.cleared,
    leftOut: campaign.catalogue.leftOut,
    underived: [...campaign.underived],
  };
}

/** A suspicion, with the seed and the place of its program. */
interface Lead {
  readonly suspicion: Suspicion<unknown>;
  readonly seed: number;
  readonly place: number;
}

/** What suspects are judged by, and for how long. */
type Judges = Pick<FuzzOptions, 'laws'> & { readonly goesOn: () => boolean };

/** The state of a campaign. */
function campaignOf(sweep: Sweep, judges: Judges) {
  const findings = new Map<string, Finding>();
  const suspects = new Map<string, number>();
  const catalogue = catalogueOf<unknown>(sweep);
  const self = {
    catalogue,
    findings,
    cleared: 0,
    underived: new Set<string>(),
    examine(program: Program<unknown>, seed: number, place: number): void {
      const { suspicions, underived } = examined(catalogue, program, seed);
      if (underived !== undefined) self.underived.add(underived);
      const roots = new Map(suspicions.map((suspicion) => [suspicion.root ?? '', suspicion]));
      for (const suspicion of roots.values()) follow({ suspicion, seed, place });
    },
  };
  /** Takes down a finding. Two that need a whole program have the root that both have in common. */
  const note = (root: string, finding: () => Finding): void => {
    const mine = root.split(JOINT);
    const known = [...findings.keys()].find((other) => other.split(JOINT).some((name) => mine.includes(name)));
    if (known === undefined) {
      findings.set(root, finding());
      return;
    }
    const { programs, ...before } = findings.get(known)!;
    const both = known
      .split(JOINT)
      .filter((name) => mine.includes(name))
      .join(JOINT);
    findings.delete(known);
    findings.set(both, { ...before, root: both, programs: programs + 1 });
  };
  const follow = ({ suspicion, seed, place }: Lead): void => {
    const { root = '' } = suspicion;
    const known = findings.get(root);
    if (known) {
      note(root, () => known);
      return;
    }
    const count = (suspects.get(root) ?? 0) + 1;
    suspects.set(root, count);
    if (count > LOOKED_INTO && (count & (count - 1)) !== 0) return;
    const found = smallestOf(catalogue, { suspicion, seed, place }, judges);
    if (!found) self.cleared++;
    else note(found.root, () => findingOf(catalogue, { ...found, place }, sweep.table));
  };
  return self;
}

interface Confirmed {
  readonly program: Program<unknown>;
  readonly root: string;
  readonly result: Result;
}

/** The smallest program that shows what is suspected, if the laws confirm it. */
function smallestOf(
  catalogue: Catalogue<unknown>,
  { suspicion: { kind, root, program }, seed }: Lead,
  { laws, goesOn }: Judges,
): Confirmed | undefined {
  const isSuspect = (one: Program<unknown>, plain: boolean): boolean =>
    examined(catalogue, one, seed, plain).suspicions.some(
      (other) => other.root === root && (kind === 'whole') === (other.kind === 'whole'),
    );
  const plain = isSuspect(program, true);
  const small = shrunk(catalogue, program, { holds: (one) => isSuspect(one, plain), goesOn });
  for (const one of small === program ? [program] : [small, program]) {
    const result = confirmed(catalogue, one, laws);
    if (!result) continue;
    const split = apart(one);
    const shared = kind === 'whole' && split !== undefined && !isSuspect(split, plain);
    const families = [...new Set(stepsOf(one).map(({ operation }) => familyOf(operation)))];
    return { program: one, root: root ?? (shared ? SHARED : families.join(JOINT)), result };
  }
  return undefined;
}

function findingOf(
  catalogue: Catalogue<unknown>,
  { program, root, result, place }: Confirmed & { readonly place: number },
  table: Sweep['table'],
): Finding {
  const { numbers, shape } = program.at(-1)!.value;
  const ones = numbers.map(() => 1);
  const claims = claimed(catalogue, program, { numbers: ones, shape });
  return {
    root,
    place,
    programs: 1,
    steps: stepsOf(program).length,
    code: codeOf(program, table, ones),
    ...(typeof claims === 'string' ? { thrown: claims, entries: [] } : { entries: entriesOf(catalogue, program, claims) }),
    result,
  };
}

/** The claimed gradient of ⟨dy, f⟩, or what the engine throws. */
function claimed(
  catalogue: Catalogue<unknown>,
  program: Program<unknown>,
  dy: { readonly numbers: Vector; readonly shape: readonly number[] },
): Vector | string {
  try {
    return Float64Array.from(wholeOf(catalogue.engine, program, dy).gradients.flatMap((part) => [...part]));
  } catch (error) {
    return messageOf(error);
  }
}

/** The entries of a gradient that are claimed, beside those that are measured. */
function entriesOf(catalogue: Catalogue<unknown>, program: Program<unknown>, claims: Vector): Finding['entries'] {
  const subject = subjectOf(catalogue, program);
  const x = numbersOf(program);
  const f = (at: Vector): number => (subject.f(at as never) as Vector).reduce((sum, value) => sum + value, 0);
  const { precision = 'float64' } = subject;
  return Array.from(claims, (claim, i) => ({
    label: subject.label?.(i) ?? leafNames(1)[0]!,
    claimed: claim,
    measured: derivative(f, x, axis(x.length, i), { precision }).value,
  }));
}
