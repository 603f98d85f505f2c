/** The laws that say most about a claim, first: each component held to what is measured. */
const TELLING = [
  'chain-rule',
  'matches-differences',
  'vjp-matches-differences',
  'jacobian-matches-differences',
  'jvp-matches-differences',
  'hessian-matches-differences',
  'matches-symbolic',
  'jacobian-matches-symbolic',
  'hessian-matches-symbolic',
];

/** The place of a law among them; those that are not in the list come last. */
export function telling(property: string): number {
  const place = TELLING.indexOf(property);
  return place < 0 ? TELLING.length : place;
}
