/** The terms of the items with 1000 and 10 000 inputs, written out: as formulas they would take most of the time of a bench. */
export const terms: Readonly<Record<string, (xi: number, i: number) => number>> = {
  'log(1+exp(xi))': (xi) => Math.log(1 + Math.exp(xi)),
  '1/(1+exp(-xi))': (xi) => 1 / (1 + Math.exp(-xi)),
  '(1+mod(i,3))*sin(xi)': (xi, i) => (1 + (i % 3)) * Math.sin(xi),
  '(1+mod(i,3))*cos(xi)': (xi, i) => (1 + (i % 3)) * Math.cos(xi),
  '1.5*((1+mod(i,3))*cos(xi))': (xi, i) => 1.5 * ((1 + (i % 3)) * Math.cos(xi)),
};
