/** Formulas of a vector, or of a matrix row by row. */
export type Formulas = string | readonly string[] | readonly (readonly string[])[];

const origins = new WeakMap<object, Formulas>();

/** The function itself, of which it is kept that these formulas define it. */
export function defining<F extends (...args: never[]) => unknown>(formulas: Formulas, f: F): F {
  origins.set(f, formulas);
  return f;
}

/** The formulas that define a function, row by row; undefined if it is code. A function made of another, as a mutant is, is code. */
export const originOf = (f: ((...args: never[]) => unknown) | undefined): readonly string[] | undefined => {
  const found = f && origins.get(f);
  return found === undefined ? undefined : [found].flat(2);
};
