import { Fault } from '../../subject/guard.ts';
import { Closed, framesOf, type Medium, started, usualMedium } from './channel.ts';
import { type Conversation, conversation, type Patience, type Question, type Reply } from './conversation.ts';
import type { Hello } from './message.ts';

/** A program in any language that answers questions about functions. */
export interface Server {
  readonly hello: Hello;
  /** The answer to a question. @throws {Fault} 'crashed' or 'timed-out' if there is none: then the same for all further questions about this subject. */
  ask(question: Question): Reply;
  close(): void;
}

/** How long is waited for a server if nothing is said, in milliseconds. Why: engines take ten seconds to be imported on a busy machine; an answer of half a minute makes a check of a day. */
const USUAL_PATIENCE: Patience = { start: 60_000, answer: 30_000 };

/** The part of the time for one subject that a server may take to say hello, and for one answer. Why: whoever hangs is told by name before the subject's own time is over. */
const PARTS_OF_TIMEOUT = { start: 0.9, answer: 0.5 };

/** The patience where a subject, and the loading of a file, may take so many milliseconds; the usual one, if any time. */
export const patienceFor = (timeout = Number.POSITIVE_INFINITY): Patience => ({
  start: Math.min(USUAL_PATIENCE.start, PARTS_OF_TIMEOUT.start * timeout),
  answer: Math.min(USUAL_PATIENCE.answer, PARTS_OF_TIMEOUT.answer * timeout),
});

/**
 * The server that a line for the shell starts. One that is lost is started again, once, for another subject.
 * @throws {Error} in one line, if it cannot be started, says no hello in time, or speaks another version.
 */
export function serverOf(command: string, patience: Patience, medium: Medium = usualMedium): Server {
  const lost = new Map<number, Fault>();
  const first = startedBy(command, patience, medium);
  let current: Conversation | undefined = first;
  let finished: Fault | undefined;
  const again = (): Conversation => {
    try {
      const next = startedBy(command, patience, medium);
      if (namesOf(next.hello) === namesOf(first.hello)) return next;
      next.close();
      throw new Error('it announces other subjects than before');
    } catch (error) {
      finished = new Fault(
        'crashed',
        `the server was lost with another subject, and could not be started again: ${(error as Error).message}`,
      );
      throw finished;
    }
  };
  return {
    hello: first.hello,
    ask(question) {
      const fault = lost.get(question.subject) ?? finished;
      if (fault) throw fault;
      current ??= again();
      try {
        return current.ask(question);
      } catch (error) {
        if (error instanceof Fault) {
          lost.set(question.subject, error);
          current = undefined;
        }
        throw error;
      }
    },
    close() {
      current?.close();
      current = undefined;
    },
  };
}

const namesOf = ({ subjects }: Hello): string => JSON.stringify(subjects.map(({ name }) => name));

/** A conversation with a process that is started for it, and that ends with it. */
function startedBy(command: string, patience: Patience, medium: Medium): Conversation {
  const { keeper, channel, met } = started(command, medium);
  const receive = framesOf(channel.read);
  let [open, isMet] = [true, false];
  const meet = (): void => {
    if (!isMet) met();
    isMet = true;
  };
  const over = (): void => {
    if (!open) return;
    open = false;
    channel.close();
    meet();
  };
  return conversation(patience, {
    send: channel.send,
    receive() {
      const frame = receive();
      meet();
      return frame;
    },
    allow: keeper.allow,
    lost(error) {
      const { timedOut, message } = error instanceof Closed ? keeper.ending() : { timedOut: false, message: (error as Error).message };
      keeper.allow(0);
      over();
      return new Fault(timedOut ? 'timed-out' : 'crashed', message);
    },
    close() {
      keeper.dismiss();
      over();
    },
  });
}
