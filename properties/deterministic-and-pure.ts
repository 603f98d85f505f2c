import {
  asked,
  cotangent,
  direction,
  exactly,
  Fault,
  type FunctionSubject,
  fc,
  point,
  property,
  unmoved,
  type Vector,
} from '../src/authoring.ts';

/**
 * Two calls at one point agree to the bit, whatever was asked in between; inputs stay as they are; what was returned stays what it was.
 * @throws {Fault} 'mutates-input', 'reuses-buffer' or 'not-deterministic', naming the function.
 */
export default property({
  name: 'deterministic-and-pure',
  law: 'f(x) = f(x), ∇f(x) = ∇f(x) to the bit; calls leave no trace',
  forAll: (target) => fc.record({ x: point(target), y: point(target), v: direction(target), w: cotangent(target.outputs) }),
  measure({ subject, outputs, evaluations }, { x, y, v, w }) {
    const calls: readonly (readonly [string, (x: Vector) => unknown])[] = [
      ['f', (at) => call(subject, subject.f, at)],
      ...(['gradient', 'jacobian', 'hessian'] as const).flatMap((name) => {
        const claim = subject[name];
        return claim ? [[name, (at: Vector) => call(subject, claim, at)] as const] : [];
      }),
      ...(['vjp', 'jvp', 'hvp'] as const).flatMap((name) => {
        const claim = subject[name];
        return claim ? [[name, (at: Vector) => call(subject, claim, at, name === 'vjp' ? w : v)] as const] : [];
      }),
    ];
    for (const [name, call] of calls) {
      const ask = (at: Vector) => {
        evaluations[name === 'f' ? 'f' : 'claims']++;
        return call(at);
      };
      const first = ask(x);
      if (first instanceof Error) continue;
      const before = flat(first);
      const again = flat(ask(x));
      if (!same(again, before))
        throw new Fault('not-deterministic', `${name} returned ${difference(before, again)} at one and the same point`);
      const other = ask(y);
      if (!same(flat(first), before)) throw new Fault('reuses-buffer', `${name} returned a buffer that its next call overwrites`);
      const second = flat(ask(x));
      if (!same(second, before))
        throw new Fault('not-deterministic', `${name} returned ${difference(before, second)} at one and the same point`);
      if (typeof first === 'object' && first !== null && first === other)
        throw new Fault('reuses-buffer', `${name} returns the same buffer at every call`);
    }
    return { claimed: exactly(outputs), measured: exactly(outputs) };
  },
});

/** The result of a call with copies of its inputs, or the error that it throws, which other laws report. @throws {Fault} 'mutates-input' if it changes a copy. */
function call(subject: FunctionSubject, f: (x: never, v: never) => unknown, x: Vector, v?: Vector): unknown {
  const [given, second] = [x, v].map((vector) => vector && (subject.plain ? Array.from(vector) : vector.slice()));
  const result = attempt(() => asked('it', () => unmoved(subject.state, () => f(given as never, second as never))));
  if (!same(Array.from(given!), Array.from(x)) || (v && !same(Array.from(second!), Array.from(v))))
    throw new Fault(
      'mutates-input',
      `${Object.entries(subject).find(([, value]) => value === f)?.[0] ?? 'it'} changed the ${same(Array.from(given!), Array.from(x)) ? 'vector' : 'point'} that it was given`,
    );
  return result;
}

function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

/** All numbers of a result, in order. */
function flat(value: unknown): readonly unknown[] {
  if (value === null || typeof value !== 'object' || value instanceof Error) return [value];
  return Array.from(value as ArrayLike<unknown>).flatMap(flat);
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((ai, i) => Object.is(ai, b[i]) || (ai === 0 && b[i] === 0));

function difference(a: readonly unknown[], b: readonly unknown[]): string {
  const k = a.findIndex((ai, i) => !Object.is(ai, b[i]));
  return a.length === 1 ? `${a[0]} and ${b[0]}` : `${a[k]} and ${b[k]} at index ${k}`;
}
