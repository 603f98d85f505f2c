/** The direction from which a scene is seen: `azimuth` about its vertical axis, `elevation` above its plane, both in radians. */
export interface Camera {
  readonly azimuth: number;
  readonly elevation: number;
}

export type Point = readonly [x: number, y: number, z: number];

/** The strength of perspective: 0 would draw near and far things equally large. */
const PERSPECTIVE = 0.13;

/**
 * The place at which a point of the scene is seen, x to the right and y down, and its nearness. The origin of the scene is seen at the
 * origin.
 */
export function project({ azimuth, elevation }: Camera, [x, y, z]: Point): Point {
  const [c, s] = [Math.cos(azimuth), Math.sin(azimuth)];
  const [ce, se] = [Math.cos(elevation), Math.sin(elevation)];
  const right = c * x + s * y;
  const away = -s * x + c * y;
  const up = z * ce + away * se;
  const near = z * se - away * ce;
  const size = 1 / (1 - PERSPECTIVE * near);
  return [right * size, -up * size, near];
}

const [LOWEST_VIEW, HIGHEST_VIEW] = [0.12, Math.PI / 2];

/** The camera after a turn, which stays above the plane. */
export const turned = ({ azimuth, elevation }: Camera, byAzimuth: number, byElevation: number): Camera => ({
  azimuth: (azimuth + byAzimuth) % (2 * Math.PI),
  elevation: Math.min(HIGHEST_VIEW, Math.max(LOWEST_VIEW, elevation + byElevation)),
});
