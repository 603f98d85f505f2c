import type { Reading } from '../src/authoring.ts';
import cost from './cost.ts';
import gradientFlow from './gradient-flow.ts';
import gradientNoise from './gradient-noise.ts';
import landscape from './landscape.ts';

/** All readings, in the order of reports. */
export const readings: readonly Reading[] = [gradientFlow, gradientNoise, landscape, cost];
