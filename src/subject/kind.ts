import { type Observed, observe } from './evaluator.ts';
import { familyOf, type ObservedOperator, type Operator, observeOperator, validOperator } from './operator.ts';
import { type ObservedStack, observeStack, type Stack, validStack, wholeOf } from './stack.ts';
import { fullGradient, type ObservedStochastic, observeStochastic, type Stochastic, validStochastic } from './stochastic.ts';
import { defined, type FunctionSubject } from './subject.ts';
import { firstStep, type ObservedUpdate, observeUpdate, type Update, validUpdate } from './update.ts';

/** What is checked. */
export type Subject = FunctionSubject | Stack | Update | Stochastic | Operator;

export type Kind = Subject['kind'];

/** A subject under observation, by its kind. Each can also be looked at as a function. */
export interface Views {
  readonly function: Observed;
  readonly stack: ObservedStack;
  readonly update: ObservedUpdate;
  readonly stochastic: ObservedStochastic;
  readonly operator: ObservedOperator;
}

interface Ways<S extends Subject> {
  readonly valid: (candidate: S) => S;
  /** The subject as one function with the derivatives that it claims. */
  readonly map: (subject: S) => FunctionSubject;
  readonly observe: (subject: S) => Views[S['kind']];
}

const kinds: { readonly [K in Kind]: Ways<Extract<Subject, { readonly kind: K }>> } = {
  function: { valid: defined, map: (subject) => subject, observe: (subject) => observe(subject) },
  stack: { valid: validStack, map: wholeOf, observe: observeStack },
  update: { valid: validUpdate, map: firstStep, observe: observeUpdate },
  stochastic: { valid: validStochastic, map: fullGradient, observe: observeStochastic },
  operator: { valid: validOperator, map: familyOf, observe: observeOperator },
};

const waysOf = ({ kind }: Subject): Ways<Subject> => kinds[kind] as unknown as Ways<Subject>;

/** Whether a value says of itself that it is a subject of one of these kinds. */
export const isSubject = (value: unknown): value is Subject =>
  typeof value === 'object' && value !== null && 'kind' in value && Object.hasOwn(kinds, String(value.kind));

/** The subject, once its shape is found valid. @throws {Error} naming the subject and the key, if it is not. */
export const checked = <S extends Subject>(candidate: S): S => waysOf(candidate).valid(candidate) as S;

/** The subject as one function: a stack as its whole, an update as its first step, a random gradient as the full one, an operator as all of its functions. */
export const asFunction = (subject: Subject): FunctionSubject => waysOf(subject).map(subject);

/** The subject under observation: every call is counted and seen to keep the form of its kind. */
export const watched = <S extends Subject>(subject: S): Views[S['kind']] => waysOf(subject).observe(subject) as Views[S['kind']];
