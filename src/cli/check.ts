import type { Result } from '../check/check.ts';
import { EFFORT_RUNS } from '../check/effort.ts';
import { type ExactEntry, oracle } from '../law/oracle.ts';
import { type Judgement, judge, type Verdict } from '../law/verdict.ts';
import { everywhere, interval } from '../math/domain.ts';
import type { Estimate } from '../math/estimate.ts';
import { axis, vector } from '../math/vector.ts';
import { entryBar } from '../measure/claimed.ts';
import { instrument } from '../measure/instrument.ts';
import { contradict } from '../measure/side.ts';
import { provenance } from '../report/provenance.ts';
import { reportOf } from '../report/run.ts';
import { scopeOf } from '../report/scope.ts';
import { bar, figure } from '../reporters/figure.ts';
import { reporters } from '../reporters/index.ts';
import { option, shellQuoted } from '../reporters/quote.ts';
import { evaluator } from '../subject/evaluator.ts';
import type { FunctionSubject } from '../subject/subject.ts';
import type { Arguments, Command } from './command.ts';
import { fromFormulas, glued, pointOf } from './formulas.ts';
import { told } from './load.ts';
import { screen } from './outputs.ts';
import { chosenProperties } from './selection.ts';
import { session, statusOf } from './session.ts';
import { UsageError } from './usage-error.ts';
import { budgetOf, effortOf, pathOf, runsOf, seedOf, workersOf } from './values.ts';

/** Characters of formulas times samples, up to which a formula is checked in this process. Why: each law takes well below a second then, and signals are answered between laws. */
const QUICK = 300_000;

/** Checks formulas given on the command line. */
export const checkCommand: Command = {
  name: 'check',
  positional: '<formula>',
  description: "Checks a formula's gradient; variables are sorted by name, and each has one --gradient, in that order.",
  async run(args) {
    const [f] = args.positionals;
    const gradient = args.values.get('gradient') ?? [];
    const subject = fromFormulas(f!, gradient, args.values.get('domain') ?? []);
    const variables = subject.variables!;
    const points = (args.values.get('at') ?? []).map((text) => pointOf(text, variables));
    const { properties } = await import('../../properties/index.ts');
    const effort = effortOf(args);
    const [seed, runs, budget, path] = [seedOf(args), runsOf(args, EFFORT_RUNS[effort]), budgetOf(args), pathOf(args)];
    const laws = chosenProperties(properties, args.values.get('property'));
    if (path !== undefined && laws.length !== 1) throw new UsageError('--path needs exactly one --property');
    if (!laws.some((law) => law.appliesTo(subject)))
      throw new UsageError('none of the chosen properties applies to a formula with a gradient');

    const domains = variables.map((name, i) => `${name} ∈ [${interval(subject.domain, i).map(figure).join(', ')}]`);
    const more = domains.length > LISTED ? `, … (${domains.length} variables)` : '';
    const notes = [
      domains.slice(0, LISTED).join(', ') + more + (args.values.has('domain') ? '' : ' (--domain gives another)'),
      ...glued(f!, variables),
    ];
    const where = args.values.has('domain') ? subject : { ...subject, domain: everywhere(variables.length) };
    const tables = points.map((x) => table(where, x));
    process.stdout.write(`${[...notes, ...tables.flatMap(({ lines }) => lines)].join('\n')}\n\n`);

    const names = laws.map(({ name }) => name);
    const { manifest, results, interrupted } = await session({
      source: { formulas: { f: f!, gradient, domains: args.values.get('domain') ?? [] } },
      workers: (f!.length + gradient.join('').length) * runs > QUICK ? workersOf(args) : 0,
      rounds: ({ subjects }) => [{ subjects, laws: names, hunting: true }],
      ...{ seed, runs, effort, ...(path !== undefined && { path }), ...(budget !== undefined && { budget }) },
    });
    const [rejection] = manifest.rejected;
    if (rejection) throw new UsageError(told(rejection));
    const shown = results.flat().map((one) => (one.verdict === 'fail' ? { ...one, replay: replay(args, one, seed, runs) } : one));
    const scope = scopeOf({ effort, runs, ...(path !== undefined && { path }) }, [laws.filter((law) => law.appliesTo(subject))]);
    const origin = { ...provenance(laws, args.line), ...(scope && { effort: scope }) };
    const statements = manifest.subjects.map(({ statement }) => statement);
    const outcome = { report: reportOf({ results: shown, statements }, seed, origin), interrupted };
    process.stdout.write(
      reporters.terminal!(outcome.report, { ...screen(process.stdout, process.env), verbose: args.values.has('verbose') }),
    );
    const strict = args.values.has('strict');
    const seen = tables.flatMap(({ verdicts }) => verdicts);
    const status = statusOf(outcome, { strict });
    return status === 0 && (seen.includes('fail') || (strict && seen.includes('inconclusive'))) ? 1 : status;
  },
};

