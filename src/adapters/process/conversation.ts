import type { Fault } from '../../subject/guard.ts';
import { encoded, type Frame, PROTOCOL } from './frame.ts';
import { type Answer, answerOf, type Hello, helloOf } from './message.ts';

/** A question to a server: values or claims of one of its subjects, at some points. */
export interface Question {
  /** The place of the subject in the server's hello. */
  readonly subject: number;
  readonly what: string;
  readonly points: number;
  /** How the points are told: one after the other if omitted, or as x, v and t₁ … tₖ for x + tⱼ·v. */
  readonly form?: 'points' | 'line';
  /** Whether one cotangent or tangent stands for all points. */
  readonly shared?: boolean;
  readonly body: readonly Float64Array[];
}

/** What was answered: numbers with their body, or an error. */
export interface Reply {
  readonly answer: Exclude<Answer, { readonly type: 'busy' }>;
  readonly body: Uint8Array;
}

/** One conversation with a server, from hello to bye. */
export interface Conversation {
  readonly hello: Hello;
  /** The answer to a question. @throws {Fault} 'crashed' or 'timed-out' if there is none; the conversation is over then. */
  ask(question: Question): Reply;
  close(): void;
}

/** How long is waited for a server, in milliseconds: for its hello, and for the answer to one question. */
export interface Patience {
  readonly start: number;
  readonly answer: number;
}

/** What carries a conversation. */
export interface Line {
  send(bytes: Uint8Array): void;
  receive(): Frame;
  /** From now on the other side may take so many milliseconds; any time, if undefined. */
  allow(milliseconds: number | undefined): void;
  /** Ends the line, of which sending or receiving threw this; says what happened. */
  lost(error: unknown): Fault;
  close(): void;
}

/** Points of one question that may take as long as one. Why: a hundred evaluations of what can be checked at all take less than the usual patience. */
const POINTS_OF_ONE = 100;

/** How often a server may say of one question that it is still busy. Why: compiling takes a few times as long as running; what never ends is a hang. */
const MOST_BUSY = 10;

/** A conversation over a line. @throws {Fault} if there is no hello in time, or one of another version. */
export function conversation(patience: Patience, line: Line): Conversation {
  const exchanged = <T>(exchange: () => T): T => {
    try {
      const result = exchange();
      line.allow(undefined);
      return result;
    } catch (error) {
      throw line.lost(error);
    }
  };
  const hello = exchanged(() => {
    line.allow(patience.start);
    line.send(encoded({ type: 'hello', protocol: [PROTOCOL], host: 'gradcheck' }));
    return helloOf(line.receive().header, PROTOCOL);
  });
  let id = 0;
  return {
    hello,
    ask: ({ body, ...question }) =>
      exchanged(() => {
        id++;
        line.allow(patience.answer * Math.max(1, question.points / POINTS_OF_ONE));
        line.send(encoded({ type: 'call', id, ...question }, body));
        for (let busy = 0; ; busy++) {
          const frame = line.receive();
          const answer = answerOf(frame.header);
          if (answer?.id !== id)
            throw new Error(
              `its channel carried what is no answer to question ${id}: ${JSON.stringify(frame.header).slice(0, SHOWN_HEADER)}`,
            );
          if (answer.type !== 'busy') return { answer, body: frame.body };
          if (busy < MOST_BUSY) line.allow(patience.answer);
        }
      }),
    close() {
      try {
        line.send(encoded({ type: 'bye' }));
      } catch {}
      line.close();
    },
  };
}

/** Characters of a header that a message shows. Why: it stands in one line of a report. */
const SHOWN_HEADER = 120;
