import { type Domain, interval } from '../math/domain.ts';
import { dot, norm, normalized, plus, type Vector, withoutRounding } from '../math/vector.ts';

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
  const tangent = beside(unit, v);
  return { unit, along, ...(tangent && { tangent }) };
}

/** What is left of v beside a unit vector, by the method of Gram and Schmidt, applied twice (L. Giraud, J. Langou, M. Rozložník 2005); undefined where v is parallel to it. */
function beside(unit: Vector, v: Vector): Vector | undefined {
  let rest = v;
  for (let pass = 0; pass < 2; pass++) rest = plus(rest, unit, -dot(rest, unit));
  return norm(rest) > PARALLEL * norm(v) ? withoutRounding(rest, norm(v)) : undefined;
}
