/// <reference lib="dom" />
import { all } from './nodes.ts';
import { subjects } from './subjects.ts';

const search = document.querySelector<HTMLInputElement>('[data-search]');
const choices = all<HTMLInputElement>('[data-choice]');
const rows = all('[data-row]');

function narrow(): void {
  const words = (search?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const standing = choices.find((input) => input.checked)?.value ?? 'all';
  for (const row of rows)
    row.hidden = !(
      (standing === 'all' || row.dataset.standing === standing) &&
      words.every((word) => (row.dataset.row ?? '').includes(word))
    );
  const shown = subjects.filter((details) => !details.hidden).length;
  const status = document.querySelector('[data-status]');
  if (status) status.textContent = shown === subjects.length ? '' : `${shown} of ${subjects.length} subjects shown`;
}

/** Starts search and filter. The key / moves the focus to the search. */
export function filter(): void {
  search?.addEventListener('input', narrow);
  for (const input of choices) input.addEventListener('change', narrow);
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
    if (event.key !== '/' || !search || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search.focus();
  });
}

/** Shows all subjects again. */
export function showAll(): void {
  if (search) search.value = '';
  for (const input of choices) input.checked = input.value === 'all';
  narrow();
}
