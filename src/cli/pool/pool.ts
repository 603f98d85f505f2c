import { setTimeout } from 'node:timers/promises';
import type { Result } from '../../check/check.ts';
import type { FaultKind } from '../../subject/guard.ts';
import type { Child } from './child.ts';
import type { Crew, Listed, Listener, Settings, Stated } from './crew.ts';
import { inlineCrew } from './inline.ts';
import type { News } from './messages.ts';
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
      const course: Course = { staff, listener, harmful: new Set(), heard: new Map(), strays: new Set() };
      await spread(subjects, { staff, workers: options.workers }, async (child, subject) => {
        const left = await examined(child, subject, settings, course);
        if (left !== 'half-done') listener.done(subject);
        return left;
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
        return end ? 'spoiled' : 'sound';
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

/** What a worker is when it has done something with a subject: fit for the next, or to be replaced; and in the latter case perhaps not done, by no fault of the subject. */
type State = 'sound' | 'spoiled' | 'half-done';

/** What a worker does with a subject. */
type Deed = (child: Child, subject: Listed) => Promise<State>;

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
    const left = await deed(child, subject);
    if (left === 'sound') continue;
    staff.dismiss(child);
    if (left === 'half-done') queue.unshift(subject);
    child = queue.length > 0 && !staff.stopped ? await staff.called() : undefined;
  }
  if (child && !staff.stopped) staff.rest(child);
}

/** The name that a result has in the place of a law, if a subject does something outside of its calls; and what it states. */
const ISOLATION = { name: 'isolation', law: 'a subject does nothing but what it is called for' };

/** A run as it is known while it goes on. */
interface Course {
  readonly staff: Staff;
  readonly listener: Listener;
  /** Subjects that were asked what they claim while another was checked, and that its worker did not survive: they are asked no more. */
  readonly harmful: Set<string>;
  /** How many results have been heard of each subject. */
  readonly heard: Map<string, number>;
  /** What was told that happened outside of every call, and of which subject. */
  readonly strays: Set<string>;
}

/** Has a subject checked. Where one before was half done, only results are heard that were not. */
async function examined(child: Child, subject: Listed, settings: Settings, course: Course): Promise<State> {
  const { staff, listener, harmful, heard } = course;
  const { inquiries = [] } = staff.manifest ?? {};
  let [law, asked, harm, disturbed]: (string | undefined)[] = [];
  let count = 0;
  const strange: Stray[] = [];
  const subjects = settings.subjects.filter((name) => !harmful.has(name));
  const order = { kind: 'check', subject: subject.name, settings: { ...settings, subjects } } as const;
  const end = await staff.carriedOut(child, order, (news) => {
    if (news.kind === 'law') {
      law = news.law;
      listener.law(subject, law);
    } else if (news.kind === 'result') {
      if (++count <= (heard.get(subject.name) ?? 0)) return false;
      heard.set(subject.name, count);
      listener.result(subject, news.result);
    } else if (news.kind === 'other') {
      harm = news.disturbed;
      if (harm === undefined) asked = news.subject;
    } else if (news.kind === 'stray') strange.push(news);
    else if (news.kind === 'done') disturbed = news.disturbed;
    return news.kind === 'done' || harm !== undefined;
  });
  for (const stray of strange) strayed(stray, subject, course);
  if (asked !== undefined && (end || harm !== undefined)) {
    harmful.add(asked);
    return 'half-done';
  }
  if (disturbed !== undefined) listener.result(subject, incident(subject, { fault: 'crashed', message: disturbed, law: ISOLATION }));
  if (end) {
    const due = subject.laws.filter((name) => settings.laws.includes(name));
    const left = law === undefined ? 0 : due.length - 1 - due.indexOf(law);
    const rest = left > 0 ? `; ${left === 1 ? 'one more law was' : `${left} more laws were`} not checked` : '';
    const broken = inquiries.find(({ name }) => name === law) ?? ISOLATION;
    listener.result(subject, incident(subject, { fault: end.fault, message: `${end.message}${rest}`, law: broken }));
  }
  return end !== undefined || disturbed !== undefined ? 'spoiled' : 'sound';
}

type Stray = Extract<News, { kind: 'stray' }>;

/** Tells once what happened outside of every call: of the subject that it comes from, or else of the file of the one that was checked. */
function strayed({ message: said, subject: name }: Stray, checked: Listed, { staff, listener, strays }: Course): void {
  const culprit = staff.manifest?.subjects.find((one) => one.name === name);
  const file = checked.source?.file ?? checked.name;
  const key = JSON.stringify([culprit ? culprit.name : file, said]);
  if (strays.has(key)) return;
  strays.add(key);
  const message = `outside of every call: ${said}`;
  if (culprit) listener.result(culprit, incident(culprit, { fault: 'throws', message, law: ISOLATION }));
  else listener.rejected({ file, fault: 'throws', message });
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
