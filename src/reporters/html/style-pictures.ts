/** The steps of colour of a heat map. */
const levels = Array.from({ length: 9 }, (_, i) => i + 1);
const tone = (kind: string, color: string, most: number): string =>
  levels
    .map((k) => {
      const mixed = `color-mix(in srgb,var(--${color}) ${Math.round((most * k) / 9)}%,var(--panel))`;
      return `.heat .${kind}${k}{background:${mixed};stroke:${mixed}}`;
    })
    .join('');

/** The style of plots, maps and strips. */
export const pictureStyle = `
[data-explore]{min-height:3rem;border-top:1px solid var(--line);padding-top:1.25rem}
figure.chart{min-width:0}figure.wide{grid-column:1/-1;max-width:36rem}
figcaption{font-size:.9rem;line-height:1.45;min-height:4.2em}figure.wide figcaption,.maps figcaption{min-height:0}
figcaption sup{line-height:0}figcaption b{font-weight:650}
svg.plot{display:block;width:100%;height:auto;margin-top:.5rem;max-width:40rem}
svg text{font:11px system-ui,"Segoe UI","Liberation Sans",Arial,sans-serif;fill:var(--soft)}
svg .grid path{stroke:var(--line);stroke-width:1}
svg path.line{fill:none;stroke-width:2;stroke-linejoin:round}
svg path.line.measured{stroke:var(--measured)}svg path.line.claimed{stroke:var(--claimed);stroke-dasharray:7 4}svg path.line.second{stroke:var(--right);stroke-dasharray:2 3}
svg .guide{stroke:var(--soft);stroke-width:1.2;stroke-dasharray:2 4;fill:none}
svg .chosen{stroke:var(--ink);stroke-width:1;stroke-dasharray:5 3}
svg path.bar{stroke:var(--measured);stroke-width:1.5;fill:none}
svg.plot path.bar{opacity:.7}
svg .track{stroke:var(--line);stroke-width:1}svg .zero{stroke:var(--soft);stroke-width:1}
svg .gap{stroke:var(--wrong);stroke-width:3;opacity:.45}
svg .dot.measured{fill:var(--measured)}svg .dot.claimed{fill:var(--panel);stroke:var(--claimed);stroke-width:2}
figure.wide.flow{max-width:none}.flow .panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,28rem),1fr))}table.flow th,table.flow td{font-weight:400;text-align:left;padding:.2rem 1rem .2rem 0;white-space:nowrap}table.flow thead th{color:var(--soft);font-size:.8125rem}.flow-bar{fill:var(--measured)}figure.flow figcaption{min-height:0}
svg.strip{vertical-align:middle;min-width:9rem;max-width:15rem;width:100%}
.chart .key{display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;font-size:.8125rem;color:var(--soft);margin-top:.25rem}
.swatch{display:inline-block;width:1.4em;height:0;border-top:2px solid;vertical-align:middle;margin-right:.45em}
.swatch.measured{border-color:var(--measured)}.swatch.claimed{border-color:var(--claimed);border-top-style:dashed}.swatch.second{border-color:var(--right);border-top-style:dotted}.swatch.guide{border-color:var(--soft);border-top-style:dotted}
.panels{display:flex;flex-wrap:wrap;gap:1.25rem 2rem;margin-top:.75rem;align-items:flex-start}
.panels .scroll{max-width:100%}
table.heat{border-collapse:separate;border-spacing:1px;font-size:.8125rem}
table.heat caption{white-space:nowrap}table.heat th{font-weight:400;color:var(--soft);padding:.15rem .5rem;text-align:right;white-space:nowrap}
table.heat td{padding:.25rem .5rem;text-align:right;white-space:nowrap;border-radius:2px}
.drawn{max-width:100%}.drawn .title{font-size:.8125rem;margin-bottom:.3rem}
svg.heat{max-width:100%;height:auto;display:block}svg.heat .ground{fill:var(--faint)}
svg.heat path{stroke-width:1.02;fill:none}svg.heat .edges{stroke:var(--panel);stroke-width:2}svg.heat .cursor{fill:none;stroke:var(--ink);stroke-width:2}
.readout{font-size:.875rem;margin-top:.6rem;min-height:1.5em;color:var(--soft)}
.heat .z{background:var(--faint);color:var(--soft)}.heat .odd{background:var(--unsure-soft);color:var(--unsure);stroke:var(--unsure)}
${tone('p', 'plus', 62)}${tone('n', 'minus', 62)}${tone('d', 'gap', 66)}
`;
