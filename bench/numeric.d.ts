/** The part of a library without types of its own that is used here. */
declare module 'numeric' {
  /** A gradient by central differences, each refined until it is trusted. @throws {Error} where too many refinements were needed in all. */
  export function gradient(f: (x: readonly number[]) => number, x: readonly number[]): number[];
}
