import * as z from 'zod';
import { Fault } from '../../subject/guard.ts';
import { LONGEST_NAME } from '../../subject/subject.ts';
import { plainTraits } from '../../subject/traits.ts';
import type { Frame } from './frame.ts';

/** What may be asked of a subject beside its values. */
export const CLAIMS = ['gradient', 'jacobian', 'vjp', 'jvp', 'hessian', 'hvp', 'reference'] as const;

export type ServedClaim = (typeof CLAIMS)[number];

const end = z.number().nullable();

/** A subject as a server announces it. Unknown keys are ignored. */
const Announcement = z.object({
  name: z.string().min(1).max(LONGEST_NAME),
  precision: z.enum(['float64', 'float32', 'bfloat16', 'float16']).exactOptional(),
  source: z.object({ file: z.string(), line: z.int().exactOptional() }).nullish(),
  inputs: z
    .array(
      z.object({
        name: z.string(),
        shape: z.array(z.int().min(1)),
        range: z.tuple([end, end]).exactOptional(),
        on: z.unknown().optional(),
      }),
    )
    .min(1),
  outputs: z.int().min(1),
  claims: z.array(z.string()),
  features: z.array(z.string()).default([]),
  literals: z.array(z.number()).default([]),
  traits: z.object(plainTraits).default({}),
  notes: z.array(z.string()).default([]),
});

export type Announcement = z.infer<typeof Announcement>;

const Hello = z.object({
  type: z.literal('hello'),
  protocol: z.unknown(),
  client: z.string().default('a server'),
  engines: z.record(z.string(), z.string()).default({}),
  limits: z.object({ body: z.int().min(1).exactOptional() }).default({}),
  subjects: z.array(z.unknown()).default([]),
});

/** What a server says first: who it is, and what it serves. */
export type Hello = Omit<z.infer<typeof Hello>, 'subjects'> & { readonly subjects: readonly (Announcement | Unserved)[] };

/** A subject that a server announces and that cannot be made one, with the reason. */
export interface Unserved {
  readonly name: string;
  readonly problem: string;
}

/** The hello that a header is. @throws {Error} in one line, if it is none, or of another version than this one. */
export function helloOf(header: Frame['header'], version: number): Hello {
  const found = Hello.safeParse(header);
  if (!found.success) throw new Error(`its first message is no hello: ${problemOf(found.error)}`);
  const { protocol } = found.data;
  if (protocol !== version)
    throw new Error(`it speaks version ${JSON.stringify(protocol)} of the protocol, and this gradcheck version ${version}`);
  return { ...found.data, subjects: found.data.subjects.map(announced) };
}

function announced(candidate: unknown, place: number): Announcement | Unserved {
  const found = Announcement.safeParse(candidate);
  const given = (candidate as { readonly name?: unknown } | null)?.name;
  const name = typeof given === 'string' && given !== '' ? given : `subject ${place}`;
  if (!found.success) return { name, problem: `subject ${JSON.stringify(name)} is announced wrongly: ${problemOf(found.error)}` };
  const strange = found.data.inputs.find(({ on }) => on !== undefined && on !== null);
  return strange
    ? {
        name,
        problem: `subject ${JSON.stringify(name)}: its input ${JSON.stringify(strange.name)} lives on a manifold, which this version does not know`,
      }
    : found.data;
}

function problemOf({ issues: [issue] }: z.ZodError): string {
  const path = issue!.path.map(String).join('.');
  return path === '' ? issue!.message : `${path}: ${issue!.message}`;
}

/** An answer with numbers. */
const Values = z.object({
  type: z.literal('values'),
  id: z.int(),
  shape: z.array(z.int().min(0)).min(1),
  dtype: z.string(),
  us: z.number().exactOptional(),
  faults: z.array(z.object({ at: z.int().min(0), error: z.string(), message: z.string() })).default([]),
});

/** An answer without: what was thrown. */
const Trouble = z.object({
  type: z.literal('error'),
  id: z.int(),
  error: z.string(),
  message: z.string(),
  trace: z.string().exactOptional(),
});

/** What a server answers: numbers, an error, or that it is still busy. */
const Answer = z.discriminatedUnion('type', [Values, Trouble, z.object({ type: z.literal('busy'), id: z.int() })]);

export type Answer = z.infer<typeof Answer>;

/** The answer that a header is; undefined if it is none. */
export function answerOf(header: Frame['header']): Answer | undefined {
  const found = Answer.safeParse(header);
  return found.success ? found.data : undefined;
}

/** What was thrown: the name of its kind, and its message. */
export interface Thrown {
  /** The place of the point, where it was thrown at one. */
  readonly at?: number;
  readonly error: string;
  readonly message: string;
}

/** The error of a server as the message of an exception. */
export const thrownBy = ({ error, message }: Thrown): string => (message === '' ? error : `${error}: ${message}`);

/** Bytes of a number of each type. Why: IEEE 754. */
const BYTES: Readonly<Record<string, number>> = { f8: Float64Array.BYTES_PER_ELEMENT, f4: Float32Array.BYTES_PER_ELEMENT };

/** What is expected of an answer: so many points, and of each so many numbers in rows of so many, if it is a matrix. */
export interface Expected {
  readonly what: string;
  readonly points: number;
  readonly shape: readonly number[];
}

/**
 * The numbers of an answer, widened to float64: those of each point, one after the other.
 * @throws {Fault} 'wrong-type' if they are neither float64 nor float32, 'wrong-length' if they are not as many as expected, 'crashed' if the bytes do not fit what the answer says of them.
 */
export function numbersOf(
  { shape, dtype }: Pick<z.infer<typeof Values>, 'shape' | 'dtype'>,
  body: Uint8Array,
  expected: Expected,
): Float64Array {
  const [points, ...own] = shape;
  const size = BYTES[dtype];
  if (size === undefined)
    throw new Fault('wrong-type', `${expected.what} returned numbers of type ${JSON.stringify(dtype)} where float64 or float32 should be`);
  const each = product(own);
  if (points !== expected.points || each !== product(expected.shape))
    throw new Fault(
      'wrong-length',
      `${expected.what} returned shape [${own}] where [${expected.shape}] should be${points === expected.points ? '' : `, for ${points} points and not ${expected.points}`}`,
    );
  if (body.byteLength !== points * each * size)
    throw new Fault('crashed', `its answer has ${body.byteLength} bytes where shape [${shape}] of ${dtype} has ${points * each * size}`);
  const { buffer, byteOffset } = body.byteOffset % Float64Array.BYTES_PER_ELEMENT === 0 ? body : body.slice();
  return dtype === 'f8'
    ? new Float64Array(buffer, byteOffset, points * each)
    : Float64Array.from(new Float32Array(buffer, byteOffset, points * each));
}

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);
