/// <reference lib="dom" />

const KEY = 'gradcheck-theme';
const root = document.documentElement;

/** Starts the choice between light and dark: the setting of the system, until the button is used. */
export function theme(): void {
  const kept = remembered();
  if (kept === 'light' || kept === 'dark') root.dataset.theme = kept;
  const button = document.querySelector('[data-theme-button]');
  const isDark = (): boolean =>
    root.dataset.theme === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : root.dataset.theme === 'dark';
  const name = (): void => {
    if (button) button.textContent = isDark() ? 'Light' : 'Dark';
  };
  button?.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    remember(root.dataset.theme);
    name();
  });
  name();
}

/** The remembered choice; null in a page without storage. */
function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(value: string): void {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}
