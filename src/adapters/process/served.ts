import type { Vector } from '../../math/vector.ts';
import { isFault } from '../../subject/guard.ts';
import { owner } from '../../subject/shape.ts';
import type { FunctionSubject } from '../../subject/subject.ts';
import { type Input, layout, overTensors } from '../tensors.ts';
import type { Question, Reply } from './conversation.ts';
import { type Announcement, CLAIMS, type Hello, numbersOf, type ServedClaim, type Thrown, thrownBy, type Unserved } from './message.ts';
import { type Asker, inSingle } from './single.ts';

/** Who answers questions about the subjects of a hello. */
export interface Answering {
  readonly hello: Hello;
  ask(question: Question): Reply;
}

/** The subjects that a server announces, each a function as any other, or the reason why it is none. */
export const subjectsOf = (server: Answering): readonly (FunctionSubject | Unserved)[] =>
  server.hello.subjects.map((announced, place) => {
    if ('problem' in announced) return announced;
    try {
      return served(server, announced, place);
    } catch (error) {
      return { name: announced.name, problem: (error as Error).message };
    }
  });

/** @throws {Error} naming the subject and the key, if it is no subject. */
function served(server: Answering, announced: Announcement, place: number): FunctionSubject {
  const { name, precision, source, outputs, claims, features, literals, traits, notes } = announced;
  const tensors = layout(owner('subject', name), inputsOf(announced));
  const inputs = tensors.reduce((sum, { size }) => sum + size, 0);
  const asked = asking(server, place);
  const shapes = shapesOf(inputs, outputs);
  const claim = (what: ServedClaim) => {
    const shape = shapes[what];
    if (shape.length > 1) return ((x: Vector) => rowsOf(alone(asked({ what, points: 1, shape }, [x])), shape[1]!)).bind(undefined);
    return textless(what === 'reference' ? vectors(what) : rounding(vectors(what)));
  };
  const vectors = (what: 'f' | ServedClaim): Asker => {
    const shape = what === 'f' ? [outputs] : shapes[what];
    const one = (x: Vector, along?: Vector) => alone(asked({ what, points: 1, shape }, [x, ...(along ? [along] : [])]));
    return Object.assign(one, { many: manyAtOnce(asked, { what, shape }, most) });
  };
  const rounding = features.includes('single') ? inSingle : (one: Asker) => one;
  const known = CLAIMS.filter((what) => claims.includes(what));
  const most = Math.max(
    1,
    Math.floor(((server.hello.limits.body ?? USUAL_BODY) / Float64Array.BYTES_PER_ELEMENT - Math.max(inputs, outputs)) / inputs),
  );
  const f = textless(rounding(vectors('f')));
  return overTensors(tensors, f as never, {
    name,
    // JSON has no `undefined`.
    ...(traits as Pick<FunctionSubject, keyof typeof traits>),
    ...(precision && { precision }),
    ...(source && { source: { file: source.file, ...(source.line !== undefined && { line: source.line }) } }),
    text: literals.join(' '),
    ...(!features.includes('deterministic') && { varies: true }),
    ...(notes.length > 0 && { notes }),
    outputs,
    many: f.many as never,
    ...Object.fromEntries(known.map((what) => [what, claim(what)])),
  });
}

/** The same without a text: the numbers in the source of a function are tried as inputs, and those in its server are announced. */
const textless = (asked: Asker): Asker => Object.assign(asked.bind(undefined), { many: asked.many });

/** The shapes of what is answered, for n inputs and m outputs. */
const shapesOf = (n: number, m: number): Readonly<Record<ServedClaim, readonly number[]>> => ({
  gradient: [n],
  jacobian: [m, n],
  vjp: [n],
  jvp: [m],
  hessian: [n, n],
  hvp: [n],
  reference: [m],
});

function inputsOf({ inputs }: Announcement): Readonly<Record<string, Input>> {
  const infinite = (end: number | null, otherwise: number): number => end ?? otherwise;
  return Object.fromEntries(
    inputs.map(({ name, shape, range: [low, high] = [-2, 2] }): readonly [string, Input] => [
      name,
      { shape, range: [infinite(low, Number.NEGATIVE_INFINITY), infinite(high, Number.POSITIVE_INFINITY)] },
    ]),
  );
}

/** What is asked of one point. */
interface Asked {
  readonly what: string;
  readonly points: number;
  readonly shape: readonly number[];
  /** Whether one cotangent or tangent stands for all points. */
  readonly shared?: boolean;
}

/** How one subject of a server is asked. */
type Asking = (asked: Asked, body: readonly Vector[]) => Answered;

/** What is answered: numbers of all points, and what was thrown at which of them. */
interface Answered {
  /** @throws {Fault} if they are not those that were expected */
  numbers(): Vector;
  readonly faults: readonly Thrown[];
}

/** @throws {Error} with the name and the message of what was thrown there, if the question could not be answered as a whole */
const asking =
  (server: Answering, subject: number): Asking =>
  ({ shape, ...question }, body) => {
    const { answer, body: bytes } = server.ask({ subject, ...question, body: body.map(doubles) });
    if (answer.type === 'error') throw new Error(thrownBy(answer));
    return { numbers: () => numbersOf(answer, bytes, { ...question, shape }), faults: answer.faults };
  };

/** The answer for one point. @throws {Error} with the name and the message of what was thrown there */
function alone({ numbers, faults: [fault] }: Answered): Vector {
  if (fault) throw new Error(thrownBy(fault));
  return numbers();
}

/** Bytes of a body where a server says nothing of it. Why: as docs/protocol.md has it; a hundred points of a thousand numbers. */
const USUAL_BODY = 2 ** 20;

/** Milliseconds that the points of one message may take, at the pace of those before. Why: two thousand times what a message costs; and where some take ten times as long, they are still answered in time. */
const MESSAGE_TIME = 100;

/**
 * What is answered at many points, with the same cotangent or tangent, of as few messages as hold them; undefined where something was thrown. The first message holds one point, to learn what a point takes.
 * @throws {Error} where there is an answer that is none: what that is told as is found out where one point is asked for.
 */
function manyAtOnce(asked: Asking, { what, shape }: Omit<Asked, 'points'>, most: number) {
  const size = shape[0]!;
  let pace = Number.POSITIVE_INFINITY;
  const together = (xs: readonly Vector[], along: readonly Vector[]): readonly (Vector | undefined)[] => {
    const before = performance.now();
    const { numbers, faults } = asked({ what, points: xs.length, shape, ...(along.length > 0 && { shared: true }) }, [...xs, ...along]);
    pace = (performance.now() - before) / xs.length;
    const thrown = new Set(faults.map(({ at }) => at));
    const all = thrown.size < xs.length ? numbers() : new Float64Array(0);
    return xs.map((_, k) => (thrown.has(k) ? undefined : all.slice(k * size, (k + 1) * size)));
  };
  return (xs: readonly Vector[], ...along: readonly Vector[]): readonly (Vector | undefined)[] => {
    const values: (Vector | undefined)[] = [];
    try {
      while (values.length < xs.length) {
        const count = Math.max(1, Math.min(most, Math.floor(MESSAGE_TIME / pace)));
        values.push(...together(xs.slice(values.length, values.length + count), along));
      }
    } catch (error) {
      throw isFault(error) ? new Error(error.message) : error;
    }
    return values;
  };
}

const doubles = (x: Vector): Float64Array => (x instanceof Float64Array ? x : Float64Array.from(x));

const rowsOf = (numbers: Vector, columns: number): readonly Vector[] =>
  Array.from({ length: numbers.length / columns }, (_, row) => numbers.subarray(row * columns, (row + 1) * columns));
