import type { Result } from '../../check/check.ts';
import type { Fate } from '../../mutation/mutation.ts';
import type { Skipped } from './checker.ts';
import type { Manifest, Settings, Source } from './crew.ts';

/** What a worker is asked. */
export type Order =
  | { readonly kind: 'load'; readonly source: Source; readonly skipped: Skipped }
  | { readonly kind: 'check' | 'mutate'; readonly subject: string; readonly settings: Settings }
  | { readonly kind: 'draw'; readonly subject: string; readonly results: readonly Result[]; readonly seed: number };

/** What a worker tells. */
export type News =
  /** It is about to load a file, or to look at a subject of a file. */
  | { readonly kind: 'loading'; readonly file: string; readonly subject?: string }
  | { readonly kind: 'loaded'; readonly manifest: Manifest }
  /** It is about to hold its subject to a law. */
  | { readonly kind: 'law'; readonly law: string }
  /** It is about to ask another subject what that one claims; without a subject: that one has been asked, and what it did to the process, if it did something. */
  | { readonly kind: 'other'; readonly subject?: string; readonly disturbed?: string }
  | { readonly kind: 'result'; readonly result: Result }
  | { readonly kind: 'fate'; readonly fate: Fate }
  /** Why no mistakes can be planted into its subject. */
  | { readonly kind: 'refused'; readonly message: string }
  /** Its order is carried out; what the subject did to the process, if it did something. */
  | { readonly kind: 'done'; readonly disturbed?: string }
  | { readonly kind: 'drawn'; readonly results: readonly Result[] }
  /** An error that no call has thrown, or a promise that was rejected and that nobody waits for; with the subject from whose calls it comes, if it does. */
  | { readonly kind: 'stray'; readonly message: string; readonly subject?: string };
