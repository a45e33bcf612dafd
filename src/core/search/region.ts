/** A part of a picture that is searched with instead of all of it. */
import { Failure } from '../../contract/failure.ts';
import { leastRegionEdge, type Region } from '../../contract/search.ts';

/** Shares are rounded on their way. */
const slack = 1e-6;

/** @throws Failure `bad-input` for a part of no size, and for one that is not within the picture */
export function requireRegion({ left, top, width, height }: Region): void {
  if (width < leastRegionEdge || height < leastRegionEdge) {
    throw new Failure(
      'bad-input',
      'The part of the picture has no size to speak of. Draw it around what is meant: at least a fiftieth of the picture each way.',
    );
  }
  if (left + width > 1 + slack || top + height > 1 + slack) {
    throw new Failure('bad-input', 'The part reaches beyond the picture. Draw it within the picture.');
  }
}
