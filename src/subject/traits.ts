import * as z from 'zod';

const trend = z.enum(['increasing', 'decreasing']);

/** The traits of a subject that are plain data. */
export const plainTraits = {
  formula: z.union([z.string(), z.array(z.string())]).optional(),
  variables: z.array(z.string()).optional(),
  critical: z.array(z.strictObject({ at: z.array(z.number()), kind: z.enum(['minimum', 'maximum', 'saddle', 'undecided']) })).optional(),
  degree: z.number().optional(),
  convex: z.boolean().optional(),
  quadratic: z.boolean().optional(),
  closed: z.boolean().optional(),
  monotone: z
    .union([trend, z.array(trend.nullable()).min(1)], { error: "must be 'increasing' or 'decreasing', or a list of these" })
    .optional(),
  even: z.boolean().optional(),
  odd: z.boolean().optional(),
  periods: z.array(z.array(z.number())).min(1).optional(),
  conservative: z.boolean().optional(),
};
