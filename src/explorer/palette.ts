/** A colour for light and one for dark pages, as #rrggbb. */
export type Shade = readonly [light: string, dark: string];

export const shades = {
  paper: ['#ffffff', '#14181c'],
  ink: ['#1d252c', '#e4e9ed'],
  muted: ['#52606b', '#9fadb8'],
  rule: ['#d5dce1', '#38424b'],
  contour: ['#5b6b77', '#8296a5'],
  claimed: ['#c2410c', '#ff9d5c'],
  measured: ['#1d4ed8', '#7cb4ff'],
  path: ['#86198f', '#e59af0'],
  wrong: ['#b91c1c', '#ff8080'],
  hole: ['#e3e6e8', '#0c0f12'],
} as const satisfies Readonly<Record<string, Shade>>;

/** The colours of the ground from low (blue) to high (sand). */
const GROUND: readonly Shade[] = [
  ['#bfd9e8', '#0f2b40'],
  ['#d5e6e6', '#173540'],
  ['#ebf0e2', '#26393b'],
  ['#f6ecd3', '#3c3b33'],
  ['#f0dab2', '#51442f'],
  ['#e3bf8c', '#684c2b'],
];

/** The number of colours of the ground. */
export const TONES = 24;

/** The colour of a tone between 0 and 1. */
export function ground(tone: number): Shade {
  const place = Math.min(1, Math.max(0, tone)) * (GROUND.length - 1);
  const k = Math.min(GROUND.length - 2, Math.floor(place));
  return [0, 1].map((side) => mixed(GROUND[k]![side]!, GROUND[k + 1]![side]!, place - k)) as unknown as Shade;
}

export const channels = (colour: string): readonly number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

export const hex = (parts: readonly number[]): string =>
  `#${parts
    .map((part) =>
      Math.round(Math.min(255, Math.max(0, part)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

const mixed = (a: string, b: string, t: number): string => {
  const [from, to] = [channels(a), channels(b)];
  return hex(from.map((part, i) => part + (to[i]! - part) * t));
};
