/**
 * Writes the documents anew: the generated blocks that take no time, and the sessions of console blocks. Names of documents as arguments limit it
 * to these, and names of blocks to those: blocks that take minutes are written only if they are named.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cheap, dear } from './blocks.ts';
import { root } from './corpus.ts';
import { documents, fences, generated, read, withGenerated, withSessions } from './document.ts';
import { followed, workspace } from './workspace.ts';

const blocks = { ...cheap, ...dear };
const asked = process.argv.slice(2);
const stray = asked.find((name) => !(name in blocks) && !documents.includes(name));
if (stray !== undefined) throw new Error(`no block or document ${JSON.stringify(stray)}; blocks are ${Object.keys(blocks).join(', ')}`);

/** What blocks hold now, by their names, and sessions, by what they were. What does not end as it should stays as it was. */
const texts = new Map<string, string>();
async function make(name: string, document: string): Promise<void> {
  try {
    texts.set(name, `\n${await blocks[name]!()}\n\n`);
    console.log(`${document}: ${name}`);
  } catch (error) {
    console.error(`${document}: ${name} stays as it was: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

for (const document of documents) {
  const text = read(document);
  const whole = asked.length === 0 || asked.includes(document);
  for (const name of generated(text).keys()) {
    if (!(name in blocks)) throw new Error(`${document}: no block ${JSON.stringify(name)}`);
    if (!texts.has(name) && (asked.includes(name) || (whole && name in cheap))) await make(name, document);
  }
  const all = fences(text);
  if (!whole || !all.some(({ language }) => language === 'console')) continue;
  const folder = workspace();
  for (const { fence, session } of await followed(all, folder))
    if (session !== undefined) {
      texts.set(fence.text, session);
      console.log(`${document}:${fence.line}`);
    }
  rmSync(folder, { recursive: true });
}

// Commands take minutes, in which the documents may have been edited: they are read again
for (const document of documents) {
  const text = read(document);
  const written = withSessions(
    withGenerated(text, (name) => texts.get(name)),
    (before) => texts.get(before) ?? before,
  );
  if (written !== text) writeFileSync(join(root, document), written);
}
