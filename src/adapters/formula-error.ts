/** Thrown where a formula, or a subject made of formulas, is not one. Its message is one line. */
export class FormulaError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FormulaError';
  }
}

/** Text from outside, made fit for one line of a message: control characters and the like escaped, cut after 60 characters. */
export const quoted = (text: string): string => {
  const escaped = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return escaped.length > 60 ? `${escaped.slice(0, 57)}…` : escaped;
};
