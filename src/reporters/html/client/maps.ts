/// <reference lib="dom" />
import { all, ways } from './nodes.ts';

interface Numbers {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly claimed?: readonly (readonly (number | null)[])[];
  readonly measured: readonly (readonly (number | null)[])[];
  readonly error: readonly (readonly (number | null)[])[];
}

/**
 * Lets the pointer and the arrow keys choose an entry of a large matrix. The entry is marked in every view of the matrix and described in
 * words.
 */
export function maps(within: ParentNode): void {
  for (const figure of all('figure.maps', within)) {
    const source = figure.querySelector('[data-matrix]');
    const words = figure.querySelector('[data-readout]');
    if (source && words) readable(figure, source, words);
  }
}

function readable(figure: HTMLElement, source: Element, words: Element): void {
  let numbers: Numbers | undefined;
  let at: readonly [number, number] = [0, 0];
  const read = (i: number, j: number): void => {
    at = [i, j];
    numbers ??= JSON.parse(source.textContent ?? '') as Numbers;
    for (const cursor of all<SVGElement>('.cursor', figure)) {
      const cell = Number(cursor.dataset.cell);
      cursor.setAttribute('x', String(j * cell));
      cursor.setAttribute('y', String(i * cell));
      cursor.setAttribute('visibility', 'visible');
    }
    const { rows, columns, claimed, measured, error } = numbers;
    const entry = (values: Numbers['measured']): string => String(values[i]?.[j] ?? 'not finite');
    words.textContent = `${rows[i]}, ${columns[j]}: ${claimed ? `claimed ${entry(claimed)}, ` : ''}measured ${entry(measured)} ± ${entry(error)}`;
  };
  for (const map of all<SVGElement>('[data-map]', figure)) {
    const [height = 1, width = 1] = (map.dataset.map ?? '').split(' ').map(Number);
    const within = (value: number, size: number): number => Math.max(0, Math.min(size - 1, value));
    const ground = map.querySelector('.ground');
    map.addEventListener('pointermove', (event) => {
      const box = ground!.getBoundingClientRect();
      const [down, across] = [(event.clientY - box.top) / box.height, (event.clientX - box.left) / box.width];
      read(within(Math.floor(down * height), height), within(Math.floor(across * width), width));
    });
    map.addEventListener('keydown', (event) => {
      const way = ways[event.key];
      if (!way) return;
      event.preventDefault();
      read(within(at[0] + way[0], height), within(at[1] + way[1], width));
    });
  }
}