/** Variables whose intervals are told. */
const LISTED = 30;

interface Table {
  readonly lines: readonly string[];
  readonly verdicts: readonly Verdict[];
}

const VERDICT_MARKS: Readonly<Record<Verdict, string>> = { pass: '✓', fail: '✗', inconclusive: '?' };

/** The value of f and each component of its gradient at one point, claimed and measured, with the verdict of each component. */
function table(subject: FunctionSubject, point: readonly number[]): Table {
  const target = evaluator(subject);
  const x = vector(point);
  const names = subject.variables!;
  const { derivative } = instrument(target, 'nearby');
  const claimed = target.gradient!(x);
  const exact = oracle(subject)?.entries('gradient', x);
  const column = Math.max(...names.map((name) => name.length)) + 6;
  const rows = names.map((name, i) => {
    const measured = derivative((y) => target.f(y), x, axis(x.length, i));
    const seen = judge({ claimed: { value: claimed[i]!, error: entryBar(claimed, i) }, measured });
    const known = exact?.[i];
    const { verdict, reason } = known ? decided(seen, known, measured) : seen;
    const truth = known ? `, exact ${figure(known.value)}` : '';
    const text = `${`∂f/∂${name}`.padEnd(column)} claimed ${figure(claimed[i]!).padEnd(20)} measured ${bar(measured)}${truth}`;
    const shape = measured.kind === 'smooth' || measured.kind === undefined ? '' : ` (${measured.kind})`;
    return { line: `  ${VERDICT_MARKS[verdict]} ${text}${shape}${verdict === 'pass' || !reason ? '' : `: ${reason}`}`, verdict };
  });
  const place = names.map((name, i) => `${name} = ${figure(point[i]!)}`).join(', ');
  return {
    lines: [`at ${place}: f = ${figure(target.f(x))}`, ...rows.map(({ line }) => line)],
    verdicts: rows.map(({ verdict }) => verdict),
  };
}

/** The verdict on a component, with what exact arithmetic says of its formula: another function is wrong however small the gap, unless f, as it is measured, is another too; and the derivative is right however many digits it loses. */
function decided(seen: Pick<Judgement, 'verdict' | 'reason'>, { agreement, value, rounding }: ExactEntry, measured: Estimate) {
  if (agreement?.kind === 'different' && seen.verdict === 'pass' && !contradict(measured, { value, error: rounding }))
    return { verdict: 'fail', reason: `in exact arithmetic it differs by ${agreement.relative.toExponential(1)} of its size` } as const;
  const right = agreement?.kind === 'identical' || agreement?.kind === 'literal';
  return right && seen.verdict !== 'pass'
    ? ({ verdict: 'inconclusive', reason: 'in exact arithmetic it is right: the gap is rounding' } as const)
    : seen;
}

function replay({ positionals, values }: Arguments, { property, path }: Result, seed: number, runs: number): string {
  const again = (name: string): readonly string[] => (values.get(name) ?? []).map((value) => option(name, value));
  return [
    'gradcheck check',
    ...(positionals[0]!.startsWith('--') ? [] : [shellQuoted(positionals[0]!)]),
    ...again('gradient'),
    ...again('domain'),
    option('property', property),
    option('seed', String(seed)),
    option('runs', String(runs)),
    ...again('effort'),
    ...again('budget'),
    ...(path === undefined ? [] : [option('path', path)]),
    ...(positionals[0]!.startsWith('--') ? ['--', shellQuoted(positionals[0]!)] : []),
  ].join(' ');
}
