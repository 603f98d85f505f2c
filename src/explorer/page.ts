import { htmlDocument } from './document.ts';
import { scriptData } from './escape.ts';
import type { Exploration } from './exploration.ts';
import { explorerScript } from './script.ts';
import { explorerStyle } from './sheet.ts';
import { escapedText } from './svg-text.ts';

const PAGE_STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; background: light-dark(#ffffff, #14181c); color: light-dark(#1d252c, #e4e9ed); font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 14px 18px 30px; }
h1 { margin: 0 0 .35em; font-size: 1.45em; overflow-wrap: anywhere; }
`;

/** The page of one exploration. */
export function explorerPage(exploration: Exploration, subtitle = ''): string {
  const name = escapedText(exploration.name);
  return htmlDocument({
    title: name,
    styles: [PAGE_STYLE + explorerStyle],
    body: `<main>
<h1>${name}</h1>
${subtitle === '' ? '' : `<p>${escapedText(subtitle)}</p>\n`}<div id="exploration"><noscript>The picture needs JavaScript.</noscript></div>
</main>
<script type="application/json" data-explorer="exploration">${scriptData(exploration)}</script>`,
    scripts: [explorerScript()],
  });
}
