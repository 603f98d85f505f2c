/// <reference lib="dom" />
import { maps } from './maps.ts';
import { all } from './nodes.ts';

declare const gradcheckExplorer: { mount(target: HTMLElement, exploration: unknown): void } | undefined;

/** The sections of the page, one for each subject. */
export const subjects = all<HTMLDetailsElement>('details.subject');

/** Opens a subject. */
export function openSubject(details: HTMLDetailsElement): void {
  details.open = true;
  complete(details);
}

/** Completes a section when it is first opened, and mounts an explorer when it comes into view, since both are costly. */
export function completeWhenOpen(): void {
  for (const details of subjects) if (details.open) complete(details);
  // The event `toggle` does not bubble, so that it is caught on its way down.
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (target instanceof HTMLDetailsElement && target.open && target.matches('.subject')) complete(target);
    },
    true,
  );
}

/** Shows controls that need this program. */
export function enable(within: ParentNode): void {
  for (const control of all('[data-needs-script]', within)) control.hidden = false;
}

const completed = new WeakSet<HTMLDetailsElement>();

function complete(details: HTMLDetailsElement): void {
  if (completed.has(details)) return;
  completed.add(details);
  // In a browser that runs scripts, the content of noscript is text.
  for (const kept of all('noscript', details)) kept.outerHTML = kept.textContent ?? '';
  for (const cell of all('[data-law]', details)) {
    const law = document.getElementById(`~law-${cell.dataset.law}`)?.firstElementChild;
    if (law) cell.replaceChildren(law.cloneNode(true));
    delete cell.dataset.law;
  }
  enable(details);
  maps(details);
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

/** Starts the button that opens or closes all subjects that the filter shows. */
export function openAll(): void {
  const button = document.querySelector('[data-open-all]');
  button?.addEventListener('click', () => {
    const shown = subjects.filter((details) => !details.hidden);
    const opening = !shown.every((details) => details.open);
    for (const details of shown) details.open = opening;
    button.textContent = opening ? 'Close all' : 'Open all';
  });
}
