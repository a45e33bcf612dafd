import { useEffect, useRef } from 'react';
import type { OutsideThumbnails } from '../../../contract/cluster.ts';
import { askForPicturesAgain } from '../../api/pictureRound.ts';
import { useCall } from '../../api/useCall.ts';
import { useTeam } from './useTeam.ts';

/** Where the thumbnails of a shared catalog lie outside its cluster; null where they do not, and until that is known. */
export function useOutsideThumbnails(): OutsideThumbnails | null {
  // A catalog on this machine has none there: its opening asks for nothing more.
  const isShared = useTeam() !== null;
  return useCall('cluster.thumbnails', {}, { enabled: isShared }).data?.outside ?? null;
}

/** Thumbnails that could not be shown are, once the way to them is open. */
export function useReturningThumbnails(outside: OutsideThumbnails | null): void {
  const areHeldUp = areAway(outside);
  const wereHeldUp = useRef(false);
  useEffect(() => {
    if (wereHeldUp.current && !areHeldUp) askForPicturesAgain();
    wereHeldUp.current = areHeldUp;
  }, [areHeldUp]);
}

/** They cannot be shown now. */
export function areAway(outside: OutsideThumbnails | null): boolean {
  return outside !== null && (!outside.isFollowed || outside.problem !== null);
}
