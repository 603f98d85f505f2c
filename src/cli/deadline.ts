/** The end of the time that a run may take. */
export interface Deadline {
  readonly isOver: boolean;
  /** From now on nothing happens when it comes. */
  ignore(): void;
}

/** Says once when so many milliseconds are over, as long as it is not ignored; never, if undefined. */
export function deadline(milliseconds: number | undefined, onOver: () => void): Deadline {
  let isOver = false;
  const timer =
    milliseconds === undefined
      ? undefined
      : setTimeout(
          () => {
            isOver = true;
            onOver();
          },
          Math.max(0, milliseconds),
        );
  return {
    get isOver() {
      return isOver;
    },
    ignore: () => clearTimeout(timer),
  };
}
