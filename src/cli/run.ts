import type { Result } from '../check/check.ts';
import { heldAt } from '../check/effort.ts';
import { drawn } from '../report/evidence/index.ts';
import { provenance } from '../report/provenance.ts';
import { isReading, type Report } from '../report/report.ts';
import { reportOf } from '../report/run.ts';
import { scopeOf } from '../report/scope.ts';
import { filesOf } from '../report/statement.ts';
import { escaped } from '../reporters/escape.ts';
import { plural } from '../reporters/figure.ts';
import { option, shellQuoted } from '../reporters/quote.ts';
import { type Agenda, agendaOf } from './agenda.ts';
import { type Baseline, known, mended, record } from './baseline.ts';
import { toText } from './blob.ts';
import type { Arguments, Command } from './command.ts';
import { type Deadline, deadline } from './deadline.ts';
import { literally } from './glob.ts';
import { type Interruption, interruption } from './interruption.ts';
import { type Rejection, rejectedResult, told } from './load.ts';
import { keep, memoryIn } from './memory-file.ts';
import { write } from './outputs.ts';
import { commonOf, type Plan, planOf } from './plan.ts';
import type { Crew, Listed, Manifest, Settings } from './pool/crew.ts';
import { crewOf } from './pool/pool.ts';
import { progress } from './progress.ts';
import { statusOf } from './session.ts';
import { write as writeFile } from './writing.ts';

/** Checks the subjects of files and folders, those that the configuration includes, or the built-in sound ones. */
export const runCommand: Command = {
  name: 'run',
  positional: '[files..]',
  description:
    'Checks the subjects of files and folders (*.gradcheck.{ts,js,mts,mjs,json}); without any, what gradcheck.config.* includes, else the built-in functions.',
  run: (args) => runOf(args),
};

/** Carries out a run, and returns its exit status. `then` hears what has been loaded, once all is reported. */
export async function runOf(args: Arguments, then: (manifest: Manifest) => void = () => {}): Promise<number> {
  const started = performance.now();
  const plan = await planOf(args);
  const crew = crewOf(plan);
  const signals = interruption(() => crew.stop());
  let late = deadline(undefined, () => {});
  try {
    const manifest = await crew.load(plan.source);
    if (signals.status !== undefined) return signals.status;
    const agenda = agendaOf(plan, manifest);
    // Loading is not cut short: without subjects there is nothing to report.
    late = deadline(plan.maxTime && started + plan.maxTime - performance.now(), () => crew.stop());
    const found = await checkedBy(crew, { plan, agenda, signals, late, args });
    await keep(
      plan.memory,
      found.results.filter(({ reason }) => !reason?.startsWith(UNREACHED)),
    );
    write(found.report, plan.outputs, args.values);
    for (const file of plan.blobs) writeFile(file, blobOf(plan, agenda, found));
    then(manifest);
    if (plan.baseline) tellBaseline(found.results, plan.baseline);
    if (late.isOver) process.stderr.write(`gradcheck: --max-time is over: ${unreachedIn(found.results)}\n`);
    announce(plan, performance.now() - started, signals.status !== undefined);
    for (const rejection of found.rejected) process.stderr.write(`gradcheck: ${escaped(told(rejection))}\n`);
    if (found.problem) throw found.problem.error;
    return signals.status ?? (found.rejected.length > 0 ? 2 : statusOf({ report: found.report, interrupted: undefined }, plan));
  } finally {
    signals.ignore();
    late.ignore();
    crew.stop();
  }
}

/** What a run needs to check subjects. */
interface Task {
  readonly plan: Plan;
  readonly agenda: Agenda;
  readonly signals: Interruption;
  readonly late: Deadline;
  readonly args: Arguments;
}

/** What came of a run, all of it or up to where it was interrupted. */
interface Found {
  /** The results of subjects, and of what could not be loaded, in the order of the agenda. */
  readonly results: readonly Result[];
  /** For each result, the place of its subject in the agenda. */
  readonly places: readonly number[];
  readonly rejected: readonly Rejection[];
  readonly report: Report;
  /** An error of this program, in spite of which there are results. */
  readonly problem?: { readonly error: unknown };
}

