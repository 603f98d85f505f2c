/// <reference lib="dom" />
import { all, ways } from './nodes.ts';

/** Lets the arrow keys move the focus from cell to cell in the matrix of subjects and properties. */
export function cells(): void {
  document.querySelector<HTMLElement>('[data-matrix-table]')?.addEventListener('keydown', (event) => {
    const way = ways[event.key];
    const cell = event.target instanceof HTMLElement ? event.target.closest<HTMLTableCellElement>('td, th') : null;
    const row = cell?.closest('tr');
    if (!way || !cell || !row?.parentElement) return;
    const rows = all<HTMLTableRowElement>('tr', row.parentElement).filter((other) => !other.hidden);
    let [i, j] = [rows.indexOf(row), cell.cellIndex];
    for (let next: Element | undefined = cell; next; ) {
      i += way[0];
      j += way[1];
      next = rows[i]?.cells[j];
      const link = next?.querySelector('a');
      if (!link) continue;
      event.preventDefault();
      link.focus();
      return;
    }
  });
}
