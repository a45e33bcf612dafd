import { useMemo } from 'react';
import type { Laid } from '../../../../contract/insight/duplicates.ts';
import { findDifference } from '../../compare/difference/findDifference.ts';
import { longestEdge, type SeenDifference } from '../../compare/difference/useDifference.ts';
import { usePicture } from '../../compare/difference/usePicture.ts';
import { all, drawSeen } from './drawSeen.ts';

const asTheyAre: Laid = { whole: 'one', part: all, isMirrored: false };

/**
 * In what two pictures differ that lie on each other: a mirrored one is turned, of the one that shows more its part is taken. Both are
 * drawn as small as the smaller one, so that more pixels alone are no difference.
 * @param laid null: as they are
 */
export function useLaidDifference(
  kept: string | null,
  other: string | null,
  laid: Laid | null,
): SeenDifference {
  const one = usePicture(kept);
  const two = usePicture(other);
  return useMemo(() => {
    if (one === null || two === null || one === 'unreadable' || two === 'unreadable')
      return { state: 'unreadable' };
    if (one === 'waiting' || two === 'waiting') return { state: 'waiting' };
    const { whole, part, isMirrored } = laid ?? asTheyAre;
    const [partOfOne, partOfTwo] = whole === 'one' ? [part, all] : [all, part];
    const width = Math.min(one.naturalWidth * partOfOne.width, two.naturalWidth * partOfTwo.width);
    const height = Math.min(one.naturalHeight * partOfOne.height, two.naturalHeight * partOfTwo.height);
    const scale = Math.min(1, longestEdge / Math.max(width, height));
    const size = {
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
    };
    const difference = findDifference(
      drawSeen(one, partOfOne, false, size),
      drawSeen(two, partOfTwo, isMirrored, size),
    );
    return { state: 'seen', difference, ...size };
  }, [one, two, laid]);
}
