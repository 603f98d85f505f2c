export { htmlDocument } from './document.ts';
export { type ExplorationOptions, exploration } from './exploration.ts';
export { explorerPage } from './page.ts';
export { explorerScript, linked, program } from './script.ts';
export { explorerStyle } from './sheet.ts';
export { still } from './still.ts';
