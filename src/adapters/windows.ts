/** Operations whose windows move over pictures. */

import type { Shape } from './nesting.ts';
import { common, type FamilyOptions, MODEST, type Operation } from './operations.ts';

/** How a window moves over pictures. */
export interface Window {
  readonly size: number;
  readonly stride: number;
  readonly padding: 'valid' | 'same';
  readonly dilation: number;
}

const windows = (list: readonly (readonly [size: number, stride: number, padding: Window['padding'], dilation: number])[]) =>
  list.map(([size, stride, padding, dilation]) => ({
    window: { size, stride, padding, dilation },
    told: `${size}×${size}, stride ${stride}, ${padding}${dilation > 1 ? `, dilation ${dilation}` : ''}`,
  }));

/** The shape of small pictures for an engine whose last axis is that of channels, or whose second one is. */
const pictures = (channels: 'last' | 'first', [height, width, depth]: readonly [number, number, number]): Shape =>
  channels === 'last' ? [1, height, width, depth] : [1, depth, height, width];

/** A pooling of pictures: windows that lie side by side, that overlap, and that reach over the edge. */
export const pooling = <T>(
  name: string,
  f: (x: T, window: Window) => T,
  options: FamilyOptions & { readonly channels?: 'last' | 'first' } = {},
): readonly Operation<T>[] =>
  windows([
    [2, 2, 'valid', 1],
    [2, 1, 'valid', 1],
    [2, 1, 'same', 1],
    [3, 2, 'same', 1],
  ]).map(({ window, told }) => ({
    name: `${name} ${told}`,
    inputs: { x: { shape: pictures(options.channels ?? 'last', [4, 4, 1]), range: options.range ?? MODEST } },
    f: ({ x }) => f(x!, window),
    ...common(options, name),
    call: { of: f, args: ['x', window] },
  }));

/** A convolution of pictures with filters of the shape that is given: strides, padding, and dilation. */
export const convolution = <T>(
  name: string,
  f: (x: T, filter: T, window: Window) => T,
  { filter, ...options }: FamilyOptions & { readonly channels?: 'last' | 'first'; readonly filter: (size: number) => Shape },
): readonly Operation<T>[] =>
  windows([
    [2, 1, 'valid', 1],
    [2, 1, 'same', 1],
    [3, 2, 'same', 1],
    [2, 2, 'valid', 1],
    [2, 1, 'valid', 2],
  ]).map(({ window, told }) => ({
    name: `${name} ${told}`,
    inputs: {
      x: { shape: pictures(options.channels ?? 'last', [4, 3, 2]), range: options.range ?? MODEST },
      w: { shape: filter(window.size), range: options.range ?? MODEST },
    },
    f: (x) => f(x.x!, x.w!, window),
    ...common(options, name),
    call: { of: f, args: ['x', 'w', window] },
  }));
