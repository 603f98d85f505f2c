/** Thrown where a text is no formula, or a definition no subject made of formulas. Its message is one line. */
export class FormulaError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FormulaError';
  }
}

/** Text from outside, made fit for one line of a message: control and invisible characters are escaped. */
export const escaped = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Characters of a text that a message quotes at most. Why: a message is one line of a terminal, together with a file and a key. */
const QUOTED = 60;

/** The same, cut to QUOTED characters. */
export const quoted = (text: string): string => {
  const safe = escaped(text.slice(0, QUOTED + 1));
  return safe.length > QUOTED ? `${safe.slice(0, QUOTED - 3)}…` : safe;
};
