import type { Vector2 } from './descent.ts';
import type { Axis } from './exploration.ts';
import { decimal, rounder } from './numeral.ts';

/** The place of a plane in a picture, in pixels of the viewBox. */
export interface Frame {
  readonly x: Axis;
  readonly y: Axis;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Width and height of the whole picture. */
  readonly size: Vector2;
  /** True if a unit of x is as long as a unit of y, so that right angles look right. */
  readonly square: boolean;
}

const PICTURE_WIDTH = 600;
const MARGIN = { left: 52, right: 14, top: 12, bottom: 40 } as const;
/** Planes whose sides differ by more than this factor are stretched. */
const MOST_STRETCHED = 2.2;

export function frameOf(x: Axis, y: Axis): Frame {
  const shape = (y.high - y.low) / (x.high - x.low);
  const square = shape <= MOST_STRETCHED && shape >= 1 / MOST_STRETCHED;
  const room = PICTURE_WIDTH - MARGIN.left - MARGIN.right;
  // A tall plane is made narrower, so that the picture stays on a screen.
  const height = square ? Math.min(room, room * shape) : room * 0.8;
  const width = square ? height / shape : room;
  const left = MARGIN.left + (room - width) / 2;
  return { x, y, left, top: MARGIN.top, width, height, size: [PICTURE_WIDTH, height + MARGIN.top + MARGIN.bottom], square };
}

export const toPixel = ({ x, y, left, top, width, height }: Frame, [u, v]: Vector2): Vector2 => [
  left + ((u - x.low) / (x.high - x.low)) * width,
  top + ((y.high - v) / (y.high - y.low)) * height,
];

export const fromPixel = ({ x, y, left, top, width, height }: Frame, [px, py]: Vector2): Vector2 => [
  x.low + ((px - left) / width) * (x.high - x.low),
  y.high - ((py - top) / height) * (y.high - y.low),
];

/** A displacement of `length` pixels in the direction of a vector of the plane. */
export function pixelsAlong({ x, y, width, height }: Frame, [gx, gy]: Vector2, length: number): Vector2 {
  const size = Math.max(Math.abs(gx), Math.abs(gy));
  if (!(size > 0) || !Number.isFinite(size)) return [0, 0];
  const [px, py] = [(gx / size) * (width / (x.high - x.low)), -(gy / size) * (height / (y.high - y.low))];
  const whole = Math.hypot(px, py);
  return [(px / whole) * length, (py / whole) * length];
}

/** About so many steps of an arrow key lead across the plane. */
const STEPS_ACROSS = 40;

/** The step of an arrow key along an axis, a round number. */
export const stepOf = ({ low, high }: Axis): number => rounder((high - low) / STEPS_ACROSS);

/** The nearest multiple of a step on the axis, without digits that arithmetic leaves. */
export function onGrid({ low, high }: Axis, value: number, step: number): number {
  const exponent = Math.floor(Math.log10(step));
  const mantissa = Math.round(step / decimal(1, exponent));
  const k = Math.min(Math.floor(high / step + 1e-9), Math.max(Math.ceil(low / step - 1e-9), Math.round(value / step)));
  const snapped = decimal(k * mantissa, exponent);
  return Math.min(high, Math.max(low, snapped)) + 0;
}

/** About `count` round numbers along an axis. */
export function ticks({ low, high }: Axis, count: number): readonly number[] {
  const step = rounder((high - low) / count);
  if (step === 0) return [];
  return Array.from({ length: Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9) + 1 }, (_, k) =>
    onGrid({ label: '', low, high }, (Math.ceil(low / step - 1e-9) + k) * step, step),
  );
}
