import {
  dot,
  EPSILON,
  eigenvalues,
  exactly,
  fc,
  type Instrument,
  type Measurement,
  property,
  type Side,
  unmeasured,
  vector,
} from '../src/authoring.ts';

type Spectrum = ReturnType<typeof eigenvalues>;

/** An eigenvalue is not told from 0 below this part of the largest. Why: at a point that is declared in decimals, a zero eigenvalue is that of the Hessian some roundings away. */
const ZERO_EIGENVALUE = 1e-12;

/** The spectra that an instrument measured at each critical point, for samples come back to the same ones. */
const seen = new WeakMap<Instrument, Map<number, Spectrum | undefined>>();

function once(instrument: Instrument, which: number, look: () => readonly (readonly Side[])[]): Spectrum | undefined {
  const known = seen.get(instrument) ?? new Map<number, Spectrum | undefined>();
  seen.set(instrument, known);
  if (!known.has(which)) {
    const rows = look();
    known.set(which, rows.every((row) => row.every(({ value }) => Number.isFinite(value))) ? eigenvalues(rows) : undefined);
  }
  return known.get(which);
}

/**
 * The eigenvalues of the Hessian at a declared critical point are of the signs that its kind says: none below zero at a minimum, none above at a maximum,
 * both signs at a saddle. A semidefinite Hessian leaves the kind undecided, and so does not contradict any.
 */
export default property({
  name: 'critical-point-kind',
  law: 'minimum: λ ≥ 0, maximum: λ ≤ 0, saddle: λ of both signs, for the eigenvalues λ of H(x*)',
  about: ['hessian', 'hvp', 'gradient'],
  traits: ['critical'],
  scalar: true,
  when: ({ gradient, hessian }) => gradient !== undefined || hessian !== undefined,
  forAll: ({ subject }) => fc.record({ which: fc.nat(subject.critical.length - 1) }),
  measure({ gradient, hessian, subject, inputs }, { which }, instrument): readonly Measurement[] {
    const { at, kind } = subject.critical[which]!;
    const x = vector(at);
    const unit = (i: number) => vector(at).fill(0).with(i, 1);
    const spectrum = once(
      instrument,
      which,
      () =>
        hessian?.(x).map((row) => Array.from(row, (value) => ({ value, error: inputs * EPSILON * Math.abs(value) }))) ??
        at.map((_, i) => at.map((__, j) => instrument.derivative((y) => dot(gradient!(y), unit(i)), x, unit(j)))),
    );
    if (!spectrum) return unmeasured('the Hessian is not finite at x*');
    const { values, error } = spectrum;
    const [least, most] = [values[0]!, values.at(-1)!];
    const scale = Math.max(...values.map(Math.abs));
    const zero = exactly(0);
    const smallest = { what: 'the smallest eigenvalue', claimed: zero, measured: { value: least, error }, scale };
    const largest = { what: 'the largest eigenvalue', claimed: zero, measured: { value: most, error }, scale };
    if (kind === 'minimum') return [{ ...smallest, relation: '≤' }];
    if (kind === 'maximum') return [{ ...largest, relation: '≥' }];
    if (kind === 'saddle')
      return [
        { ...smallest, relation: '≥' },
        { ...largest, relation: '≤' },
      ];
    if (least < -error && most > error) return [{ ...smallest, what: 'undecided, but eigenvalues of both signs', relation: '≤' }];
    return [
      {
        what: 'undecided: the eigenvalue nearest to zero',
        claimed: zero,
        measured: { value: Math.min(...values.map(Math.abs)), error: error + scale * ZERO_EIGENVALUE },
        relation: '≥',
        scale,
      },
    ];
  },
});
