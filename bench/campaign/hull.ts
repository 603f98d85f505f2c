const MOST = 5000;

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** The distance of a point from the convex hull of vertices, by the method of Frank and Wolfe (1956) with steps away from vertices (Wolfe 1970). */
export function distanceToHull(vertices: readonly (readonly number[])[], point: readonly number[]): number {
  const from = vertices.map((vertex) => vertex.map((value, i) => value - point[i]!));
  const sizes = from.map((vertex) => dot(vertex, vertex));
  const start = sizes.indexOf(Math.min(...sizes));
  let z = [...from[start]!];
  const weights: number[] = from.map((_, k) => (k === start ? 1 : 0));
  const largest = Math.max(...sizes);
  for (let count = 0; count < MOST; count++) {
    const products = from.map((vertex) => dot(vertex, z));
    const toward = products.indexOf(Math.min(...products));
    let away = toward;
    for (const [k, weight] of weights.entries()) if (weight > 0 && products[k]! > products[away]!) away = k;
    const gap = products[away]! - products[toward]!;
    if (away === toward || gap <= 1e-12 * largest) break;
    const direction = from[toward]!.map((value, i) => value - from[away]![i]!);
    const step = Math.min(weights[away]!, gap / dot(direction, direction));
    z = z.map((value, i) => value + step * direction[i]!);
    weights[away] = step === weights[away] ? 0 : weights[away]! - step;
    weights[toward]! += step;
  }
  return Math.sqrt(dot(z, z));
}
