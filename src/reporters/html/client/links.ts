/// <reference lib="dom" />
import { showAll } from './filter.ts';
import { all } from './nodes.ts';
import { openSubject } from './subjects.ts';

/** Links to #subject and #subject/property open the subject and scroll to the place. */
export function links(): void {
  addEventListener('hashchange', follow);
  follow();
}

function follow(): void {
  const id = decoded(location.hash.slice(1));
  const details = (document.getElementById(id) ?? document.getElementById(id.replace(/\/.*/s, '')))?.closest<HTMLDetailsElement>(
    'details.subject',
  );
  if (details?.hidden) showAll();
  if (details) openSubject(details);
  const target = document.getElementById(id) ?? details;
  if (!target) return;
  for (const other of all('.target')) other.classList.remove('target');
  target.classList.add('target');
  const show = (): void => target.scrollIntoView({ block: target.matches('tr') ? 'center' : 'start' });
  show();
  requestAnimationFrame(show);
  if (target === details) target.querySelector('summary')?.focus({ preventScroll: true });
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}
