/**
 * How often right functions that nobody has seen are called wrong, and how often mistakes planted in them are missed:
 * `npm run bench:campaign -- --seed S --minutes M [--kind right|wrong] [--precision float64|float32|float16|bfloat16]`.
 * What is found is appended to a file under reports/campaign, one line of JSON each, alarms and missed mistakes with the smallest program that shows them.
 * `npm run bench:campaign -- FILE…` counts what such files hold together; with `--record`, docs/rates.md shows that.
 */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../corpus.ts';
import { type Alarm, alarmOf, KINDS, letterOf } from './alarm.ts';
import { claimsSecond, type Setting } from './claims.ts';
import { type Format, PRECISIONS } from './floats.ts';
import { generated } from './generator.ts';
import { smallestMissed } from './missed.ts';
import { mutants, shown, visible } from './mutants.ts';
import { type Program, text } from './program.ts';
import { RATES } from './rates.ts';
import { reduced } from './reduction.ts';
import { MACHINES } from './rounding.ts';
import { type Finding, summary } from './tally.ts';
import { MAIN, type Trial, tried } from './trial.ts';

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '5' },
    /** Ends after so many programs, if that is sooner. */
    programs: { type: 'string', default: 'Infinity' },
    kind: { type: 'string', default: 'right' },
    precision: { type: 'string', default: 'float64' },
    /** The first program: one that was found is looked at again. */
    first: { type: 'string', default: '0' },
    runs: { type: 'string', default: '100' },
    /** The seed of the checks. */
    checks: { type: 'string', default: '42' },
    /** Seconds for a program, and to make one smaller. */
    seconds: { type: 'string', default: '30' },
    reduce: { type: 'string', default: '20' },
    record: { type: 'boolean', default: false },
  },
});
const precision = PRECISIONS.find((one) => one === options.precision);
if (!precision || !['right', 'wrong'].includes(options.kind))
  throw new Error(`--kind is right or wrong, --precision ${PRECISIONS.join(', ')}; not ${options.kind}, ${options.precision}`);
const effort = { seed: Number(options.checks), runs: Number(options.runs), seconds: Number(options.seconds) };

if (files.length > 0) {
  const lines = files.flatMap((name) => readFileSync(name, 'utf8').split('\n').filter(Boolean));
  const counted = summary(lines.map((line) => JSON.parse(line) as Finding));
  console.log(counted);
  const made = files.map((name) => basename(name, '.jsonl')).join(', ');
  if (options.record) writeFileSync(RATES, `${made}\n${counted.replaceAll(/; slowest [\d.]+ s/g, '')}\n`);
  process.exit();
}

const folder = join(root, 'reports/campaign');
mkdirSync(folder, { recursive: true });
const file = `${folder}/${options.kind}-${precision}-${options.seed}.jsonl`;
writeFileSync(file, '');

interface Detail {
  readonly written: string;
  readonly box: Program['box'];
  readonly alarm?: Alarm;
  readonly mistake?: Setting['mistake'];
  /** The program itself, of an alarm and of what was missed. */
  readonly steps?: Program;
  readonly share?: number;
  readonly smallest?: {
    readonly written: string;
    readonly box: Program['box'];
    readonly program: Program;
    readonly alarm?: Alarm;
    readonly mistake?: Setting['mistake'];
  };
}

/** NaN and infinities, which JSON has not, as text. */
const plain = (_: string, value: unknown): unknown => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value);

const findings: Finding[] = [];
function keep(finding: Finding, detail: Detail): void {
  findings.push(finding);
  appendFileSync(file, `${JSON.stringify({ ...finding, ...detail }, plain)}\n`);
}

/** What fails of one law, with few seconds for it: rare mistakes are hunted for only where they must be. */
function failing(program: Program, setting: Setting, law: string, hunting: boolean): Trial {
  const common = { ...effort, seconds: Math.min(5, effort.seconds), law, hunting };
  const first = tried(program, setting, { ...common, brief: true });
  return first.failed.length === 0 ? first : tried(program, setting, { ...common, brief: false });
}

