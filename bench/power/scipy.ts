import { moved, type Rule } from './rule.ts';

const step = Math.sqrt(Number.EPSILON);
/** SciPy states none; this is a usual choice in its users' tests. */
const threshold = 1e-5;

/** scipy.optimize.check_grad: forward differences with the absolute step √ε; ‖claimed − numeric‖₂ < 1e-5 for every output. */
export const scipy: Rule = {
  name: 'SciPy check_grad',
  accepts: ({ n, m, f, jacobian }, x) => {
    const here = f(x);
    const rows = jacobian(x);
    const squares = new Array<number>(m).fill(0);
    for (let i = 0; i < n; i++) {
      const there = f(moved(x, i, step));
      for (let k = 0; k < m; k++) squares[k]! += (rows[k]![i]! - (there[k]! - here[k]!) / step) ** 2;
    }
    return squares.every((square) => Math.sqrt(square) < threshold);
  },
};
