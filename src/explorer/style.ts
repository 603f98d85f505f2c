import { ground, type Shade, shades, TONES } from './palette.ts';

/** The style rules of a picture; `paint` writes a colour. */
function rules(scope: string, paint: (shade: Shade) => string): readonly string[] {
  const { paper, ink, muted, rule, contour, claimed, measured, path, wrong, hole } = shades;
  return [
    ...Array.from({ length: TONES }, (_, k) => `.t${k} { fill: ${paint(ground((k + 0.5) / TONES))}; }`),
    `.hole { fill: ${paint(hole)}; }`,
    `.frame { fill: none; stroke: ${paint(rule)}; }`,
    `.tick { stroke: ${paint(muted)}; }`,
    `.number { fill: ${paint(muted)}; font-size: 12px; }`,
    `.axis { fill: ${paint(ink)}; font-size: 14px; font-style: italic; }`,
    `.contour { fill: none; stroke: ${paint(contour)}; stroke-width: 1; stroke-linejoin: round; }`,
    `.level { fill: ${paint(ink)}; font-size: 11px; text-anchor: middle; stroke: ${paint(paper)}; stroke-width: 5; stroke-opacity: .85; stroke-linejoin: round; paint-order: stroke; }`,
    `.field { fill: ${paint(ink)}; fill-opacity: .5; }`,
    `.tangent { stroke: ${paint(ink)}; stroke-width: 1.5; }`,
    `.downhill { stroke: ${paint(measured)}; stroke-width: 2; stroke-dasharray: 5 4; }`,
    `.measured { fill: ${paint(measured)}; stroke: ${paint(paper)}; stroke-width: 1.2; paint-order: stroke; }`,
    `.claimed { fill: ${paint(claimed)}; stroke: ${paint(paper)}; stroke-width: 1.2; paint-order: stroke; }`,
    `.dot { fill: ${paint(ink)}; }`,
    `.grip { fill: transparent; }`,
    `.point { fill: ${paint(paper)}; stroke: ${paint(ink)}; stroke-width: 2; }`,
    `.walk, .truth { fill: none; stroke: ${paint(path)}; stroke-width: 2; stroke-linejoin: round; }`,
    `.truth { stroke: ${paint(measured)}; stroke-dasharray: 2 4; }`,
    `.walk-steps, .walk-end { fill: ${paint(path)}; }`,
    `.truth-steps, .truth-end { fill: ${paint(measured)}; }`,
    `.walk-start, .truth-start { fill: none; stroke: ${paint(path)}; stroke-width: 1.5; }`,
    `.walk-end, .truth-end { stroke: ${paint(paper)}; stroke-width: 1.5; }`,
    `.flat { fill: ${paint(paper)}; stroke: ${paint(ink)}; stroke-width: 1.5; }`,
    `.flat.saddle, .flat.undecided { fill: none; stroke-width: 2; }`,
    `.failure { fill: none; stroke: ${paint(wrong)}; stroke-width: 2.5; stroke-linecap: round; }`,
  ].map((line) => (scope === '' ? line : line.replace(/(^|, )\./g, `$1${scope} .`)));
}

/** The style of a picture in a page, which follows the colour scheme of the page. */
export const pageStyle = (scope: string): string => rules(scope, ([light, dark]) => `light-dark(${light}, ${dark})`).join('\n');

/** The style of a picture in a file: light, or dark if the system of the reader is. */
export const fileStyle = (): string =>
  `${rules('', ([light]) => light).join('\n')}\n@media (prefers-color-scheme: dark) {\n${rules('', ([, dark]) => dark).join('\n')}\n}`;
