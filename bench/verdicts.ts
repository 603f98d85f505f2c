/** Runs all properties on every item of the corpus and lists the false alarms, the mistakes that were missed and the results left open. */
import { parseArgs } from 'node:util';
import { properties } from '../properties/index.ts';
import type { FunctionSubject } from '../src/authoring.ts';
import type { Result } from '../src/check/check.ts';
import { grouped } from '../src/report/group.ts';
import { results } from '../src/report/run.ts';
import { asSubject, boxOf, readBugs } from './bugs.ts';
import { corpus, type Item, usualPoint } from './corpus.ts';
import { functions } from './functions.ts';
import { seedOf, stream } from './random.ts';
import { asCode, asFormulas } from './subjects.ts';
import { percent, quantile, table } from './table.ts';

interface Case {
  readonly subject: FunctionSubject;
  readonly class: string;
  readonly right: boolean;
}

interface Outcome extends Case {
  readonly seed: number;
  readonly results: readonly Result[];
  readonly seconds: number;
}

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1' },
    first: { type: 'string', default: '1' },
    runs: { type: 'string', default: '100' },
    item: { type: 'string' },
    class: { type: 'string' },
    kind: { type: 'string' },
    property: { type: 'string', multiple: true },
    small: { type: 'boolean', default: false },
    code: { type: 'boolean', default: false },
    single: { type: 'boolean', default: false },
    unhinted: { type: 'boolean', default: false },
    bugs: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    brief: { type: 'boolean', default: false },
  },
});

const wanted = (id: string, name: string, right: boolean): boolean =>
  (!options.item || id === options.item) &&
  (!options.class || name === options.class) &&
  (!options.kind || (options.kind === 'correct') === right);

/** The items as formulas, or with `--code` as functions; those of many inputs are functions in any case. */
function corpusCases(): Case[] {
  const items = corpus().filter(
    ({ id, class: name, kind, dim }) => wanted(id, name, kind === 'correct') && !(options.small && dim >= 1000),
  );
  const formulas = options.code ? [] : items.filter(({ template }) => !template);
  const named = new Map((formulas.length > 0 ? asFormulas(formulas) : []).map((one) => [one.name, one]));
  return items.map((item) => ({ subject: named.get(item.id) ?? asCode(item), class: item.class, right: item.kind === 'correct' }));
}

/** Items in single precision: as they are, and with the most important component of the gradient wrong by a hundredth. */
function singleCases(): Case[] {
  const items = corpus().filter(
    ({ id, class: name, kind, dim }) => kind === 'correct' && /^(smooth|ml)$/.test(name) && dim <= 100 && wanted(id, name, true),
  );
  return items.flatMap((item) => {
    const spoiled = mostImportant(item);
    const told = ({ precision, ...rest }: FunctionSubject): FunctionSubject =>
      options.unhinted ? rest : { ...rest, precision: precision! };
    const wrong = asCode(item, 'float32', (rows) =>
      rows.map((row) => row.map((value, i) => (i === spoiled ? Math.fround(1.01 * value) : value))),
    );
    return [
      { subject: told(asCode(item, 'float32')), class: item.class, right: true },
      { subject: { ...told(wrong), name: `${item.id} ×1.01` }, class: `${item.class} ×1.01`, right: false },
    ];
  });
}

/** The input whose partial derivatives are the largest share of ‖g‖₁ at usual points. */
function mostImportant(item: Item): number {
  const { jacobian } = functions(item, 'right');
  const random = stream(seedOf(item.id));
  const shares = new Array<number>(item.dim).fill(0);
  for (let k = 0; k < 20; k++) {
    for (const row of jacobian(usualPoint(item, random))) {
      const size = row.reduce((sum, value) => sum + Math.abs(value), 0);
      row.forEach((value, i) => void (size > 0 && (shares[i]! += Math.abs(value) / size)));
    }
  }
  return shares.indexOf(Math.max(...shares));
}

async function bugCases(path: string): Promise<Case[]> {
  return (await readBugs(path)).flatMap((bug) => {
    const domain = boxOf(bug);
    const name = `bug${bug.noFD ? ' (unseen in f)' : ''}${bug.trig ? ', rare' : ''}`;
    return [
      { subject: asSubject(bug, 'g', domain), class: name, right: true },
      { subject: asSubject(bug, 'w', domain), class: name, right: false },
    ].filter(({ right }) => wanted(bug.id, name, right));
  });
}

