import { grouped } from '../../src/report/group.ts';
import { quantile, table } from '../table.ts';
import { interval } from './proportion.ts';

/** What came of one program, right or wrong, as a line of the file of findings keeps it. */
export interface Finding {
  readonly program: string;
  readonly precision: string;
  /** `right`, or the class of the mistake. */
  readonly class: string;
  readonly verdict: string;
  /** Of an alarm: its kind, and whether it is a false one. */
  readonly kind?: string;
  readonly false?: string;
  /** The letter of its kind, where it has one. */
  readonly letter?: string;
  /** The law that failed or, of a program that is inconclusive, the main law, and its reason. */
  readonly law?: string;
  readonly reason?: string;
  readonly evaluations: number;
  readonly seconds: number;
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** A count of so many, its share and the 95 % interval of that. */
export function share(count: number, of: number): string {
  const [low, high] = interval(count, of);
  return `${count} of ${of} = ${of === 0 ? '–' : percent(count / of)} [${percent(low)}, ${percent(high)}]`;
}

const numbers = (findings: readonly Finding[]): string => {
  const sorted = findings.map(({ evaluations }) => evaluations);
  return `median ${quantile(sorted, 0.5)}, worst ${Math.max(0, ...sorted)}; slowest ${Math.max(0, ...findings.map(({ seconds }) => seconds)).toFixed(1)} s`;
};

const whyOf = ({ law = 'no law', reason }: Finding): string => `${law}${reason === undefined ? '' : `, ${reason}`}`;
/** A kind with its letter, or with the law that failed. */
const kindOf = (one: Finding): string =>
  `${one.letter === undefined ? '' : `${one.letter}, `}${one.kind} (${one.false})${one.letter === undefined ? `: ${whyOf(one)}` : ''}`;

/** Findings by what is said of them, the commonest first. */
function counted(findings: readonly Finding[], said: (one: Finding) => string): readonly (readonly [string, readonly Finding[]])[] {
  return [...grouped(findings, said)].sort(([, a], [, b]) => b.length - a.length);
}

function ofRight(findings: readonly Finding[]): string[] {
  const decided = findings.filter(({ verdict }) => verdict !== 'out of time');
  const line = (name: string, some: readonly Finding[]) => `  ${name}: ${share(some.length, decided.length)}`;
  const alarms = decided.filter(({ verdict }) => verdict === 'fail');
  const inconclusive = decided.filter(({ verdict }) => verdict === 'inconclusive');
  return [
    line(
      'false alarms',
      alarms.filter((one) => one.false === 'false'),
    ),
    line(
      'true alarms',
      alarms.filter((one) => one.false === 'true'),
    ),
    line(
      'alarms undecided by exact arithmetic',
      alarms.filter((one) => one.false === 'undecided'),
    ),
    ...counted(alarms, kindOf).map(([kind, some]) => `  ${line(kind, some)}`),
    line('main law inconclusive', inconclusive),
    ...counted(inconclusive, whyOf).map(([why, some]) => `  ${line(why, some)}`),
    `  out of time: ${findings.length - decided.length}`,
    `  evaluations: ${numbers(decided)}`,
  ];
}

function ofWrong(findings: readonly Finding[]): string[] {
  const decided = findings.filter(({ verdict }) => verdict !== 'invisible' && verdict !== 'out of time');
  const rows = [...new Set(findings.map((one) => one.class)), 'all'].map((name) => {
    const some = (list: readonly Finding[]) => (name === 'all' ? list : list.filter((one) => one.class === name));
    const visible = some(decided);
    const missed = visible.filter(({ verdict }) => verdict !== 'fail').length;
    const open = visible.filter(({ verdict }) => verdict === 'inconclusive').length;
    const counts = [some(findings).length, visible.length, visible.length - missed, open].map(String);
    return [name, ...counts, share(missed, visible.length)];
  });
  const late = findings.filter(({ verdict }) => verdict === 'out of time').length;
  const visible = decided.length;
  const found = decided.filter(({ verdict }) => verdict === 'fail').length;
  return [
    `  found among those that show: ${share(found, visible)}`,
    table(['class', 'mutants', 'visible', 'found', 'open', 'missed or open'], rows),
    `  out of time: ${late}`,
    `  evaluations: ${numbers(decided)}`,
  ];
}

/** What findings amount to, by precision and class. */
export function summary(findings: readonly Finding[]): string {
  return [...new Set(findings.map(({ precision }) => precision))]
    .flatMap((precision) => {
      const right = findings.filter((one) => one.precision === precision && one.class === 'right');
      const wrong = findings.filter((one) => one.precision === precision && one.class !== 'right');
      return [
        ...(right.length > 0 ? [`right programs, ${precision}: ${right.length}`, ...ofRight(right)] : []),
        ...(wrong.length > 0 ? [`mutants, ${precision}: ${wrong.length}`, ...ofWrong(wrong)] : []),
      ];
    })
    .join('\n');
}
