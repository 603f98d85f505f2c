import { shades } from './palette.ts';
import { pageStyle } from './style.ts';

const paint = (name: keyof typeof shades): string => `light-dark(${shades[name].join(', ')})`;

/** The style sheet of explorers in a page. Colours follow the page's `color-scheme`. */
export const explorerStyle = `
.explorer { container-type: inline-size; color: ${paint('ink')}; font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
.explorer .words { min-height: 6.2em; }
.explorer .words p { margin: 0 0 .2em; }
.explorer .told { font-size: 1.2em; text-wrap: balance; }
.explorer .claim { color: ${paint('measured')}; }
.explorer .claim.wrong { color: ${paint('wrong')}; font-weight: 600; }
.explorer .walked { color: ${paint('path')}; }
.explorer .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.explorer .pictures { display: grid; grid-template-columns: 1fr; gap: 12px; align-items: center; }
@container (min-width: 720px) { .explorer .pictures { grid-template-columns: 1.08fr 1fr; } }
.explorer .map { display: block; width: 100%; height: auto; overflow: visible; cursor: crosshair; user-select: none; -webkit-user-select: none; }
.explorer .map, .explorer .surface { border-radius: 6px; }
.explorer .map:focus-visible, .explorer .surface:focus-visible { outline: 2px solid ${paint('measured')}; outline-offset: 2px; }
.explorer .surface { display: block; width: 100%; aspect-ratio: 1 / .94; cursor: grab; touch-action: pan-y; color: light-dark(#000, #fff); }
.explorer .surface:active { cursor: grabbing; }
.explorer .grip, .explorer .point { cursor: move; }
.explorer .without-field .field { display: none; }
.explorer .keys { display: flex; flex-wrap: wrap; gap: .2em 1.4em; margin: .6em 0; font-size: .9em; color: ${paint('muted')}; }
.explorer .key i { display: inline-block; width: 18px; height: 0; border-top: 4px solid; vertical-align: .25em; }
.explorer .measured-key i { color: ${paint('measured')}; }
.explorer .claimed-key i { color: ${paint('claimed')}; }
.explorer .downhill-key i { color: ${paint('measured')}; border-top: 2px dashed; }
.explorer .tangent-key i { color: ${paint('ink')}; border-top-width: 2px; }
.explorer .walk-key i { color: ${paint('path')}; border-top-width: 2px; }
.explorer .failure-key i { color: ${paint('wrong')}; width: auto; height: auto; border: 0; font-style: normal; vertical-align: baseline; }
.explorer .failure-key i::before { content: '✕'; font-weight: 700; }
.explorer .controls { display: flex; flex-wrap: wrap; gap: .6em 1.4em; align-items: center; }
.explorer .control { display: inline-flex; align-items: center; gap: .4em; }
.explorer .control.wide { flex-wrap: wrap; }
.explorer .symbol { font-style: italic; overflow-wrap: anywhere; }
.explorer input, .explorer select, .explorer button { font: inherit; color: inherit; accent-color: ${paint('path')}; }
.explorer .coordinate { width: 7.5em; padding: .2em .4em; border: 1px solid ${paint('muted')}; border-radius: 5px; background: ${paint('paper')}; }
.explorer select, .explorer button { padding: .25em .7em; border: 1px solid ${paint('muted')}; border-radius: 5px; background: ${paint('paper')}; cursor: pointer; }
.explorer input[type='range'] { width: 150px; height: 24px; margin: 0; }
.explorer .track { position: relative; display: inline-block; line-height: 0; }
.explorer .track .rate { width: 240px; max-width: 70vw; }
.explorer .limit-mark { position: absolute; top: -3px; width: 2px; height: 30px; margin-left: -1px; background: ${paint('wrong')}; pointer-events: none; }
.explorer .rate-text { min-width: 4.2em; font-variant-numeric: tabular-nums; }
.explorer .limit-text { font-size: .9em; color: ${paint('muted')}; }
.explorer .limit-text.beyond { color: ${paint('wrong')}; font-weight: 600; }
.explorer .notes { margin: .8em 0 0; font-size: .9em; color: ${paint('muted')}; }
@media print { .explorer { color-scheme: light; } .explorer .controls { display: none; } }
${pageStyle('.explorer')}
`;
