import type { ExportOptions } from '../../contract/exports.ts';
import { Failure } from '../../contract/failure.ts';

/** More take minutes: each is compared with the whole catalog, and no index helps (`nearestAway`). */
export const mostAwayByManhattan = 200;

/** @throws Failure `bad-input` for wishes that so many lists cannot have, with the way out */
export function checkWishes(
  lists: number,
  { region, metric, unlike }: Pick<ExportOptions, 'region' | 'metric' | 'unlike'>,
): void {
  if (region !== undefined && lists !== 1) {
    throw new Failure(
      'bad-input',
      'A part of a picture can be meant for the list of its own product alone, not for several lists. Export that list, or leave the part out.',
    );
  }
  if (metric === 'manhattan' && unlike.length > 0 && lists > mostAwayByManhattan) {
    throw new Failure(
      'bad-input',
      `By manhattan distance, lists that lead away from a product are made by comparing everything with everything: ${mostAwayByManhattan} at most, and these are ${lists.toLocaleString('en')}. Choose cosine or euclidean distance, or export fewer lists.`,
    );
  }
}
