import { setTimeout } from 'node:timers/promises';
import type { Result } from '../../check/check.ts';
import type { FaultKind } from '../../subject/guard.ts';
import type { Child } from './child.ts';
import type { Crew, Listed, Listener, Settings, Stated } from './crew.ts';
import { inlineCrew } from './inline.ts';
import { type PoolOptions, type Staff, staffOf } from './staff.ts';

/** Milliseconds of checking after which more workers are started. Why: a worker takes most of a second of processor time to start, and a file of few subjects is done by then. */
const PATIENCE = 1000;
/** Subjects for each worker from which all workers are started at once. Why: so many take longer than the start of a worker, even if each is a small formula. */
const MANY = 16;

/** Those who check subjects: so many processes, or this very one if there are none. */
export const crewOf = (options: PoolOptions): Crew => (options.workers === 0 ? inlineCrew() : poolCrew(options));

/** Processes that check subjects. What breaks in one of them is a result of the subject that it was busy with, and another one takes its place. */
function poolCrew(options: PoolOptions): Crew {
  const staff = staffOf(options);
  return {
    async load(source) {
      staff.loads(source);
      const first = await Promise.race([staff.called(), staff.stop]);
      if (first) staff.rest(first);
      const { subjects = [], inquiries = [], rejected = [], coverages = [] } = staff.manifest ?? {};
      return { subjects, inquiries, rejected: [...rejected, ...staff.strays], coverages };
    },
    async check(subjects, settings, listener) {
      await spread(subjects, { staff, workers: options.workers }, async (child, subject) => {
        const spoiled = await examined({ staff, child, listener }, subject, settings);
        listener.done(subject);
        return spoiled;
      });
    },
    async mutate(subjects, settings, listener) {
      await spread(subjects, { staff, workers: options.workers }, async (child, subject) => {
        let refused: string | undefined;
        const end = await staff.carriedOut(child, { kind: 'mutate', subject: subject.name, settings }, (news) => {
          if (news.kind === 'fate') {
            listener.fate(subject, news.fate);
            // Each mistake gets the time of a subject.
            child.allow(options.timeout);
          } else if (news.kind === 'refused') refused = news.message;
          return news.kind === 'done' || news.kind === 'refused';
        });
        listener.done(subject, end ? `subject ${JSON.stringify(subject.name)} ${end.message}` : refused);
        return end !== undefined;
      });
    },
    async draw({ name: subject }, results, seed) {
      const child = await Promise.race([staff.called(), staff.stop]);
      if (!child) return results;
      let drawn: readonly Result[] = results;
      const order = { kind: 'draw', subject, results, seed } as const;
      const done = staff.carriedOut(child, order, (news) => {
        if (news.kind === 'drawn') drawn = news.results;
        return news.kind === 'drawn' || news.kind === 'done';
      });
      const end = await Promise.race([done, staff.stop]);
      if (!end && !staff.stopped) staff.rest(child);
      return drawn;
    },
    stop: staff.stopAll,
  };
}

/** What a worker does with a subject; true if the worker must be replaced. */
type Deed = (child: Child, subject: Listed) => Promise<boolean>;

/** Has workers do something with each subject, until all are done or the staff is stopped. */
async function spread(subjects: readonly Listed[], { staff, workers }: { readonly staff: Staff; readonly workers: number }, deed: Deed) {
  const queue = [...subjects];
  const first = work(staff, queue, deed);
  const patience = subjects.length < workers * MANY ? PATIENCE : 0;
  const joined = async (): Promise<void> => {
    await Promise.race([first, setTimeout(patience, undefined, { ref: false })]);
    if (queue.length > 0 && !staff.stopped) await work(staff, queue, deed);
  };
  const others = Array.from({ length: Math.max(Math.min(workers, subjects.length) - 1, 0) }, joined);
  await Promise.race([Promise.all([first, ...others]), staff.stop]);
}

/** One worker after another does something with the subjects of a queue, until it is empty. */
async function work(staff: Staff, queue: Listed[], deed: Deed): Promise<void> {
  let child = queue.length > 0 ? await staff.called() : undefined;
  for (let subject = queue.shift(); subject && child && !staff.stopped; subject = queue.shift()) {
    const spoiled = await deed(child, subject);
    if (!spoiled) continue;
    staff.dismiss(child);
    child = queue.length > 0 && !staff.stopped ? await staff.called() : undefined;
  }
  if (child && !staff.stopped) staff.rest(child);
}

/** The name that a result has in the place of a law, if a subject does something outside of its calls; and what it states. */
const ISOLATION = { name: 'isolation', law: 'a subject does nothing but what it is called for' };

/** A worker, and who hears what comes of it. */
interface Post {
  readonly staff: Staff;
  readonly child: Child;
  readonly listener: Listener;
}

/** Has a subject checked; true if its worker must be replaced. */
async function examined({ staff, child, listener }: Post, subject: Listed, settings: Settings): Promise<boolean> {
  const { subjects = [], inquiries = [] } = staff.manifest ?? {};
  let law: string | undefined;
  let disturbed: string | undefined;
  const strange = new Map<string, string | undefined>();
  const end = await staff.carriedOut(child, { kind: 'check', subject: subject.name, settings }, (news) => {
    if (news.kind === 'law') {
      law = news.law;
      listener.law(subject, law);
    } else if (news.kind === 'result') listener.result(subject, news.result);
    else if (news.kind === 'stray') strange.set(news.message, news.subject);
    else if (news.kind === 'done') disturbed = news.disturbed;
    return news.kind === 'done';
  });
  for (const [said, name] of strange) {
    const message = `outside of every call: ${said}`;
    const culprit = subjects.find((one) => one.name === name);
    if (culprit) listener.result(culprit, incident(culprit, { fault: 'throws', message, law: ISOLATION }));
    else listener.rejected({ file: subject.source?.file ?? subject.name, fault: 'throws', message });
  }
  if (disturbed !== undefined) listener.result(subject, incident(subject, { fault: 'crashed', message: disturbed, law: ISOLATION }));
  if (end) {
    const due = subject.laws.filter((name) => settings.laws.includes(name));
    const left = law === undefined ? 0 : due.length - 1 - due.indexOf(law);
    const rest = left > 0 ? `; ${left === 1 ? 'one more law was' : `${left} more laws were`} not checked` : '';
    const broken = inquiries.find(({ name }) => name === law) ?? ISOLATION;
    listener.result(subject, incident(subject, { fault: end.fault, message: `${end.message}${rest}`, law: broken }));
  }
  return end !== undefined || disturbed !== undefined;
}

/** What a subject did beside being wrong, as a failed result of a law. */
const incident = (
  { name, source, requirement }: Listed,
  { fault, message, law }: { readonly fault: FaultKind; readonly message: string; readonly law: Stated },
): Result => ({
  subject: name,
  property: law.name,
  law: law.law,
  verdict: 'fail',
  fault,
  message,
  ...(source && { source }),
  ...(requirement !== undefined && { requirement }),
  runs: 0,
  discarded: 0,
  evaluations: { f: 0, claims: 0 },
});
