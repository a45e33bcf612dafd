import { describeDifference } from './findDifference.ts';
import type { SeenDifference } from './useDifference.ts';

/** What is said of the difference that is looked for. */
export function describeSeen(seen: SeenDifference): string {
  switch (seen.state) {
    case 'waiting':
      return 'Looking for differences…';
    case 'unreadable':
      return 'The difference cannot be shown: one of the two pictures cannot be read.';
    case 'seen':
      return describeDifference(seen.difference.share);
  }
}
