/** A campaign of random programs over the table of operations of an engine. */
import type { Sweep } from '../adapters/sweep.ts';
import type { Property } from '../law/property.ts';
import { type Catalogue, catalogueOf } from './catalogue.ts';
import { examined, type Suspicion } from './examination.ts';
import { type Confirmed, type Finding, familiesOf, findingOf, type Origin } from './finding.ts';
import { generated, seedsOf } from './generation.ts';
import { isWrongTwice, nestingOf } from './nested.ts';
import { confirmed } from './opinion.ts';
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

/** What comes of a campaign. */
export interface Fuzzed {
  readonly programs: number;
  /** Those of them that were examined in second order, too. */
  readonly nested: number;
  /** The median of the numbers of steps on which results depend. */
  readonly steps: number;
  readonly findings: readonly Finding[];
  /** Suspects that the laws did not confirm. */
  readonly cleared: number;
  /** Families that took no part, since their derivative is known to be wrong, or the engine has none. */
  readonly leftOut: readonly string[];
  /** Families that took part in first order alone, where the engine nests. */
  readonly leftOutNested: readonly string[];
  /** Families of which the engine has no derivative at some shapes; programs with them were looked at up to there. */
  readonly underived: readonly string[];
}

/** Of programs, one in so many is made of operations that have a second derivative, and examined in second order too. Why: it costs about as much as the first, and finds what is rarer. */
const NESTED_STEP = 8;
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
    const order = index % NESTED_STEP === 0 && campaign.catalogues[2].families.length > 0 ? 2 : 1;
    const program = generated(campaign.catalogues[order], one);
    if (!program) continue;
    lengths.push(stepsOf(program).length);
    const before = campaign.size();
    campaign.examine(program, { order, seed: one, place: index });
    if (index % PROGRESS_STEP === 0 || campaign.size() > before) onProgress?.(lengths.length, campaign.size());
  }
  return {
    programs: lengths.length,
    steps: lengths.sort((a, b) => a - b)[lengths.length >> 1] ?? 0,
    nested: campaign.nested,
    findings: campaign.findings(),
    cleared: campaign.cleared,
    leftOut: campaign.catalogues[1].leftOut,
    leftOutNested: campaign.catalogues[2].leftOut,
    underived: [...campaign.underived],
  };
}

/** A suspicion of a program, of one order. */
interface Lead extends Origin {
  readonly suspicion: Suspicion<unknown>;
}

/** What suspects are judged by, and for how long. */
type Judges = Pick<FuzzOptions, 'laws'> & { readonly goesOn: () => boolean };

/** The state of a campaign. */
function campaignOf(sweep: Sweep, judges: Judges) {
  const notes = { 1: ledger(), 2: ledger() };
  const suspects = new Map<string, number>();
  const catalogues = { 1: catalogueOf<unknown>(sweep), 2: nestingOf<unknown>(sweep) };
  /** Whether operations are right in first order, as far as is known. */
  const areRight = (families: readonly string[]): boolean => {
    const wrong = new Set(notes[1].all().flatMap(({ root }) => root.split(JOINT)));
    return !wrong.has(SHARED) && !families.some((name) => wrong.has(name));
  };
  const nested = (): readonly Finding[] => notes[2].all().filter(({ families }) => areRight(families));
  const self = {
    catalogues,
    findings: () => [...notes[1].all(), ...nested()],
    size: () => self.findings().length,
    nested: 0,
    cleared: 0,
    underived: new Set<string>(),
    examine(program: Program<unknown>, { order, ...origin }: Origin): void {
      const { suspicions, underived } = examined(catalogues[order], program, origin.seed);
      if (underived !== undefined) self.underived.add(underived);
      const roots = new Map(suspicions.map((suspicion) => [suspicion.root ?? '', suspicion]));
      for (const suspicion of roots.values()) follow({ suspicion, order: 1, ...origin });
      if (order === 1 || suspicions.length > 0 || underived !== undefined || !areRight(familiesOf(program))) return;
      self.nested++;
      if (isWrongTwice(catalogues[2], program, origin.seed)) follow({ suspicion: { kind: 'nested', program }, order: 2, ...origin });
    },
  };
  const follow = (lead: Lead): void => {
    const { suspicion, order, place } = lead;
    const known = notes[order].rootOf(suspicion);
    if (known !== undefined) {
      notes[order].again(known);
      return;
    }
    const key = `${order} ${suspicion.root ?? ''}`;
    const count = (suspects.get(key) ?? 0) + 1;
    suspects.set(key, count);
    if (count > LOOKED_INTO && (count & (count - 1)) !== 0) return;
    const found = smallestOf(catalogues[order], lead, judges);
    if (!found) self.cleared++;
    else notes[order].note(found.root, () => findingOf(catalogues[order], { ...found, order, seed: lead.seed, place }, sweep.table));
  };
  return self;
}

/** The findings of one order. */
function ledger() {
  const findings = new Map<string, Finding>();
  const again = (root: string): void => {
    const { programs, ...rest } = findings.get(root)!;
    findings.set(root, { ...rest, programs: programs + 1 });
  };
  return {
    all: () => [...findings.values()],
    again,
    /** The root that is known of a suspicion: its own or, of what is nested, one whose operations are all in the program. */
    rootOf({ kind, root, program }: Suspicion<unknown>): string | undefined {
      const all = familiesOf(program);
      return [...findings.keys()].find((known) =>
        kind === 'nested' ? known.split(JOINT).every((name) => all.includes(name)) : known === root,
      );
    },
    /** Takes down a finding. Two that need a whole program have the root that both have in common. */
    note(root: string, finding: () => Finding): void {
      const mine = root.split(JOINT);
      const known = [...findings.keys()].find((other) => other.split(JOINT).some((name) => mine.includes(name)));
      if (known === undefined) {
        findings.set(root, finding());
        return;
      }
      const before = findings.get(known)!;
      const both = known
        .split(JOINT)
        .filter((name) => mine.includes(name))
        .join(JOINT);
      findings.delete(known);
      findings.set(both, { ...before, root: both });
      again(both);
    },
  };
}

/** Whether a program raises a suspicion like one of another program. */
function isLike(
  catalogue: Catalogue<unknown>,
  { suspicion: { kind, root }, seed }: Lead,
  program: Program<unknown>,
  plain: boolean,
): boolean {
  return kind === 'nested'
    ? isWrongTwice(catalogue, program, seed, plain)
    : examined(catalogue, program, seed, plain).suspicions.some(
        (other) => other.root === root && (kind === 'whole') === (other.kind === 'whole'),
      );
}

/** The smallest program that shows what is suspected, if the laws confirm it. */
function smallestOf(catalogue: Catalogue<unknown>, lead: Lead, { laws, goesOn }: Judges): Confirmed | undefined {
  const {
    suspicion: { root, program },
    order,
  } = lead;
  const plain = isLike(catalogue, lead, program, true);
  const small = shrunk(catalogue, program, { holds: (one) => isLike(catalogue, lead, one, plain), goesOn });
  for (const one of small === program ? [program] : [small, program]) {
    const result = confirmed(catalogue, one, laws, order);
    if (!result) continue;
    const split = root === undefined ? apart(one) : undefined;
    const shared = split !== undefined && !isLike(catalogue, lead, split, plain);
    return {
      program: one,
      plain,
      root: root ?? (shared ? SHARED : familiesOf(one).join(JOINT)),
      result,
    };
  }
  return undefined;
}
