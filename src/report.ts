import type { Result } from './check.ts';

/** Everything a run learned, and all that is needed to repeat it. */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: 'gradcheck'; readonly version: string };
  readonly seed: number;
  readonly provenance: {
    readonly command: string;
    readonly date: string;
    readonly commit?: string;
    readonly node: string;
    readonly engines: Readonly<Record<string, string>>;
  };
  readonly results: readonly Result[];
  readonly summary: { readonly pass: number; readonly fail: number; readonly inconclusive: number };
}
