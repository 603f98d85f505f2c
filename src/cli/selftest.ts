import type { Ailing } from '../../fixtures/index.ts';
import type { Result } from '../check/check.ts';
import { spentAfter } from '../check/result.ts';
import type { Property } from '../law/property.ts';
import { grouped } from '../report/group.ts';
import { summarize } from '../report/report.ts';
import { plural } from '../reporters/figure.ts';
import type { Subject } from '../subject/kind.ts';
import type { Command } from './command.ts';
import type { Manifest } from './pool/crew.ts';
import { type Round, session } from './session.ts';
import { runsOf, seedOf, timeoutOf, workersOf } from './values.ts';

/** Checks gradcheck itself: sound fixtures pass, and flawed ones are caught by exactly the properties that they name. */
export const selftestCommand: Command = {
  name: 'selftest',
  description: 'Checks the built-in functions and that each planted mistake is caught by exactly the properties that should see it.',
  async run(args) {
    const { properties } = await import('../../properties/index.ts');
    const { readings } = await import('../../readings/index.ts');
    const { ailing, flawed, sound } = await import('../../fixtures/index.ts');
    const [seed, runs, timeout] = [seedOf(args), runsOf(args), timeoutOf(args)];
    const names = (all: readonly { readonly name: string }[]): readonly string[] => all.map(({ name }) => name);
    const rounds = ({ subjects }: Manifest): readonly Round[] => {
      const of = (all: readonly Subject[]) => subjects.filter(({ name }) => names(all).includes(name));
      return [
        { subjects: of(sound), laws: names(properties), hunting: false },
        { subjects: of(flawed), laws: names(properties), hunting: true },
        { subjects: of(ailing), laws: names(readings), hunting: true },
      ];
    };
    const plan = { source: 'fixtures', rounds, workers: workersOf(args), ...(timeout !== undefined && { timeout }), seed, runs } as const;
    const { results: found, interrupted } = await session(plan);
    const [right = [], wrong = [], ill = []] = found;
    const alarms = right
      .filter(({ verdict }) => verdict === 'fail')
      .map((result) => `${result.subject}: fails ${result.property} but is sound (${result.reason ?? result.fault ?? 'no reason'})`);
    if (interrupted !== undefined) {
      process.stdout.write(`${[`${plural(found.flat().length, 'check')} done`, ...alarms.map((alarm) => `! ${alarm}`)].join('\n')}\n`);
      process.stderr.write('interrupted\n');
      return interrupted;
    }
    const rows = matrix(flawed, properties, wrong);
    const misses = rows.flatMap(({ deviations }) => deviations);
    const mistold = mistaken(ailing, ill);
    const deviations = [...alarms, ...misses, ...mistold];
    const { inconclusive } = summarize(right);
    const share = ((100 * inconclusive) / Math.max(right.length, 1)).toFixed(1);
    const lines = [
      `${plural(sound.length, 'sound function')}: ${plural(right.length, 'check')}, ${alarms.length} failed, ${inconclusive} inconclusive (${share} %)`,
      `${plural(flawed.length, 'flawed function')}: ${rows.filter(({ deviations }) => deviations.length === 0).length} caught by exactly the properties that should`,
      `${plural(ailing.length, 'ailing function')}: ${mistold.length === 0 ? 'each' : 'not each'} warned of by exactly the readings that should`,
      '',
      ...drawn(rows, properties),
      '',
      '● caught, as it should be   ○ holds, as it should   ? inconclusive   · does not apply   ! unexpected',
      ...deviations.map((deviation) => `! ${deviation}`),
      '',
      `${deviations.length === 0 ? 'as expected' : plural(deviations.length, 'deviation')} · seed ${seed} · ${plural(runs, 'sample')} per property`,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return deviations.length === 0 ? 0 : 1;
  },
};

/** The warnings that ailing fixtures name and readings do not give, and those that readings give and no fixture names. */
const mistaken = (ailing: readonly Ailing[], results: readonly Result[]): readonly string[] =>
  ailing.flatMap(({ name, warns }) =>
    results
      .filter(({ subject }) => subject === name)
      .flatMap(({ property, warnings = [] }) => {
        const missing = (warns[property] ?? []).filter((text) => !warnings.some((warning) => warning.includes(text)));
        return [
          ...missing.map((text) => `${name}: ${property} should warn of "${text}"`),
          ...(warns[property] ? [] : warnings.map((warning) => `${name}: ${property} warns of "${warning}"`)),
        ];
      }),
  );

interface Row {
  readonly name: string;
  readonly cells: readonly string[];
  readonly deviations: readonly string[];
}

function matrix(
  flawed: readonly (Subject & { readonly caughtBy: readonly string[] })[],
  properties: readonly Property[],
  results: readonly Result[],
): readonly Row[] {
  const bySubject = grouped(results, ({ subject }) => subject);
  return flawed.map(({ name, caughtBy }) => {
    const found = new Map(bySubject.get(name)?.map((result) => [result.property, result]));
    const judged = properties.map((property) => ({
      property: property.name,
      verdict: found.get(property.name)?.verdict,
      due: caughtBy.includes(property.name),
      // Of what varies from call to call laws that come later look at few points.
      spent: spentAfter(found.get(property.name) ?? {}) !== undefined,
    }));
    const deviates = ({ verdict, due, spent }: (typeof judged)[number]): boolean => (verdict === 'fail') !== due && !(due && spent);
    const unknown = caughtBy.filter((due) => !judged.some(({ property }) => property === due));
    return {
      name,
      cells: judged.map((one) =>
        deviates(one) ? '!' : one.verdict === 'fail' ? '●' : one.verdict === 'pass' ? '○' : one.verdict === undefined ? '·' : '?',
      ),
      deviations: [
        ...judged
          .filter(deviates)
          .map(({ property, verdict, due }) =>
            due
              ? `${name}: should be caught by ${property}, which ${said(verdict)}`
              : `${name}: is caught by ${property}, which is not in its caughtBy`,
          ),
        ...unknown.map((property) => `${name}: should be caught by ${property}, which is no property`),
      ],
    };
  });
}

const said = (verdict: string | undefined): string =>
  verdict === 'pass' ? 'passes' : verdict === undefined ? 'does not apply' : 'is inconclusive';

function drawn(rows: readonly Row[], properties: readonly Property[]): readonly string[] {
  const column = Math.max(...rows.map(({ name }) => name.length), 0) + 2;
  const digits = String(properties.length).length + 1;
  const numbers = properties.map((_, i) => String(i + 1).padStart(digits)).join('');
  return [
    ...properties.map(({ name, law }, i) => `${String(i + 1).padStart(digits)}  ${name.padEnd(34)}${law}`),
    '',
    `${' '.repeat(column)}${numbers}`,
    ...rows.map(({ name, cells }) => name.padEnd(column) + cells.map((cell) => cell.padStart(digits)).join('')),
  ];
}