async function checkedBy(crew: Crew, { plan, agenda, signals, late, args }: Task): Promise<Found> {
  const bySubject = new Map<string, readonly Result[]>();
  const rejected = [...agenda.rejected];
  const line = progress();
  const whole = new Set<string>();
  let problem: Found['problem'];
  try {
    await crew.check(agenda.subjects, settingsOf(plan, agenda), {
      law: ({ name }, law) => line.show(name, law, whole.size, agenda.subjects.length),
      result: ({ name }, result) =>
        bySubject.set(name, [...(bySubject.get(name) ?? []), known(replayed(result, plan, agenda), plan.baseline)]),
      rejected: (rejection) => rejected.push(rejection),
      done: ({ name }) => whole.add(name),
    });
    if (signals.status === undefined && !late.isOver && plan.outputs.some(({ reporter }) => reporter.draws)) {
      line.tell('measuring what the pictures need');
      await drawInto(bySubject, crew, plan, agenda);
    }
  } catch (error) {
    problem = { error };
  }
  line.clear();
  const rank = (rejection: Rejection): number => {
    const place = agenda.allRejected.indexOf(rejection);
    return agenda.all.length + (place < 0 ? agenda.allRejected.length : place);
  };
  const missed = new Set(late.isOver ? agenda.subjects.filter(({ name }) => !whole.has(name)) : []);
  const parts = [
    ...agenda.all.map((subject, place) => ({
      place,
      own: withUnreached(subject, bySubject.get(subject.name) ?? [], { plan, agenda, late: missed.has(subject) }),
    })),
    ...rejected.map((rejection) => ({ place: rank(rejection), own: [rejectedResult(rejection)] })),
  ];
  const results = parts.flatMap(({ own }) => own);
  const scope = scopeOf(
    plan,
    agenda.subjects.map(({ laws }) => agenda.laws.filter(({ name }) => laws.includes(name))),
  );
  const statements = agenda.subjects.map(({ statement }) => statement);
  const { requirements } = plan;
  const files = { ...filesOf(statements), ...(requirements && { [requirements.file]: requirements.sha256 }) };
  const origin = { ...provenance(agenda.laws, args.line, agenda.engines), files, ...(scope && { effort: scope }) };
  const report = reportOf({ results, statements, ...(requirements && { required: requirements.required }) }, plan.seed, origin);
  return { results, places: parts.flatMap(({ own, place }) => own.map(() => place)), rejected, report, ...(problem && { problem }) };
}

const settingsOf = ({ seed, runs, effort, path, budget, strictReadings, hunting, memory }: Plan, { laws, chosen }: Agenda): Settings => ({
  seed,
  runs,
  effort,
  ...(path !== undefined && { path }),
  ...(budget !== undefined && { budget }),
  strictReadings,
  hunting,
  laws: laws.map(({ name }) => name),
  subjects: chosen,
  memory: memoryIn(memory),
});

/** A failing result with the command that shows it again. */
const replayed = (result: Result, { seed, runs, effort, budget, at }: Plan, { laws, all }: Agenda): Result =>
  result.verdict === 'fail' && laws.some(({ name }) => name === result.property)
    ? { ...result, replay: replay(result, { seed, runs, effort, budget, at, exec: all.find(({ name }) => name === result.subject)?.exec }) }
    : result;

/** The results of a subject and, where it brought down its process or the time was over, one for each law that was not reached. */
function withUnreached(
  subject: Listed,
  results: readonly Result[],
  { plan: { effort }, agenda: { laws }, late }: Pick<Task, 'plan' | 'agenda'> & { readonly late: boolean },
): readonly Result[] {
  const broken = results.find(isBroken);
  if (!broken && !late) return results;
  const because = broken ? `${broken.property} ${broken.fault === 'crashed' ? 'crashed' : 'did not come to an end'}` : LATE;
  const due = heldAt(
    effort,
    laws.filter(({ name }) => subject.laws.includes(name)),
  );
  const { source, requirement } = subject;
  const missing = due.filter(({ name }) => !results.some(({ property }) => property === name));
  return [
    ...results,
    ...missing.map(
      ({ name, law }): Result => ({
        subject: subject.name,
        property: name,
        law,
        verdict: 'inconclusive',
        reason: `${UNREACHED}: ${because}`,
        ...(source && { source }),
        ...(requirement !== undefined && { requirement }),
        runs: 0,
        discarded: 0,
        evaluations: { f: 0, claims: 0 },
      }),
    ),
  ];
}

