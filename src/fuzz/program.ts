/** A program of an engine's tensors: leaves with numbers, and steps, each an operation of a table at nodes before it. */
import type { Engine } from '../adapters/engine.ts';
import type { Shape } from '../adapters/nesting.ts';
import type { Operation } from '../adapters/operations.ts';
import type { Vector } from '../math/vector.ts';

/** The numbers of a tensor in row-major order, and its shape. */
export interface Value {
  readonly shape: Shape;
  readonly numbers: Vector;
}

/** An input of a program. */
export interface Leaf {
  readonly value: Value;
}

/** An operation whose inputs are nodes before it, and what comes of it. */
export interface Step<T> extends Leaf {
  readonly operation: Operation<T>;
  /** The places of the nodes that are its inputs, in the order of the operation's. */
  readonly inputs: readonly number[];
}

/** A leaf or a step. */
export type Node<T> = Leaf | Step<T>;

/** Nodes in an order in which each can be computed. The last one is the result. */
export type Program<T> = readonly Node<T>[];

export const isStep = <T>(node: Node<T>): node is Step<T> => 'operation' in node;

export const leavesOf = <T>(program: Program<T>): readonly Leaf[] => program.filter((node) => !isStep(node));
export const stepsOf = <T>(program: Program<T>): readonly Step<T>[] => program.filter(isStep);

/** The program with other numbers in its leaves, all of them one after the other. The values of its steps are as before. */
export function withNumbers<T>(program: Program<T>, numbers: Vector): Program<T> {
  let start = 0;
  return program.map((node) => {
    if (isStep(node)) return node;
    const { shape, numbers: before } = node.value;
    const own = numbers.slice(start, start + before.length);
    start += before.length;
    return { value: { shape, numbers: own } };
  });
}

/** The program without what its result does not depend on. */
export function live<T>(program: Program<T>): Program<T> {
  const needed = new Set<number>([program.length - 1]);
  for (let k = program.length - 1; k >= 0; k--) {
    const node = program[k]!;
    if (needed.has(k) && isStep(node)) for (const input of node.inputs) needed.add(input);
  }
  if (needed.size === program.length) return program;
  const places = new Map([...needed].sort((a, b) => a - b).map((before, now) => [before, now]));
  return program.flatMap((node, k): readonly Node<T>[] =>
    needed.has(k) ? [isStep(node) ? { ...node, inputs: node.inputs.map((input) => places.get(input)!) } : node] : [],
  );
}

/** The program as a function of the engine's tensors, one for each leaf. Where a use consumes a tensor, all uses but the last are of one that is kept. */
export function functionOf<T>({ keep }: Engine<T>, program: Program<T>): (...leaves: T[]) => T {
  const uses = program.map((_, k) =>
    program.reduce((count, node) => count + (isStep(node) ? node.inputs.filter((i) => i === k).length : 0), 0),
  );
  return (...leaves) => {
    const left = [...uses];
    const values: T[] = [];
    let next = 0;
    const used = (k: number): T => (--left[k]! > 0 && keep ? keep(values[k]!) : values[k]!);
    for (const node of program) values.push(isStep(node) ? called(node.operation, node.inputs.map(used)) : leaves[next++]!);
    return values.at(-1)!;
  };
}

/** An operation at tensors in the order of its inputs. */
export const called = <T>({ f, inputs }: Operation<T>, tensors: readonly T[]): T =>
  f(Object.fromEntries(Object.keys(inputs).map((name, k) => [name, tensors[k]!])));

/** The program in which each use of a node but the first is one of a leaf with its numbers, if a node is used more than once. */
export function apart<T>(program: Program<T>): Program<T> | undefined {
  const nodes: Node<T>[] = [];
  const places = new Map<number, number>();
  const used = new Set<number>();
  let more = false;
  for (const [k, node] of program.entries()) {
    const inputs = isStep(node)
      ? node.inputs.map((input) => {
          if (!used.has(input)) {
            used.add(input);
            return places.get(input)!;
          }
          more = true;
          return nodes.push({ value: program[input]!.value }) - 1;
        })
      : [];
    places.set(k, nodes.length);
    nodes.push(isStep(node) ? { ...node, inputs } : node);
  }
  return more ? nodes : undefined;
}
