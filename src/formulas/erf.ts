// Numerators and denominators of Cody's rational approximations, in the order in which he prints their coefficients.
const small = [3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694, 0.18577770618460315] as const;
const smallOver = [23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171] as const;
const middle = [
  0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769, 1712.0476126340707, 2051.0783778260716,
  1230.3393547979972, 2.1531153547440383e-8,
] as const;
const middleOver = [
  15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597, 4362.619090143247, 3439.3676741437216,
  1230.3393548037495,
] as const;
const large = [
  0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275, 0.0006587491615298378, 0.016315387137302097,
] as const;
const largeOver = [2.568520192289822, 1.8729528499234604, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918] as const;

/** (pₗₐₛₜ tᵏ + p₀ tᵏ⁻¹ + … ) / (tᵏ + q₀ tᵏ⁻¹ + …), for a denominator of degree k. */
function ratio(p: readonly number[], q: readonly number[], t: number): number {
  let above = p[q.length]! * t;
  let below = t;
  for (let i = 0; i < q.length - 1; i++) {
    above = (above + p[i]!) * t;
    below = (below + q[i]!) * t;
  }
  return (above + p[q.length - 1]!) / (below + q[q.length - 1]!);
}

/** The high part of y in exp(−y²) is a multiple of 1/16. Why: its square is then exact for y below 6 (Cody's CALERF). */
const GAUSSIAN_PARTS = 16;

/** exp(−y²), as a product of exponentials of an exact square and of a small rest: the rounding of y² alone would cost up to y² units in the last place. */
function gaussian(y: number): number {
  const high = Math.trunc(y * GAUSSIAN_PARTS) / GAUSSIAN_PARTS;
  return Math.exp(-high * high) * Math.exp(-(y - high) * (y + high));
}

/** The sizes of x up to which each of the approximations holds; from the last on, erf is ±1. Why: the ranges for which Cody's coefficients were made; erfc(6) is 2 · 10⁻¹⁷. */
const ERF_RANGES = { small: 0.46875, middle: 4, large: 6 };
const perSqrtPi = 1 / Math.sqrt(Math.PI);

/**
 * The error function erf(x) = 2/√π ∫₀ˣ exp(−t²) dt on ℝ, to about a unit in the last place; NaN for NaN.
 * Rational Chebyshev approximations: W. J. Cody (1969), with the coefficients of his CALERF (1990).
 */
export function erf(x: number): number {
  const y = Math.abs(x);
  if (y <= ERF_RANGES.small) return x * ratio(small, smallOver, y * y);
  if (!(y < ERF_RANGES.large)) return Number.isNaN(x) ? x : Math.sign(x);
  if (y <= ERF_RANGES.middle) return Math.sign(x) * (1 - gaussian(y) * ratio(middle, middleOver, y));
  const t = 1 / (y * y);
  const tail = (gaussian(y) * (perSqrtPi - t * ratio(large, largeOver, t))) / y;
  return Math.sign(x) * (1 - tail);
}
