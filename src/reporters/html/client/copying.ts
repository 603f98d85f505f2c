/// <reference lib="dom" />
import { all } from './nodes.ts';

const SHOWN = 2000;

/** Buttons that copy the code beside them. */
export function copying(): void {
  for (const button of all('[data-copy]'))
    button.addEventListener('click', async () => {
      const done = await copied(button.parentElement?.querySelector('code')?.textContent ?? '');
      button.textContent = done ? 'Copied' : 'Select and copy';
      setTimeout(() => {
        button.textContent = 'Copy';
      }, SHOWN);
    });
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