/** How the reason of a law begins that was due when its subject brought down its process. */
const UNREACHED = 'not reached';

/** Why a law was not reached when the time was over. */
const LATE = 'the time was over';

/** How many laws of how many subjects were not reached when the time was over. */
function unreachedIn(results: readonly Result[]): string {
  const missed = results.filter(({ reason }) => reason === `${UNREACHED}: ${LATE}`);
  const subjects = plural(new Set(missed.map(({ subject }) => subject)).size, 'subject');
  return `${plural(missed.length, 'law')} of ${subjects} ${missed.length === 1 ? 'was' : 'were'} not reached`;
}

/** Tells what is mended of a baseline, and brings its file up to date where that is asked for. */
function tellBaseline(results: readonly Result[], baseline: Baseline): void {
  const better = mended(results, baseline);
  if (baseline.update) record(results, baseline);
  else if (better.length > 0)
    process.stderr.write(
      `gradcheck: mended, and still in ${escaped(baseline.file)}: ${better.map(escaped).join('; ')}. --update-baseline takes this out\n`,
    );
}

/** Whether a subject brought down its process. */
const isBroken = ({ fault }: Result): boolean => fault === 'timed-out' || fault === 'crashed';

/** Adds the data of pictures to the results of those subjects that get any, and did not bring down their process. */
async function drawInto(bySubject: Map<string, readonly Result[]>, crew: Crew, { seed }: Plan, { subjects }: Agenda): Promise<void> {
  const names = drawn([...bySubject.values()].flat());
  for (const subject of subjects) {
    const results = bySubject.get(subject.name) ?? [];
    if (names.includes(subject.name) && !results.some(isBroken)) bySubject.set(subject.name, await crew.draw(subject, results, seed));
  }
}

const blobOf = (plan: Plan, { all, laws }: Agenda, { places, rejected, report }: Found): string =>
  toText({
    blob: 1,
    shard: plan.shard ?? { index: 1, count: 1 },
    ...commonOf(
      plan,
      laws.map(({ name }) => name),
      all.map(({ name }) => name),
    ),
    places: [...places],
    rejected: rejected.length > 0,
    report,
  });

function announce({ outputs, blobs, shard }: Plan, milliseconds: number, interrupted: boolean): void {
  const files = [...outputs.flatMap(({ file }) => file ?? []), ...blobs];
  const onStdout = outputs.some(({ name, file }) => name === 'terminal' && file === undefined);
  const part = shard ? `shard ${shard.index} of ${shard.count} · ` : '';
  (onStdout ? process.stdout : process.stderr).write(
    `${interrupted ? 'interrupted after ' : ''}${part}${(milliseconds / 1000).toFixed(1)} s${files.length ? ` · report in ${files.join(', ')}` : ''}\n`,
  );
}

/** What else a command repeats of a run, where that has it. */
interface Again {
  readonly budget?: number | undefined;
  readonly at?: readonly string[] | undefined;
  readonly exec?: string | undefined;
}

/** The command that checks a failing result again, beginning with the sample at which it failed. */
export function replay(
  result: Result,
  { seed, runs, effort = 'normal', budget, at = [], exec }: Pick<Plan, 'seed' | 'runs'> & Partial<Pick<Plan, 'effort'>> & Again,
): string {
  const { subject, property, source, path } = result;
  return [
    'gradcheck run',
    ...(exec === undefined ? [] : [option('exec', exec)]),
    ...(source && exec === undefined ? [shellQuoted(source.file.startsWith('-') ? `./${source.file}` : source.file)] : []),
    option('subject', literally(subject)),
    ...at.map((text) => option('at', text)),
    option('property', property),
    option('seed', String(seed)),
    option('runs', String(runs)),
    ...(effort === 'normal' ? [] : [option('effort', effort)]),
    ...(budget === undefined ? [] : [option('budget', String(budget))]),
    ...(path === undefined ? [] : [option('path', path)]),
    ...(isReading(result) ? ['--strict-readings'] : []),
  ].join(' ');
}
