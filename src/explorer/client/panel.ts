/// <reference lib="dom" />
import { stepOf } from '../frame.ts';
import { numeral } from '../numeral.ts';
import { firstRate } from '../rate.ts';
import { situationAt } from '../situation.ts';
import { checkbox, coordinate, dropdown, rateSlider, slider } from './controls.ts';
import { drawGround, type Explorer, groundOf, moveTo, planePoint, refresh, setRate } from './explorer.ts';
import { node } from './nodes.ts';

const MOST_STEPS = 100;
/** Steps of the slider of an input that is held. */
const NOTCHES = 80;

/** Fills a panel with the controls for the axes, and updates the explorer. */
export function arrange(explorer: Explorer, panel: HTMLElement): void {
  const { plane, landscape, shown } = explorer;
  const first = firstRate(plane, situationAt(plane, planePoint(explorer), landscape.typical));
  const speed = rateSlider(first, (to) => setRate(explorer, to));
  const coordinates = ([plane.x, plane.y] as const).map((axis, k) =>
    coordinate(axis, stepOf(axis), (value) => {
      explorer.point[explorer.axes[k as 0 | 1]] = value;
      refresh(explorer);
    }),
  );
  explorer.controls = { fields: coordinates, speed };
  explorer.rate = speed.within(first);
  panel.replaceChildren(
    ...coordinates.map((each) => each.node),
    ...(landscape.flats.length > 0 ? [nextFlat(explorer)] : []),
    speed.node,
    slider('steps', [0, MOST_STEPS, 1], explorer.steps, (to) => {
      explorer.steps = to;
      refresh(explorer);
    }),
    checkbox('descent', shown.walk, (on) => {
      shown.walk = on;
      refresh(explorer);
    }),
    checkbox('arrow field', shown.field, (on) => {
      shown.field = on;
      refresh(explorer);
    }),
    ...axisChoices(explorer, panel),
    ...heldInputs(explorer),
  );
  refresh(explorer);
}

/** A button that moves the point to the places without slope, one after another. */
function nextFlat(explorer: Explorer): HTMLElement {
  const button = node('button', { type: 'button' }, 'Next place without slope');
  let next = 0;
  button.addEventListener('click', () => {
    const { flats } = explorer.landscape;
    const place = flats[next++ % flats.length];
    if (place) moveTo(explorer, place.at);
  });
  return button;
}

/** Menus for the inputs that vary, if the function is a formula of more than two inputs. */
function axisChoices(explorer: Explorer, panel: HTMLElement): readonly HTMLElement[] {
  const { exploration, axes } = explorer;
  const names = exploration.inputs.map(({ label }) => label);
  if (exploration.trees === undefined || names.length <= 2) return [];
  const pick = (which: 0 | 1) => (index: number) => {
    const [a, b] = explorer.axes;
    const rest = which === 0 ? b : a;
    const now = which === 0 ? a : b;
    // If an input is chosen for both axes, the axes are exchanged.
    explorer.axes = which === 0 ? [index, rest === index ? now : rest] : [rest === index ? now : rest, index];
    reground(explorer);
    arrange(explorer, panel);
  };
  return [dropdown('across', names, axes[0], pick(0)), dropdown('up', names, axes[1], pick(1))];
}

/** Controls for the inputs that are held: sliders if the function is a formula, else their values. */
function heldInputs(explorer: Explorer): readonly HTMLElement[] {
  const { exploration, axes, point } = explorer;
  return exploration.inputs.flatMap(({ label, low, high }, i) => {
    if (i === axes[0] || i === axes[1]) return [];
    const value = point[i]!;
    const symbol = node('span', { class: 'symbol' }, label);
    if (!exploration.trees || !(low < high)) return [node('span', { class: 'control' }, symbol, ` = ${numeral(value)}`)];
    return [
      slider(symbol, [low, high, (high - low) / NOTCHES], value, (to) => {
        point[i] = to;
        reground(explorer);
        refresh(explorer);
      }),
    ];
  });
}

function reground(explorer: Explorer): void {
  Object.assign(explorer, groundOf(explorer));
  drawGround(explorer);
}
