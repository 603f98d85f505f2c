import type { Vector } from '../../math/vector.ts';
import { owner } from '../../subject/shape.ts';
import type { FunctionSubject } from '../../subject/subject.ts';
import { type Input, layout, overTensors } from '../tensors.ts';
import type { Question, Reply } from './conversation.ts';
import { type Announcement, CLAIMS, type Hello, numbersOf, type ServedClaim, thrownBy, type Unserved } from './message.ts';

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
  const { name, precision, source, outputs, claims, literals, traits } = announced;
  const tensors = layout(owner('subject', name), inputsOf(announced));
  const inputs = tensors.reduce((sum, { size }) => sum + size, 0);
  const asked = asking(server, place);
  const shapes = shapesOf(inputs, outputs);
  const claim = (what: ServedClaim) => {
    const shape = shapes[what];
    return (x: Vector, along?: Vector) => {
      const numbers = asked({ what, points: 1, shape }, [x, ...(along ? [along] : [])]);
      return shape.length === 1 ? numbers : rowsOf(numbers, shape[1]!);
    };
  };
  const known = CLAIMS.filter((what) => claims.includes(what));
  return overTensors(tensors, ((x: Vector) => asked({ what: 'f', points: 1, shape: [outputs] }, [x])) as never, {
    name,
    // JSON has no `undefined`.
    ...(traits as Pick<FunctionSubject, keyof typeof traits>),
    ...(precision && { precision }),
    ...(source && { source: { file: source.file, ...(source.line !== undefined && { line: source.line }) } }),
    text: literals.join(' '),
    outputs,
    ...Object.fromEntries(known.map((what) => [what, claim(what)])),
  });
}

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
}

/** How one subject of a server is asked. What is thrown there is thrown here, as an Error with its name and message. */
const asking =
  (server: Answering, subject: number) =>
  ({ what, points, shape }: Asked, body: readonly Vector[]): Vector => {
    const reply = server.ask({ subject, what, points, body: body.map(doubles) });
    if (reply.answer.type === 'error') throw new Error(thrownBy(reply.answer));
    const [fault] = reply.answer.faults;
    if (fault) throw new Error(thrownBy(fault));
    return numbersOf(reply.answer, reply.body, { what, points, shape });
  };

const doubles = (x: Vector): Float64Array => (x instanceof Float64Array ? x : Float64Array.from(x));

const rowsOf = (numbers: Vector, columns: number): readonly Vector[] =>
  Array.from({ length: numbers.length / columns }, (_, row) => numbers.subarray(row * columns, (row + 1) * columns));
