/** The version of frames and messages that is spoken here; docs/protocol.md describes it. Why: the first. */
export const PROTOCOL = 1;

/** The first four bytes of a frame: 1GCP. Why: no text that a program prints by mistake begins so. */
const MAGIC = Uint8Array.of(0x31, 0x47, 0x43, 0x50);
/** Bytes before the header: the first four, and the sizes of header and body. Why: 4 + 4 + 8. */
export const PREFIX_BYTES = 16;
/** The most bytes of a header. Why: names and shapes of ten thousand subjects; a larger number is no size but text that was taken for one. */
const LARGEST_HEADER = 2 ** 24;
/** The most bytes of a body. Why: what one array buffer holds in every supported Node; a larger number is no size. */
const LARGEST_BODY = 2 ** 32;
/** Bytes to whose multiples a header is padded. Why: the numbers of the body then lie where a Float64Array can begin. */
const ALIGNMENT = 8;
/** Bytes of what is no frame that a message shows. Why: as many as are read before it is known to be none. */
const SHOWN_BYTES = 16;

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

/** A message between host and server: a header, and the numbers that belong to it as they are in memory. */
export interface Frame {
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: Uint8Array;
}

/** Thrown for bytes that are no frame, with the bytes in its message. */
export class Garbage extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Garbage';
  }
}

/** The bytes of a frame: these vectors, one after the other, are its body. */
export function encoded(header: Frame['header'], body: readonly Float64Array[] = []): Uint8Array {
  const text = encoder.encode(JSON.stringify(header));
  const padded = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const bytes = body.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const frame = new Uint8Array(PREFIX_BYTES + padded + bytes);
  frame.set(MAGIC);
  const view = new DataView(frame.buffer);
  view.setUint32(4, padded, true);
  view.setBigUint64(8, BigInt(bytes), true);
  frame.fill(' '.charCodeAt(0), PREFIX_BYTES + text.length, PREFIX_BYTES + padded);
  frame.set(text, PREFIX_BYTES);
  let at = PREFIX_BYTES + padded;
  for (const part of body) {
    frame.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return frame;
}

/** The bytes of header and body that follow the first 16 bytes of a frame. @throws {Garbage} if these do not begin one. */
export function sizesOf(prefix: Uint8Array): { readonly header: number; readonly body: number } {
  if (MAGIC.some((byte, i) => prefix[i] !== byte)) throw new Garbage(`its channel carried bytes that are no frame: ${shown(prefix)}`);
  const view = new DataView(prefix.buffer, prefix.byteOffset, PREFIX_BYTES);
  const [header, body] = [view.getUint32(4, true), Number(view.getBigUint64(8, true))];
  if (header > LARGEST_HEADER || header % ALIGNMENT !== 0 || body > LARGEST_BODY)
    throw new Garbage(`its channel carried a frame of ${header} + ${body} bytes, which is none: ${shown(prefix)}`);
  return { header, body };
}

/** The frame that these bytes are, all of them. @throws {Garbage} if they are none, or its header is no JSON object. */
export function decoded(bytes: Uint8Array): Frame {
  const sizes = sizesOf(bytes);
  const text = decoder.decode(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + sizes.header));
  return { header: object(text), body: bytes.subarray(PREFIX_BYTES + sizes.header, PREFIX_BYTES + sizes.header + sizes.body) };
}

function object(text: string): Frame['header'] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Frame['header'];
  } catch {}
  throw new Garbage(`its channel carried a header that is no JSON object: ${JSON.stringify(text.slice(0, SHOWN_BYTES))}`);
}

const shown = (bytes: Uint8Array): string => JSON.stringify(Buffer.from(bytes.subarray(0, SHOWN_BYTES)).toString('latin1'));
