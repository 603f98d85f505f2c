export { htmlDocument } from './document.ts';
export { type ExplorationOptions, exploration } from './exploration.ts';
export { linked } from './linked.ts';
export { explorerPage } from './page.ts';
export { program } from './program.ts';
export { explorerScript } from './script.ts';
export { explorerStyle } from './sheet.ts';
export { still } from './still.ts';
