import { createHash } from 'node:crypto';
import type { Exploration } from './exploration.ts';
import { escapedText } from './markup.ts';
import { explorerScript } from './script.ts';
import { explorerStyle } from './sheet.ts';

const PAGE = `
:root { color-scheme: light dark; }
body { margin: 0; background: light-dark(#ffffff, #14181c); color: light-dark(#1d252c, #e4e9ed); font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 14px 18px 30px; }
h1 { margin: 0 0 .35em; font-size: 1.45em; overflow-wrap: anywhere; }
`;

/** A page that shows one exploration: one file that asks for nothing else, and runs nothing but its own program. */
export function explorerPage(exploration: Exploration, subtitle = ''): string {
  const [style, script] = [PAGE + explorerStyle, explorerScript()];
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`;
  const name = escapedText(exploration.name);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${name} · gradcheck</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${name}</h1>
${subtitle === '' ? '' : `<p>${escapedText(subtitle)}</p>\n`}<div id="exploration"><noscript>The picture needs JavaScript.</noscript></div>
</main>
<script type="application/json" data-explorer="exploration">${jsonText(exploration)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON that nothing in a script element can end. */
const jsonText = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
