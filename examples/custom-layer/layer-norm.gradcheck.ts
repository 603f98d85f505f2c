// A layer norm with a backward pass written by hand, as one would write it for a framework. Run: gradcheck run examples/custom-layer
import { layer } from 'gradcheck';

const ROWS = 3;
const COLUMNS = 4;
const rows = [...Array(ROWS).keys()];
const columns = [...Array(COLUMNS).keys()];

/** yᵢⱼ = γⱼ (xᵢⱼ − μᵢ) / √(σᵢ² + ε) + βⱼ, with mean and variance over the columns of row i. */
export default layer({
  name: 'layer-norm',
  inputs: { x: [ROWS, COLUMNS], gamma: [COLUMNS], beta: [COLUMNS] },
  constants: { epsilon: 1e-5 },

  forward: ({ x, gamma, beta }, { epsilon }) => {
    const normalized = new Float64Array(ROWS * COLUMNS);
    const inverse = new Float64Array(ROWS);
    for (const i of rows) {
      const row = x.slice(i * COLUMNS, (i + 1) * COLUMNS);
      const mean = row.reduce((sum, value) => sum + value, 0) / COLUMNS;
      const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / COLUMNS;
      inverse[i] = 1 / Math.sqrt(variance + epsilon);
      for (const j of columns) normalized[i * COLUMNS + j] = (row[j]! - mean) * inverse[i]!;
    }
    const y = normalized.map((value, k) => gamma[k % COLUMNS]! * value + beta[k % COLUMNS]!);
    return { y, saved: { normalized, inverse } };
  },

  backward: ({ gamma }, dy, { normalized, inverse }) => {
    const dx = new Float64Array(ROWS * COLUMNS);
    const dgamma = new Float64Array(COLUMNS);
    const dbeta = new Float64Array(COLUMNS);
    for (const i of rows) {
      const dn = columns.map((j) => dy[i * COLUMNS + j]! * gamma[j]!);
      const mean = dn.reduce((sum, d) => sum + d, 0) / COLUMNS;
      const correlation = dn.reduce((sum, d, j) => sum + d * normalized[i * COLUMNS + j]!, 0) / COLUMNS;
      for (const j of columns) {
        dx[i * COLUMNS + j] = inverse[i]! * (dn[j]! - mean - normalized[i * COLUMNS + j]! * correlation);
        dgamma[j]! += dy[i * COLUMNS + j]! * normalized[i * COLUMNS + j]!;
        dbeta[j]! += dy[i * COLUMNS + j]!;
      }
    }
    return { x: dx, gamma: dgamma, beta: dbeta };
  },
});
