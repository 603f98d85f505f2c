import { type Domain, interval } from '../math/domain.ts';
import { dot, norm, normalized, plus, type Vector } from '../math/vector.ts';

/** A field at a point with 0 for the inputs that are fixed: what of it f can show. */
export const varied = (field: Vector, domain: Domain): Vector =>
  field.map((gi, i) => {
    const [low, high] = interval(domain, i);
    return low < high ? gi : 0;
  });

/** A direction is parallel to others if this part of it or less is left when its projection on them is taken away. Why: what is left has lost ten of its 16 digits then. */
const PARALLEL = 1e-6;

/** A direction v in two parts, along a gradient and along its contour: v = a u + t with ⟨u, t⟩ = 0. */
export interface Parts {
  /** The unit vector u of the gradient. */
  readonly unit: Vector;
  /** a. */
  readonly along: number;
  /** t; absent where v is parallel to the gradient. */
  readonly tangent?: Vector;
}

/** The parts of a direction beside a gradient that is finite and not 0. Laws that need slopes along the gradient and across it share their lines by it. */
export function partsOf(v: Vector, gradient: Vector): Parts {
  const unit = normalized(gradient);
  const along = dot(v, unit);
  const [tangent] = beside([unit], v);
  return { unit, along, ...(tangent && { tangent }) };
}

/** What is left of v beside an orthonormal basis, by the method of Gram and Schmidt, applied twice (L. Giraud, J. Langou, M. Rozložník 2005); nothing where v depends on the basis. */
function beside(basis: readonly Vector[], v: Vector): readonly Vector[] {
  let rest = v;
  for (let pass = 0; pass < 2; pass++) for (const u of basis) rest = plus(rest, u, -dot(rest, u));
  return norm(rest) > PARALLEL * norm(v) ? [rest] : [];
}

/** Directions made orthogonal to a unit vector and to each other, in their order; those that depend on the ones before are left out. */
export function orthogonal(unit: Vector, directions: readonly Vector[]): readonly Vector[] {
  const basis = [unit];
  return directions.flatMap((v) => {
    const rest = beside(basis, v);
    basis.push(...rest.map(normalized));
    return rest;
  });
}
