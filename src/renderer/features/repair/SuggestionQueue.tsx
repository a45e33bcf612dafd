import type { Suggestion } from '../../../contract/insight/repair.ts';
import { formatCounted } from '../../components/format.ts';
import { ReviewQueue } from '../../shell/review/ReviewQueue.tsx';
import { fieldName } from '../products/fieldName.ts';
import { changeWords, percent } from './repairWords.ts';

export interface SuggestionQueueProps {
  readonly suggestions: readonly Suggestion[];
  /** Place of the first of them among all. */
  readonly offset: number;
  readonly total: number;
  readonly at: number;
  readonly onAt: (at: number) => void;
}

/** The open suggestions. */
export function SuggestionQueue({ suggestions, ...place }: SuggestionQueueProps) {
  return (
    <ReviewQueue
      {...place}
      heading={formatCounted(place.total, 'suggestion')}
      name="Suggestions"
      label="Suggestions"
      items={suggestions.map((suggestion) => {
        const { id, field, confidence } = suggestion;
        return {
          key: JSON.stringify([id, field]),
          productId: id,
          words: () => ({
            title: changeWords(suggestion),
            detail: `${fieldName(field)} · ${id}`,
            aside: {
              text: percent(confidence),
              words: `${percent(confidence)} of such suggestions are right`,
            },
            text: `${id} ${fieldName(field)}`,
          }),
        };
      })}
    />
  );
}
