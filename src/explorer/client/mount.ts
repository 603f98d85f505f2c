/// <reference lib="dom" />
import type { Exploration } from '../exploration.ts';
import { DESCENT_STEPS } from '../rate.ts';
import { drawGround, type Explorer, groundOf, moveTo, setRate } from './explorer.ts';
import { contourMap } from './map.ts';
import { node } from './nodes.ts';
import { arrange } from './panel.ts';
import { surface } from './surface.ts';
import { words } from './words.ts';

let explorers = 0;

/** Shows an exploration in an element and replaces the content of that. */
export function mount(target: HTMLElement, exploration: Exploration): void {
  const id = `explorer-${++explorers}`;
  const described = `${id}-told`;
  const panel = node('div', { class: 'controls' });
  const start = { exploration, axes: exploration.axes, point: [...exploration.at] };
  const explorer: Explorer = {
    ...start,
    ...groundOf(start),
    target,
    map: contourMap(
      id,
      described,
      (at) => moveTo(explorer, at),
      (factor) => setRate(explorer, explorer.rate * factor),
    ),
    surface: surface(described),
    words: words(described),
    shown: { field: true, walk: true },
    steps: DESCENT_STEPS,
    rate: 0,
  };
  target.replaceChildren(layout(explorer, panel));
  drawGround(explorer);
  arrange(explorer, panel);
}

/** The parts of an explorer in their places, with a key to the colours. */
function layout({ words: { captions, notes }, map, surface: body, plane, exploration }: Explorer, panel: HTMLElement): HTMLElement {
  const key = (name: string, text: string): HTMLElement => node('span', { class: `key ${name}-key` }, node('i'), ` ${text}`);
  return node(
    'div',
    { class: 'explorer' },
    captions,
    node('div', { class: 'pictures' }, node('div', { class: 'picture' }, map.node), node('div', { class: 'picture' }, body.node)),
    node(
      'p',
      { class: 'keys' },
      key('measured', 'gradient, measured'),
      ...(plane.claimed ? [key('claimed', 'gradient, claimed')] : []),
      key('downhill', 'steepest way down'),
      key('tangent', 'along the contour'),
      key('walk', 'descent, start to end'),
      ...(exploration.failures.length > 0 ? [key('failure', 'failing sample')] : []),
    ),
    panel,
    notes,
  );
}
