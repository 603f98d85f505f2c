import { type Evaluator, evaluator } from './evaluator.ts';
import { familyOf, type Operator, type OperatorEvaluator, operatorEvaluator, validOperator } from './operator.ts';
import { type Stack, type StackEvaluator, stackEvaluator, validStack, wholeOf } from './stack.ts';
import { fullGradient, type Stochastic, type StochasticEvaluator, stochasticEvaluator, validStochastic } from './stochastic.ts';
import { defined, type FunctionSubject } from './subject.ts';
import { firstStep, type Update, type UpdateEvaluator, updateEvaluator, validUpdate } from './update.ts';

/** What is checked: a function or map, a stack of layers, an update rule of learning, a stochastic gradient, or an engine's grad operator. */
export type Subject = FunctionSubject | Stack | Update | Stochastic | Operator;

/** The kind of a subject. */
export type Kind = Subject['kind'];

/** The type of a subject's evaluator, by kind. Each is also the evaluator of a function. */
export interface Evaluators {
  readonly function: Evaluator;
  readonly stack: StackEvaluator;
  readonly update: UpdateEvaluator;
  readonly stochastic: StochasticEvaluator;
  readonly operator: OperatorEvaluator;
}

/** What is specific to a kind of subject. */
interface Ways<S extends Subject> {
  /** The candidate, if its shape is that of the kind. */
  readonly valid: (candidate: S) => S;
  /** The subject as one function with the derivatives that it claims. */
  readonly map: (subject: S) => FunctionSubject;
  readonly evaluator: (subject: S) => Evaluators[S['kind']];
}

const kinds: { readonly [K in Kind]: Ways<Extract<Subject, { readonly kind: K }>> } = {
  function: { valid: defined, map: (subject) => subject, evaluator: (subject) => evaluator(subject) },
  stack: { valid: validStack, map: wholeOf, evaluator: stackEvaluator },
  update: { valid: validUpdate, map: firstStep, evaluator: updateEvaluator },
  stochastic: { valid: validStochastic, map: fullGradient, evaluator: stochasticEvaluator },
  operator: { valid: validOperator, map: familyOf, evaluator: operatorEvaluator },
};

const waysOf = ({ kind }: Subject): Ways<Subject> => kinds[kind] as unknown as Ways<Subject>;

/** Whether a value says of itself that it is a subject of one of these kinds. */
export const isSubject = (value: unknown): value is Subject =>
  typeof value === 'object' && value !== null && 'kind' in value && Object.hasOwn(kinds, String(value.kind));

/** The candidate itself, if it has the shape of its kind. @throws {Error} naming the subject and the key, if it has not. */
export const checked = <S extends Subject>(candidate: S): S => waysOf(candidate).valid(candidate) as S;

/** The subject as one function: a stack as its whole, an update as its first step, a random gradient as the full one, an operator as all of its functions. */
export const asFunction = (subject: Subject): FunctionSubject => waysOf(subject).map(subject);

/** A subject and those that come along with it, which are checked with it. */
export const withOthers = (subject: Subject): readonly Subject[] => [
  subject,
  ...(subject.kind === 'function' ? (subject.also ?? []).flatMap(withOthers) : []),
];

/** The evaluator of a subject: it counts every call and checks that what is returned has the form of its kind. */
export const evaluatorOf = <S extends Subject>(subject: S): Evaluators[S['kind']] =>
  waysOf(subject).evaluator(subject) as Evaluators[S['kind']];
