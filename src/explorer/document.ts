import { createHash } from 'node:crypto';

/** The parts in which the pages of gradcheck differ. `title` and `body` are HTML. */
export interface PageParts {
  readonly title: string;
  readonly styles: readonly string[];
  readonly body: string;
  readonly scripts: readonly string[];
}

/** A page in one file that loads nothing. Its policy allows only these styles and scripts. */
export function htmlDocument({ title, styles, body, scripts }: PageParts): string {
  const policy = `default-src 'none'; style-src ${hashes(styles)}; script-src ${hashes(scripts)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title} · gradcheck</title>
${styles.map((text) => `<style>${text}</style>`).join('')}
</head>
<body>
${body}
${scripts.map((text) => `<script>${text}</script>`).join('')}
</body>
</html>
`;
}

const hashes = (texts: readonly string[]): string =>
  texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ');
