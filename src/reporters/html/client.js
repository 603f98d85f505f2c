// What a report does beyond standing there: theme, search, filter, links, copying, reading maps. The page is complete without it.

const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/* Theme: what the system says, until the button says otherwise. */

const memory = {
  get: () => {
    try {
      return localStorage.getItem('gradcheck-theme');
    } catch {
      return null;
    }
  },
  set: (value) => {
    try {
      localStorage.setItem('gradcheck-theme', value);
    } catch {
      // A page without storage forgets.
    }
  },
};
const chosen = memory.get();
if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);
const themeButton = document.querySelector('[data-theme-button]');
const nameTheme = () => {
  if (themeButton) themeButton.textContent = isDark() ? 'Light' : 'Dark';
};
themeButton?.addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  memory.set(root.dataset.theme);
  nameTheme();
});
nameTheme();
for (const control of all('[data-needs-script]')) control.hidden = false;

/* Laws as mathematics, put into a subject's table when it is opened. */

function writeLaws(details) {
  for (const cell of all('[data-law]', details)) {
    const source = document.getElementById(`~law-${cell.dataset.law}`);
    if (source) cell.replaceChildren(source.cloneNode(true));
    cell.firstElementChild?.removeAttribute('id');
    cell.removeAttribute('data-law');
  }
}
const subjects = all('details.subject');
for (const details of subjects) {
  if (details.open) writeLaws(details);
  details.addEventListener('toggle', () => details.open && writeLaws(details));
}

/* Search and filter. */

const search = document.querySelector('[data-search]');
const choices = all('[data-choice]');
const status = document.querySelector('[data-status]');
const rows = all('[data-row]');

function narrow() {
  const words = (search?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const choice = choices.find((input) => input.checked)?.value ?? 'all';
  const fits = (element) =>
    (choice === 'all' || element.dataset.standing === choice) && words.every((word) => (element.dataset.row ?? '').includes(word));
  let shown = 0;
  for (const element of rows) {
    element.hidden = !fits(element);
    if (!element.hidden && element.matches('details')) shown++;
  }
  if (status) status.textContent = shown === subjects.length ? '' : `${shown} of ${subjects.length} subjects shown`;
}
search?.addEventListener('input', narrow);
for (const input of choices) input.addEventListener('change', narrow);
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]');
  if (event.key === '/' && search && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
  }
});

/* Links: #subject and #subject/property open what they lead to. */

function follow() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // A hash that is no encoding is taken as it is.
  }
  const target = id && document.getElementById(id);
  if (!target) return;
  const details = target.closest('details.subject');
  if (details?.hidden) {
    if (search) search.value = '';
    for (const input of choices) input.checked = input.value === 'all';
    narrow();
  }
  if (details) {
    details.open = true;
    writeLaws(details);
  }
  for (const other of all('.target')) other.classList.remove('target');
  target.classList.add('target');
  target.scrollIntoView({ block: target.matches('tr') ? 'center' : 'start' });
  const focusable = target.matches('details') ? target.querySelector('summary') : target.querySelector('a, button, summary');
  focusable?.focus({ preventScroll: true });
}
addEventListener('hashchange', follow);
follow();

const openAll = document.querySelector('[data-open-all]');
openAll?.addEventListener('click', () => {
  const shown = subjects.filter((details) => !details.hidden);
  const open = !shown.every((details) => details.open);
  for (const details of shown) details.open = open;
  openAll.textContent = open ? 'Close all' : 'Open all';
});

/* Copying. */

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
for (const button of all('[data-copy]'))
  button.addEventListener('click', async () => {
    const text = button.parentElement?.querySelector('code')?.textContent ?? '';
    button.textContent = (await copy(text)) ? 'Copied' : 'Select and copy';
    button.focus();
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  });

/* The matrix: arrow keys go from cell to cell. */

const ways = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

document.querySelector('[data-matrix-table]')?.addEventListener('keydown', (event) => {
  const way = ways[event.key];
  const cell = event.target instanceof HTMLElement ? event.target.closest('td, th') : null;
  if (!way || !(cell instanceof HTMLTableCellElement)) return;
  const row = cell.parentElement;
  const body = all('tr', row.parentElement).filter((tr) => !tr.hidden);
  let [i, j] = [body.indexOf(row), cell.cellIndex];
  for (;;) {
    i += way[0];
    j += way[1];
    const next = body[i]?.cells[j];
    if (!next) return;
    const link = next.querySelector('a');
    if (link) {
      event.preventDefault();
      link.focus();
      return;
    }
  }
});

/* Maps of large matrices. */

const text = (value) => (typeof value === 'number' ? String(value) : (value ?? 'not finite'));

for (const figure of all('figure.maps')) {
  const source = figure.querySelector('[data-matrix]');
  const out = figure.querySelector('[data-readout]');
  if (!source || !out) continue;
  let matrix;
  const read = (i, j) => {
    matrix ??= JSON.parse(source.textContent ?? '{}');
    for (const cursor of all('.cursor', figure)) {
      const cell = Number(cursor.dataset.cell);
      cursor.setAttribute('x', String(j * cell));
      cursor.setAttribute('y', String(i * cell));
      cursor.setAttribute('visibility', 'visible');
    }
    const claimed = matrix.claimed ? `claimed ${text(matrix.claimed[i][j])}, ` : '';
    out.textContent = `${matrix.rows[i]}, ${matrix.columns[j]}: ${claimed}measured ${text(matrix.measured[i][j])} ± ${text(matrix.error[i][j])}`;
  };
  let at = [0, 0];
  for (const map of all('[data-map]', figure)) {
    const [height, width] = map.dataset.map.split(' ').map(Number);
    const ground = map.querySelector('.ground');
    const inside = (value, size) => Math.max(0, Math.min(size - 1, value));
    map.addEventListener('pointermove', (event) => {
      const box = ground.getBoundingClientRect();
      at = [
        inside(Math.floor(((event.clientY - box.top) / box.height) * height), height),
        inside(Math.floor(((event.clientX - box.left) / box.width) * width), width),
      ];
      read(...at);
    });
    map.addEventListener('keydown', (event) => {
      const way = ways[event.key];
      if (!way) return;
      event.preventDefault();
      at = [inside(at[0] + way[0], height), inside(at[1] + way[1], width)];
      read(...at);
    });
  }
}
