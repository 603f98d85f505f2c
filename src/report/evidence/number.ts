import * as z from 'zod';

/** Any number, NaN and the infinities included, as a report's evidence holds it. */
export const number = z.custom<number>((value) => typeof value === 'number', 'must be a number');

/** The number to three significant digits, which is enough for a picture. */
export const rough = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(3)) : value);

/** The number to fifteen significant digits, which is enough to be read out. */
export const fine = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(15)) : value);
