import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The licences of the packages to which files belong, one after the other. @throws {Error} naming a package that has none. */
export function licencesOf(files: readonly string[]): string {
  const roots = files.flatMap((file) => /\/.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(roots)].sort().map(licenceOf).join('\n');
}

/** What a package that is built in wants to be told with its code. */
function licenceOf(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file));
  if (files.length === 0) throw new Error(`${name} has no licence to hand on`);
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${[`${name} ${version}`, ...texts].join('\n\n')}\n`;
}
