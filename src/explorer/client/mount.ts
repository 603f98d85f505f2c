/// <reference lib="dom" />
import { caption, verdict, type Walk, walkCaption } from '../caption.ts';
import { type Pair, steepness } from '../descent.ts';
import type { Exploration } from '../exploration.ts';
import { stepOf } from '../frame.ts';
import { type Landscape, landscapeOf } from '../landscape.ts';
import { numeral } from '../numeral.ts';
import { type Plane, planeOf } from '../plane.ts';
import { firstRate, walkOf } from '../rate.ts';
import { type Situation, situationAt } from '../situation.ts';
import { checkbox, choice, coordinate, rateSlider, slider } from './controls.ts';
import { contourMap } from './map.ts';
import { node } from './nodes.ts';
import { surface } from './surface.ts';

const STEPS = 20;
const MOST_STEPS = 100;
/** Milliseconds of quiet after which a caption is read out. */
const QUIET = 500;

let explorers = 0;

/** Shows an exploration in an element, in place of what it holds. */
export function mount(target: HTMLElement, exploration: Exploration): void {
  const id = `explorer-${++explorers}`;
  const shown = { field: true, walk: true };
  let axes = exploration.axes;
  const point = [...exploration.at];
  let steps = STEPS;
  let rate = 0;
  let plane: Plane = planeOf(exploration, axes, point);
  let landscape: Landscape;
  let situation: Situation;

  const told = node('p', { class: 'told', id: `${id}-told` });
  const claim = node('p', { class: 'claim' });
  const walked = node('p', { class: 'walked' });
  const spoken = node('p', { class: 'unseen', 'aria-live': 'polite' });
  const notes = node('p', { class: 'notes' });
  const panel = node('div', { class: 'controls' });
  const map = contourMap(id, `${id}-told`, moveTo, (factor) => setRate(rate * factor));
  const body = surface(`${id}-told`);
  let fields: readonly { set(value: number): void }[] = [];
  let speed: ReturnType<typeof rateSlider>;

  function moveTo([x, y]: Pair): void {
    point[axes[0]] = x;
    point[axes[1]] = y;
    refresh();
  }

  function setRate(to: number): void {
    rate = speed.within(to);
    refresh();
  }

  let speaking: ReturnType<typeof setTimeout> | undefined;
  function refresh(): void {
    const at: Pair = [point[axes[0]]!, point[axes[1]]!];
    situation = situationAt(plane, at, landscape.typical);
    const walk = walkOf(plane, situation, rate, steps, true);
    const truth = plane.claimed ? walkOf(plane, situation, rate, steps, false) : undefined;
    const view = { situation, walk, ...(truth && apart(walk, truth) && { truth }), shown };
    map.show(view);
    body.show(view);
    fields.forEach((field, k) => {
      field.set(at[k]!);
    });
    speed.set(rate, situation.limit);
    const judged = verdict(situation);
    told.textContent = caption(situation, [plane.x.label, plane.y.label]);
    claim.textContent = judged ? `${judged.right === undefined ? '' : judged.right ? '✓ ' : '✗ '}${judged.text}` : '';
    claim.classList.toggle('wrong', judged?.right === false);
    walked.textContent = shown.walk ? walkCaption(walk) : '';
    target.dataset.at = at.join(' ');
    target.dataset.gradient = situation.gradient.join(' ');
    target.dataset.claimed = situation.claimed?.join(' ') ?? '';
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      spoken.textContent = [told, claim, walked].map(({ textContent }) => textContent).join(' ');
    }, QUIET);
  }

  /** Both walks lead to places that can be told apart in the picture. */
  function apart(walk: Walk, truth: Walk): boolean {
    const size = Math.min(plane.x.high - plane.x.low, plane.y.high - plane.y.low);
    return truth.path.some(([x, y], k) => {
      const other = walk.path[k];
      return !other || steepness([other[0] - x, other[1] - y]) > 0.004 * size;
    });
  }

  function ground(): void {
    plane = planeOf(exploration, axes, point);
    landscape = landscapeOf(plane);
    const [a, b] = axes;
    map.ground(
      landscape,
      exploration.failures.map(({ at, text }) => ({ at: [at[a]!, at[b]!], text })),
    );
    body.ground(landscape);
    const { square } = landscape.frame;
    const { tone, ruler } = landscape;
    notes.textContent = [
      ruler.kind === 'compressed' ? 'Steepness differs widely here: the length of an arrow grows with its logarithm.' : '',
      tone && tone.kind !== 'linear' ? 'Heights and contours are spaced to show small differences too.' : '',
      square ? '' : 'The axes have different scales, so that right angles do not look right.',
      exploration.grid
        ? `Values between the points of a ${exploration.grid.f.columns} × ${exploration.grid.f.rows} mesh are interpolated, to within about ${numeral(Math.max(exploration.grid.accuracy * 100, 1e-5), 1)} % of their range.`
        : '',
    ]
      .filter((text) => text !== '')
      .join(' ');
  }

  /** The controls, which depend on the axes. */
  function arrange(): void {
    ground();
    const first = situationAt(plane, [point[axes[0]]!, point[axes[1]]!], landscape.typical);
    speed = rateSlider(firstRate(plane, first), setRate);
    rate = speed.within(firstRate(plane, first));
    const coordinates = ([plane.x, plane.y] as const).map((axis, k) =>
      coordinate(axis, stepOf(axis), (value) => {
        point[axes[k as 0 | 1]] = value;
        refresh();
      }),
    );
    fields = coordinates;
    const names = exploration.inputs.map(({ label }) => label);
    const other = names.flatMap((_, i) => (i === axes[0] || i === axes[1] ? [] : [i]));
    const turnable = exploration.trees !== undefined && names.length > 2;
    const pick = (which: 0 | 1) => (index: number) => {
      const [a, b] = axes;
      const rest = which === 0 ? b : a;
      const now = which === 0 ? a : b;
      // What is chosen twice is exchanged.
      axes = which === 0 ? [index, rest === index ? now : rest] : [rest === index ? now : rest, index];
      arrange();
    };
    const goOn = node('button', { type: 'button' }, 'Next place without slope');
    let next = 0;
    goOn.addEventListener('click', () => {
      const place = landscape.flats[next++ % landscape.flats.length];
      if (place) moveTo(place.at);
    });
    const held = other.map((i) => {
      const { label, low, high } = exploration.inputs[i]!;
      const value = point[i]!;
      if (!exploration.trees || !(low < high))
        return node('span', { class: 'control' }, node('span', { class: 'symbol' }, label), ` = ${numeral(value)}`);
      return slider(node('span', { class: 'symbol' }, label), [low, high, (high - low) / 80], value, (to) => {
        point[i] = to;
        ground();
        refresh();
      });
    });
    panel.replaceChildren(
      ...coordinates.map((each) => each.node),
      ...(landscape.flats.length > 0 ? [goOn] : []),
      speed.node,
      slider('steps', [0, MOST_STEPS, 1], steps, (to) => {
        steps = to;
        refresh();
      }),
      checkbox('descent', shown.walk, (on) => {
        shown.walk = on;
        refresh();
      }),
      checkbox('arrow field', shown.field, (on) => {
        shown.field = on;
        refresh();
      }),
      ...(turnable ? [choice('across', names, axes[0], pick(0)), choice('up', names, axes[1], pick(1))] : []),
      ...held,
    );
    refresh();
  }

  const key = (name: string, text: string): HTMLElement => node('span', { class: `key ${name}-key` }, node('i'), ` ${text}`);
  target.replaceChildren(
    node(
      'div',
      { class: 'explorer' },
      node('div', { class: 'words' }, told, claim, walked, spoken),
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
    ),
  );
  arrange();
}
