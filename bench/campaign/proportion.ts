/** log n! up to the largest n that was asked for. */
const logFactorials: number[] = [0];
function logFactorial(n: number): number {
  for (let k = logFactorials.length; k <= n; k++) logFactorials.push(logFactorials[k - 1]! + Math.log(k));
  return logFactorials[n]!;
}

/** The probability of at most k successes in n trials. */
function atMost(k: number, n: number, p: number): number {
  let sum = 0;
  for (let j = 0; j <= k; j++)
    sum += Math.exp(logFactorial(n) - logFactorial(j) - logFactorial(n - j) + j * Math.log(p) + (n - j) * Math.log1p(-p));
  return Math.min(1, sum);
}

/** The p at which a falling function of it has a value. */
function solved(f: (p: number) => number, value: number): number {
  let [low, high] = [0, 1];
  for (let count = 0; count < 60; count++) {
    const middle = (low + high) / 2;
    if (f(middle) > value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The exact interval of C. J. Clopper and E. S. Pearson (1934) for k successes in n trials; 95 % if no error is given. */
export function interval(k: number, n: number, error = 0.05): readonly [low: number, high: number] {
  if (n === 0) return [0, 1];
  return [k === 0 ? 0 : solved((p) => atMost(k - 1, n, p), 1 - error / 2), k === n ? 1 : solved((p) => atMost(k, n, p), error / 2)];
}
