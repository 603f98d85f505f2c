import type { Vector } from '../../math/vector.ts';
import { type Memo, memo } from '../../subject/memo.ts';

/** How values or claims of one subject are asked for: at one point, and at many with the same cotangent or tangent, where undefined is for what was thrown. */
export interface Asker {
  (x: Vector, along?: Vector): Vector;
  readonly many: (xs: readonly Vector[], ...along: readonly Vector[]) => readonly (Vector | undefined)[];
}

/** An answer, and the question to which it was given, as it was asked. */
interface Told {
  readonly question: readonly Vector[];
  readonly value: Vector;
}

/**
 * The same of a server that rounds whatever it is asked with to single precision: questions that are the same to it are not asked again. One that was asked to the bit is, so that it shows where
 * answers to it differ.
 */
export function inSingle(asked: Asker): Asker {
  const kept: Memo<Told> = memo(({ question, value }) => question.reduce((sum, { length }) => sum + length, value.length));
  const keep = (question: readonly Vector[], value: Vector): Vector => {
    kept.recall(0, question.map(rounded), () => ({ question: question.map((one) => one.slice()), value: value.slice() }));
    return value;
  };
  const known = (question: readonly Vector[]): Vector | undefined => {
    const told = kept.known(0, question.map(rounded));
    return told && !isSame(told.question, question) ? told.value.slice() : undefined;
  };
  const one = (x: Vector, along?: Vector): Vector => {
    const question = along ? [x, along] : [x];
    return known(question) ?? keep(question, asked(x, along));
  };
  return Object.assign(one, {
    many(xs: readonly Vector[], ...along: readonly Vector[]) {
      const first = memo<number>(() => 0);
      const open = xs.filter((x, k) => !known([x, ...along]) && first.recall(0, [rounded(x)], () => k) === k);
      const values = open.length > 0 ? asked.many(open, ...along) : [];
      const found = new Map(open.map((x, k) => [x, values[k]]));
      for (const [x, value] of found) if (value) keep([x, ...along], value);
      return xs.map((x) => found.get(x) ?? kept.known(0, [x, ...along].map(rounded))?.value.slice());
    },
  });
}

const rounded = (x: Vector): Vector => x.map(Math.fround);

/** Whether two questions are the same to the bit. */
const isSame = (one: readonly Vector[], other: readonly Vector[]): boolean =>
  one.every((x, k) => x.every((xi, i) => Object.is(xi, other[k]![i])));
