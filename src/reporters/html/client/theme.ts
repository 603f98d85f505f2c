/// <reference lib="dom" />

const KEY = 'gradcheck-theme';
const root = document.documentElement;

/** Light or dark: what the system says, until the button says otherwise. */
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

/** A page without storage remembers nothing. */
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
    // The choice holds until the page is closed.
  }
}
