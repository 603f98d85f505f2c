import { caption, claimVerdict, walkCaption } from './caption.ts';
import type { Exploration } from './exploration.ts';
import { landscapeOf } from './landscape.ts';
import { type Element, element } from './markup.ts';
import { numeral } from './numeral.ts';
import { failureMarks, flatMarks, pointer, walkPath } from './overlay.ts';
import { planeOf } from './plane.ts';
import { DESCENT_STEPS, firstRate, walkOf } from './rate.ts';
import { situationAt } from './situation.ts';
import { fileStyle } from './style.ts';
import { svgText } from './svg-text.ts';
import { arrowField, terrain } from './terrain.ts';

const HEAD = 30;
const LINE = 18;

/** A still picture as SVG: contours, arrows, the descent from the point, and captions. The same exploration gives the same text. */
export function still(exploration: Exploration): string {
  const { axes, at: point, name } = exploration;
  const plane = planeOf(exploration, axes, point);
  const landscape = landscapeOf(plane);
  const situation = situationAt(plane, [point[axes[0]]!, point[axes[1]]!], landscape.typical);
  const walk = walkOf(plane, situation, { rate: firstRate(plane, situation), steps: DESCENT_STEPS, along: 'claim' });
  const failures = exploration.failures.map(({ at, text }) => ({ at: [at[axes[0]]!, at[axes[1]]!] as const, text }));
  const { left, top, width, height, size } = landscape.frame;

  const sentences = [
    caption(situation, [plane.x.label, plane.y.label]),
    claimVerdict(situation)?.text ?? '',
    walkCaption(walk),
    walk.limit === undefined ? '' : `Overshoot limit: η = ${numeral(walk.limit, 3)}.`,
  ].filter((text) => text !== '');
  const lines = sentences.flatMap((text) => wrapped(text, 88));
  const legend = legendOf(plane.claimed !== undefined);
  const whole = HEAD + size[1] + 26 + LINE * lines.length + 8;
  const title = name.length > 70 ? `${name.slice(0, 69)}…` : name;
  const picture = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${size[0]} ${Math.ceil(whole)}`,
      width: size[0],
      height: Math.ceil(whole),
      role: 'img',
      'font-family': 'system-ui, -apple-system, Segoe UI, Roboto, sans-serif',
    },
    element('title', {}, title),
    element('desc', {}, sentences.join(' ')),
    element('style', {}, fileStyle() + SHEET),
    element('rect', { class: 'sheet', width: '100%', height: '100%' }),
    element('clipPath', { id: 'plane' }, element('rect', { x: left, y: top, width, height })),
    element('text', { class: 'heading', x: left, y: 22 }, title),
    element(
      'g',
      { transform: `translate(0 ${HEAD})` },
      ...terrain(landscape),
      element(
        'g',
        { 'clip-path': 'url(#plane)' },
        arrowField(landscape),
        flatMarks(landscape),
        failureMarks(landscape, failures),
        ...walkPath(landscape, walk),
      ),
      ...pointer(landscape, situation),
      ...legend.map((part) => ({ ...part, attributes: { ...part.attributes, transform: `translate(${left} ${size[1] + 12})` } })),
    ),
    ...lines.map((line, k) => element('text', { class: 'told', x: left, y: HEAD + size[1] + 26 + LINE * (k + 0.8) }, line)),
  );
  return `${svgText(picture)}\n`;
}

const SHEET = `
.sheet { fill: #ffffff; } .heading { fill: #1d252c; font-size: 16px; font-weight: 600; } .told, .key { fill: #1d252c; font-size: 12.5px; }
@media (prefers-color-scheme: dark) { .sheet { fill: #14181c; } .heading, .told, .key { fill: #e4e9ed; } }`;

/** The key to the colours. */
function legendOf(claims: boolean): readonly Element[] {
  const entries: readonly (readonly [string, string, number])[] = [
    ['measured', 'gradient, measured', 164],
    ...(claims ? ([['claimed', 'claimed', 84]] as const) : []),
    ['walk-end', 'descent', 84],
    ['tangent', 'along the contour', 130],
  ];
  let x = 0;
  return entries.map(([name, text, width]) => {
    const mark =
      name === 'tangent'
        ? element('line', { class: name, x1: x, x2: x + 14, y1: 0, y2: 0 })
        : element('rect', { class: name, x, y: -3.5, width: 14, height: 7, rx: 2 });
    const entry = element('g', {}, mark, element('text', { class: 'key', x: x + 20, y: 0, dy: '0.35em' }, text));
    x += width;
    return entry;
  });
}

/** The words of a text in lines of at most `length` characters. */
function wrapped(text: string, length: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < length) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
