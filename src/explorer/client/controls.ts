/// <reference lib="dom" />
import type { Axis } from '../exploration.ts';
import { numeral } from '../numeral.ts';
import { node } from './nodes.ts';

/** A slider for the learning rate on a logarithmic scale, with a mark at the limit. */
export interface RateSlider {
  readonly node: HTMLElement;
  set(rate: number, limit: number | undefined): void;
  /** The nearest rate that the slider can show. */
  within(rate: number): number;
}

const NOTCHES = 1000;
/** The slider reaches from its first rate divided by BELOW to its first rate times ABOVE. */
const [BELOW, ABOVE] = [50, 50];

export function rateSlider(first: number, changed: (rate: number) => void): RateSlider {
  const [low, high] = [first / BELOW, first * ABOVE];
  const place = (rate: number): number => (Math.log(rate / low) / Math.log(high / low)) * NOTCHES;
  const within = (rate: number): number => Number(Math.min(high, Math.max(low, rate)).toPrecision(3));
  const range = node('input', { type: 'range', min: 0, max: NOTCHES, step: 1, class: 'rate' });
  const mark = node('span', { class: 'limit-mark', 'aria-hidden': 'true' });
  const text = node('output', { class: 'rate-text' });
  const limitText = node('span', { class: 'limit-text' });
  range.addEventListener('input', () => changed(within(low * (high / low) ** (Number(range.value) / NOTCHES))));
  return {
    node: node(
      'label',
      { class: 'control wide' },
      node('span', {}, 'learning rate η '),
      text,
      node('span', { class: 'track' }, range, mark),
      limitText,
    ),
    within,
    set(rate, limit) {
      range.value = String(Math.round(place(rate)));
      const shown = numeral(rate, 3);
      range.setAttribute('aria-valuetext', limit === undefined ? shown : `${shown}, limit ${numeral(limit, 3)}`);
      text.textContent = shown;
      const at = limit === undefined ? Number.NaN : place(limit) / NOTCHES;
      mark.hidden = !(at >= 0 && at <= 1);
      // The middle of the thumb moves between half its width from the left and half its width from the right.
      if (!mark.hidden) mark.style.left = `calc(${at * 100}% + ${(0.5 - at) * 16}px)`;
      limitText.textContent = limit === undefined ? 'no limit: the ground does not curve up here' : `overshoot limit ${numeral(limit, 3)}`;
      limitText.classList.toggle('beyond', limit !== undefined && rate > limit);
    },
  };
}

/** A field in which a coordinate can be typed. */
export function coordinate(
  axis: Axis,
  step: number,
  changed: (value: number) => void,
): { readonly node: HTMLElement; set(value: number): void } {
  const input = node('input', { type: 'number', step: step || 'any', class: 'coordinate' });
  const enter = (): void => {
    const value = input.valueAsNumber;
    if (Number.isFinite(value)) changed(Math.min(axis.high, Math.max(axis.low, value)));
  };
  input.addEventListener('input', enter);
  return {
    node: node('label', { class: 'control' }, node('span', { class: 'symbol' }, axis.label), ' = ', input),
    set(value) {
      if (document.activeElement !== input || !Object.is(input.valueAsNumber, value)) input.value = String(Number(value.toPrecision(6)));
    },
  };
}

export function slider(
  label: Node | string,
  [low, high, step]: readonly [number, number, number],
  value: number,
  changed: (value: number) => void,
): HTMLElement {
  const input = node('input', { type: 'range', min: low, max: high, step: step || 'any', value });
  const text = node('output', {}, numeral(value));
  input.addEventListener('input', () => {
    text.textContent = numeral(input.valueAsNumber);
    changed(input.valueAsNumber);
  });
  return node('label', { class: 'control' }, label, ' ', text, input);
}

export function checkbox(label: string, checked: boolean, changed: (on: boolean) => void): HTMLElement {
  const input = node('input', { type: 'checkbox', checked });
  input.addEventListener('change', () => changed(input.checked));
  return node('label', { class: 'control' }, input, ` ${label}`);
}

export function dropdown(label: string, names: readonly string[], chosen: number, changed: (index: number) => void): HTMLElement {
  const input = node('select', {}, ...names.map((name, i) => node('option', { value: i, selected: i === chosen }, name)));
  input.addEventListener('change', () => changed(input.selectedIndex));
  return node('label', { class: 'control' }, `${label} `, input);
}