const laws = properties.filter(({ name }) => !options.property || options.property.includes(name));

/** Of the processor: a machine that does other things as well changes little about them. */
function secondsSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}

function* outcomes(cases: readonly Case[]): Generator<Outcome> {
  for (const one of cases) {
    for (let k = 0; k < Number(options.seeds); k++) {
      const seed = Number(options.first) + k;
      const began = process.cpuUsage();
      const found = [...results([one.subject], laws, { seed, runs: Number(options.runs), brief: options.brief })];
      yield { ...one, seed, results: found, seconds: secondsSince(began) };
    }
  }
}

const worst = ({ results }: Outcome) =>
  results.some(({ verdict }) => verdict === 'fail') ? 'fail' : results.some(({ verdict }) => verdict === 'pass') ? 'pass' : 'open';

const inBrief = ({ property, verdict, reason, fault, message, simplest, path }: Result): string =>
  `    ${property}: ${verdict}${reason ? `, ${reason}` : ''}${fault ? `, ${fault} ${message ?? ''}` : ''}${path ? ` (path ${path})` : ''}${
    simplest ? `\n      ${JSON.stringify(simplest.sample).slice(0, 300)}\n      ${JSON.stringify(simplest.measurements).slice(0, 600)}` : ''
  }`;

function report({ subject: { name }, seed, right, results }: Outcome): void {
  const failed = results.filter(({ verdict }) => verdict === 'fail');
  const open = results.filter(({ verdict }) => verdict === 'inconclusive');
  if (right && failed.length > 0) console.log(`FALSE ALARM ${name}, seed ${seed}\n${failed.map(inBrief).join('\n')}`);
  if (!right && failed.length === 0)
    console.log(`MISSED ${name}, seed ${seed}\n${(options.verbose ? results : open).map(inBrief).join('\n')}`);
  if (right && failed.length === 0 && options.verbose && open.length > 0)
    console.log(`open: ${name}, seed ${seed}\n${open.map(inBrief).join('\n')}`);
}

const cases = options.bugs ? await bugCases(options.bugs) : options.single ? singleCases() : corpusCases();
const began = performance.now();
const all: Outcome[] = [];
for (const outcome of outcomes(cases)) {
  report(outcome);
  all.push(outcome);
}

const groups = [...grouped(all, ({ class: name, right }) => `${right ? 'correct' : 'wrong'} ${name}`)];
console.log(
  `\n${table(
    ['class', 'subjects × seeds', 'failed', 'results', 'failed', 'open', 'digits', 'evaluations of f', 'CPU seconds, max'],
    [...groups, ...grouped(all, ({ right }) => (right ? 'all correct' : 'all wrong'))].map(([name, members]) => {
      const every = members.flatMap(({ results }) => results);
      const count = (verdict: string) => every.filter((one) => one.verdict === verdict).length;
      return [
        name,
        String(members.length),
        percent(members.filter((one) => worst(one) === 'fail').length / members.length, 0),
        String(every.length),
        percent(count('fail') / every.length, 0),
        percent(count('inconclusive') / every.length),
        quantile(
          every.flatMap(({ digits }) => (digits ? [digits.median] : [])),
          0.5,
        ).toFixed(1),
        String(
          quantile(
            every.map(({ evaluations }) => evaluations.f),
            0.5,
          ),
        ),
        Math.max(...members.map(({ seconds }) => seconds)).toFixed(1),
      ];
    }),
  )}`,
);
const [correct, wrong] = [all.filter(({ right }) => right), all.filter(({ right }) => !right)];
const named = (some: readonly Outcome[]) =>
  [...grouped(some, ({ subject: { name } }) => name)].map(([name, { length }]) => `${name} ${length}`).join(', ') || 'none';
console.log(`\nfalse alarms: ${named(correct.filter((one) => worst(one) === 'fail'))}`);
console.log(`missed: ${named(wrong.filter((one) => worst(one) !== 'fail'))}`);
const open = all.flatMap(({ subject: { name }, results }) =>
  results.filter(({ verdict }) => verdict === 'inconclusive').map(({ property, reason }) => `${name} ${property}: ${reason ?? ''}`),
);
console.log(`open: ${[...grouped(open, (text) => text)].map(([text, { length }]) => `\n    ${length} × ${text}`).join('') || 'none'}`);
console.log(`${((performance.now() - began) / 1000).toFixed(0)} s`);
