import type { LookAlike } from '../../../../contract/search.ts';
import { formatScore } from '../../../components/format.ts';

/** "look 0.87, colour 0.93"; undefined where colour does not count. */
export function describeParts({ parts }: Pick<LookAlike, 'parts'>): string | undefined {
  return parts === undefined
    ? undefined
    : `look ${formatScore(parts.look)}, colour ${formatScore(parts.colour)}`;
}
