/// <reference lib="dom" />

const CONFIRMED_FOR = 2000;

/** Lets buttons copy the code beside them. */
export function copying(): void {
  document.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-copy]') : null;
    if (!button) return;
    const done = await copied(button.parentElement?.querySelector('code')?.textContent ?? '');
    button.textContent = done ? 'Copied' : 'Select and copy';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, CONFIRMED_FOR);
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
