import type { DuplicateGroup } from '../../../contract/insight/duplicates.ts';
import { formatCounted, formatScore } from '../../components/format.ts';
import { ReviewQueue } from '../../shell/review/ReviewQueue.tsx';
import { reasonWords } from './duplicatesWords.ts';

export interface GroupQueueProps {
  readonly groups: readonly DuplicateGroup[];
  /** Place of the first of them among all. */
  readonly offset: number;
  readonly total: number;
  readonly at: number;
  readonly onAt: (at: number) => void;
}

/** The open groups. */
export function GroupQueue({ groups, ...place }: GroupQueueProps) {
  return (
    <ReviewQueue
      {...place}
      heading={formatCounted(place.total, 'open group')}
      name="Groups"
      label="Groups of duplicates"
      items={groups.map(({ ids, reason, score }) => {
        const [lead = ''] = ids;
        return {
          key: JSON.stringify(ids),
          productId: lead,
          words: (product) => ({
            title: product?.name || lead,
            detail: `${reasonWords[reason]} ${formatScore(score)}`,
            aside: { text: `×${ids.length}`, words: formatCounted(ids.length, 'product') },
            text: product?.name || lead,
          }),
        };
      })}
    />
  );
}
