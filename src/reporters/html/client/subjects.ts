/// <reference lib="dom" />
import { all } from './nodes.ts';

declare const gradcheckExplorer: { mount(target: HTMLElement, exploration: unknown): void } | undefined;

/** The sections of the page, one for each subject. */
export const subjects = all<HTMLDetailsElement>('details.subject');

/** Opens a subject. */
export function open(details: HTMLDetailsElement): void {
  details.open = true;
  complete(details);
}

/** Sections get what is costly to have in all of them when they are first open: laws as mathematics, and explorers once they come into view. */
export function completeWhenOpen(): void {
  for (const details of subjects) {
    if (details.open) complete(details);
    details.addEventListener('toggle', () => details.open && complete(details));
  }
}

function complete(details: HTMLDetailsElement): void {
  for (const cell of all('[data-law]', details)) {
    const law = document.getElementById(`~law-${cell.dataset.law}`)?.firstElementChild;
    if (law) cell.replaceChildren(law.cloneNode(true));
    delete cell.dataset.law;
  }
  for (const target of all('[data-explore]', details)) coming.observe(target);
}

const coming = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) if (isIntersecting && target instanceof HTMLElement) explore(target);
  },
  { rootMargin: '400px' },
);

function explore(target: HTMLElement): void {
  coming.unobserve(target);
  const source = target.querySelector('script');
  if (source && typeof gradcheckExplorer !== 'undefined') gradcheckExplorer?.mount(target, JSON.parse(source.textContent ?? ''));
}

/** The button that opens all subjects that are shown, or closes them. */
export function openAll(): void {
  const button = document.querySelector('[data-open-all]');
  button?.addEventListener('click', () => {
    const shown = subjects.filter((details) => !details.hidden);
    const opening = !shown.every((details) => details.open);
    for (const details of shown) details.open = opening;
    button.textContent = opening ? 'Close all' : 'Open all';
  });
}
