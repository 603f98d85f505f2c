/** The labels for which an output is, as its name says: the indices of the output, and the values of each label. */
interface Said {
  readonly indices: readonly string[];
  readonly labels: ReadonlyMap<string, readonly string[]>;
}

/** `h[1,0] for t = [2,0,1], r = 3`, read. */
function read(label: string): Said | undefined {
  const [, indices, labels] = /^[^[ ]*(?:\[([\d,]*)\])? for (.*)$/.exec(label) ?? [];
  if (labels === undefined) return undefined;
  const values = [...labels.matchAll(/([^=,\]]+) = (?:\[([^\]]*)\]|([^,]+))/g)].map(
    ([, name, list, single]) => [name!.trim(), (list ?? single!).split(',')] as const,
  );
  return { indices: indices?.split(',') ?? [], labels: new Map(values) };
}

/** Outputs that have a label in common. Why: fewer may by chance. */
const COMMON_OUTPUTS = 3;

/**
 * What labels say of some outputs and not of all: `t = 2`, where that is the value of a single label, or of the entry of a label that the first index of an output picks, for each of these outputs and not for all outputs.
 */
export function labelCondition(some: readonly string[], all: readonly string[]): string | undefined {
  const few = some.map(read);
  const [first] = few;
  if (!first || few.length < COMMON_OUTPUTS) return undefined;
  const valueIn = (said: Said | undefined, name: string): string | undefined => {
    const values = said?.labels.get(name);
    return values?.length === 1 ? values[0] : values?.[Number(said?.indices[0])];
  };
  for (const name of first.labels.keys()) {
    const value = valueIn(first, name);
    const holds = (said: Said | undefined) => value !== undefined && valueIn(said, name) === value;
    if (few.every(holds) && !all.map(read).every(holds)) return `${name} = ${value}`;
  }
  return undefined;
}
