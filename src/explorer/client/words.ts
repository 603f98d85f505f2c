/// <reference lib="dom" />
import type { claimVerdict } from '../caption.ts';
import type { Exploration } from '../exploration.ts';
import type { Landscape } from '../landscape.ts';
import { numeral } from '../numeral.ts';
import { node } from './nodes.ts';

/** The text of an explorer. */
export interface Words {
  /** Sentences about the point, the claim and the descent. Screen readers hear them when they have not changed for a while. */
  readonly captions: HTMLElement;
  readonly notes: HTMLElement;
  say(point: string, claim: ReturnType<typeof claimVerdict>, descent: string): void;
  /** Writes in which respects the picture is not to scale. */
  note(landscape: Landscape, exploration: Exploration): void;
}

/** Milliseconds without change after which the captions are read out. */
const QUIET = 500;

/** The text of an explorer. The sentence about the point gets this id, so that the pictures can be described by it. */
export function words(id: string): Words {
  const told = node('p', { class: 'told', id });
  const claimed = node('p', { class: 'claim' });
  const walked = node('p', { class: 'walked' });
  const spoken = node('p', { class: 'unseen', 'aria-live': 'polite' });
  const notes = node('p', { class: 'notes' });
  let speaking: ReturnType<typeof setTimeout> | undefined;
  return {
    captions: node('div', { class: 'words' }, told, claimed, walked, spoken),
    notes,
    say(point, claim, descent) {
      told.textContent = point;
      claimed.textContent = claim ? `${claim.right === undefined ? '' : claim.right ? '✓ ' : '✗ '}${claim.text}` : '';
      claimed.classList.toggle('wrong', claim?.right === false);
      walked.textContent = descent;
      clearTimeout(speaking);
      speaking = setTimeout(() => {
        spoken.textContent = [told, claimed, walked].map(({ textContent }) => textContent).join(' ');
      }, QUIET);
    },
    note({ frame, tone, ruler }, { grid }) {
      notes.textContent = [
        ruler.kind === 'compressed' ? 'Steepness differs widely here: the length of an arrow grows with its logarithm.' : '',
        tone && tone.kind !== 'linear' ? 'Heights and contours are spaced to show small differences too.' : '',
        frame.square ? '' : 'The axes have different scales, so that right angles do not look right.',
        grid
          ? `Values between the points of a ${grid.f.columns} × ${grid.f.rows} mesh are interpolated, to within about ${numeral(Math.max(grid.accuracy * 100, 1e-5), 1)} % of their range.`
          : '',
      ]
        .filter((text) => text !== '')
        .join(' ');
    },
  };
}
