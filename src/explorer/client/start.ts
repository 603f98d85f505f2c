/// <reference lib="dom" />
import { mount } from './mount.ts';

Object.assign(globalThis, { gradcheckExplorer: { mount } });

for (const source of document.querySelectorAll('script[type="application/json"][data-explorer]')) {
  const target = document.getElementById(source.getAttribute('data-explorer') ?? '');
  if (target) mount(target, JSON.parse(source.textContent ?? ''));
}
