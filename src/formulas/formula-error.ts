/** Thrown where a formula, or a subject made of formulas, is not one. Its message is one line. */
export class FormulaError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FormulaError';
  }
}

/** Text from outside, made fit for one line of a message: control and invisible characters are escaped. */
export const escaped = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The same, cut after 60 characters. */
export const quoted = (text: string): string => {
  const safe = escaped(text.slice(0, 61));
  return safe.length > 60 ? `${safe.slice(0, 57)}…` : safe;
};
