import { program } from './program.ts';

/**
 * The explorer's program for a page, as the text of a script element. `gradcheckExplorer.mount(element, exploration)` shows an exploration
 * in an element; a page may have several. The modules of the program are wrapped in functions, and no text is evaluated.
 */
export const explorerScript = (): string => program('explorer', new URL('./client/start.ts', import.meta.url));
