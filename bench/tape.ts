import { type MathNode, parse } from 'mathjs';

/** One step of a computation: an input, a constant, or an operation on the results of earlier steps. */
export type Step =
  | { readonly input: number }
  | { readonly constant: number }
  | { readonly operation: string; readonly on: readonly number[] };

/** Formulas as one straight line of steps, in which equal subexpressions are one step; both branches of a condition are computed. */
export interface Tape {
  readonly steps: readonly Step[];
  /** The step that holds formula k. */
  readonly results: readonly number[];
}

/** A kind of number to compute with. Truth is one, falsehood zero. */
export interface Arithmetic<T> {
  readonly of: (double: number) => T;
  readonly operations: Readonly<Record<string, (...operands: T[]) => T>>;
}

type Node = MathNode & {
  readonly type: string;
  readonly content: Node;
  readonly name: string;
  readonly value: number;
  readonly fn: { readonly name: string } | string;
  readonly args: readonly Node[];
  readonly condition: Node;
  readonly trueExpr: Node;
  readonly falseExpr: Node;
};

/** Writes mathjs formulas of the given variables as a tape. Literals mean the double nearest to them. */
export function tape(formulas: readonly string[], variables: readonly string[]): Tape {
  const steps: Step[] = [];
  const known = new Map<string, number>();
  const add = (key: string, step: Step): number => {
    const at = known.get(key) ?? steps.push(step) - 1;
    known.set(key, at);
    return at;
  };
  const apply = (operation: string, nodes: readonly Node[]): number => {
    const on = nodes.map(visit);
    return add(`${operation} ${on}`, { operation, on });
  };
  const visit = (node: Node): number => {
    if (node.type === 'ParenthesisNode') return visit(node.content);
    if (node.type === 'ConstantNode') return add(`= ${node.value}`, { constant: Number(node.value) });
    if (node.type === 'SymbolNode') {
      const input = variables.indexOf(node.name);
      if (input >= 0) return add(`x ${input}`, { input });
      if (node.name === 'pi') return add(`= ${Math.PI}`, { constant: Math.PI });
    }
    if (node.type === 'ConditionalNode') return apply('select', [node.condition, node.trueExpr, node.falseExpr]);
    if (node.type === 'FunctionNode') return apply((node.fn as { name: string }).name, node.args);
    if (node.type === 'OperatorNode') return apply(node.fn as string, node.args);
    throw new Error(`a ${node.type} in a formula: ${node.toString()}`);
  };
  return { results: formulas.map((formula) => visit(parse(formula) as unknown as Node)), steps };
}

/** The tape as a function of n numbers, in the given arithmetic. */
export function play<T>({ steps, results }: Tape, { of, operations }: Arithmetic<T>): (x: ArrayLike<number>) => T[] {
  const values: T[] = steps.map((step) => of('constant' in step ? step.constant : 0));
  const inputs = steps.flatMap((step, at) => ('input' in step ? [{ at, input: step.input }] : []));
  const actions = steps.flatMap((step, at) => {
    if (!('operation' in step)) return [];
    const run = operations[step.operation];
    if (!run) throw new Error(`no operation ${step.operation}`);
    const [a = 0, b = 0, c = 0] = step.on;
    if (step.on.length === 1) return [() => void (values[at] = run(values[a]!))];
    if (step.on.length === 2) return [() => void (values[at] = run(values[a]!, values[b]!))];
    return [() => void (values[at] = run(values[a]!, values[b]!, values[c]!))];
  });
  return (x) => {
    for (const { at, input } of inputs) values[at] = of(x[input]!);
    for (const action of actions) action();
    return results.map((at) => values[at]!);
  };
}