type Smallest = NonNullable<Detail['smallest']> & { readonly alarm: Alarm };

/** The smallest program in which the same law still fails in the same way. */
function smallest(program: Program, setting: Setting, alarm: Alarm): Smallest {
  let last = alarm;
  const hunting = failing(program, setting, alarm.law, false).failed.length === 0;
  const shows = (candidate: Program): readonly number[] | undefined => {
    const { failed } = failing(candidate, setting, alarm.law, hunting);
    if (failed.length === 0) return undefined;
    const now = alarmOf(candidate, setting, failed);
    if (now.x.length === 0 || KINDS[now.kind] !== KINDS[alarm.kind] || (KINDS[alarm.kind] !== 'false' && now.kind !== alarm.kind))
      return undefined;
    last = now;
    return MACHINES[setting.precision].values(candidate, now.x);
  };
  const found = reduced(program, shows, Number(options.reduce));
  return { written: text(found), box: found.box, program: found, alarm: last };
}

function right(program: Program, format: Format): void {
  const setting: Setting = { precision: format, second: claimsSecond(program) };
  const trial = tried(program, setting, { ...effort, brief: false });
  const { verdict, evaluations, seconds } = trial;
  const common = { program: program.name, precision: format, class: 'right', verdict, evaluations, seconds };
  const shown = { written: text(program), box: program.box };
  if (verdict !== 'fail') {
    const open = trial.open.find(({ property }) => MAIN.includes(property));
    keep({ ...common, ...(verdict === 'inconclusive' && open && because(open.property, open.reason)) }, shown);
    return;
  }
  const alarm = alarmOf(program, setting, trial.failed);
  const small = smallest(program, setting, alarm);
  const { kind, law, reason } = small.alarm;
  const letter = letterOf(kind, small);
  keep(
    { ...common, kind, false: KINDS[kind], ...(letter && { letter }), ...because(law, reason) },
    { ...shown, steps: program, alarm, smallest: small },
  );
  console.log(`${program.name}: ${KINDS[kind]} alarm, ${kind}, ${alarm.law}${alarm.reason ? ` (${alarm.reason})` : ''}`);
  console.log(`    ${small.written}   on ${JSON.stringify(small.box)}   at ${JSON.stringify(small.alarm.x)}`);
}

const because = (law: string, reason: string | undefined): Pick<Finding, 'law' | 'reason'> => ({
  law,
  ...(reason !== undefined && { reason }),
});

function wrong(program: Program, format: Format, ends: number): void {
  for (const { class: name, mistake } of mutants(program, format)) {
    if (performance.now() > ends) return;
    const share = shown(program, format, mistake);
    const common = { program: program.name, precision: format, class: name };
    const detail = { written: text(program), box: program.box, mistake, share };
    if (!visible(share)) keep({ ...common, verdict: 'invisible', evaluations: 0, seconds: 0 }, detail);
    else {
      const setting = { precision: format, second: claimsSecond(program), mistake };
      const { verdict, evaluations, seconds } = tried(program, setting, { ...effort, brief: true });
      const missed = verdict === 'pass' || verdict === 'inconclusive';
      const found = missed
        ? smallestMissed(program, setting, verdict, { ...effort, seconds: Number(options.reduce), brief: true })
        : undefined;
      const small = found && { written: text(found.program), box: found.program.box, ...found };
      keep({ ...common, verdict, evaluations, seconds }, small ? { ...detail, steps: program, smallest: small } : detail);
      if (small)
        console.log(
          `${program.name}: missed ${name} (${verdict}), shows at ${share}\n    ${small.written}   on ${JSON.stringify(small.box)}   with ${JSON.stringify(small.mistake)}`,
        );
    }
  }
}

const ends = performance.now() + 60_000 * Number(options.minutes);
const first = Number(options.first);
for (let number = first; performance.now() < ends && number < first + Number(options.programs); number++) {
  const program = generated(Number(options.seed), number, precision);
  if (options.kind === 'right') right(program, precision);
  else wrong(program, precision, ends);
}
console.log(summary(findings));
console.log(`kept in ${file}`);
