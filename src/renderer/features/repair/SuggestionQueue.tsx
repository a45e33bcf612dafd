import { ChevronLeft, ChevronRight } from 'lucide-react';
import { GridList, GridListItem } from 'react-aria-components';
import type { Suggestion } from '../../../contract/repair.ts';
import { useCall } from '../../api/useCall.ts';
import { IconButton } from '../../components/controls/IconButton.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { Thumbnail } from '../../components/pictures/Thumbnail.tsx';
import { focusGrid } from '../../shell/focusGrid.ts';
import { emptyView } from '../../shell/viewInAddress.ts';
import { fieldName } from '../products/fieldName.ts';
import { changeWords, percent } from './repairWords.ts';
import { suggestionsOnPage } from './useSuggestions.ts';

export interface SuggestionQueueProps {
  readonly suggestions: readonly Suggestion[];
  /** Place of the first of them among all. */
  readonly offset: number;
  readonly total: number;
  readonly at: number;
  readonly onAt: (at: number) => void;
}

/** The open suggestions, the surest first, a page of them at a time. */
export function SuggestionQueue({ suggestions, offset, total, at, onAt }: SuggestionQueueProps) {
  const keys = suggestions.map(({ id, field }) => JSON.stringify([id, field]));
  const ids = [...new Set(suggestions.map(({ id }) => id))];
  const { data } = useCall(
    'products.list',
    { view: { ...emptyView, where: [{ kind: 'ids', ids }] }, offset: 0, limit: suggestionsOnPage },
    { enabled: ids.length > 0, keepPrevious: true },
  );
  const byId = new Map(data?.products.map((product) => [product.id, product]));
  const last = Math.min(total, offset + suggestionsOnPage);
  return (
    <div className="repair-queue">
      <h2>{formatCounted(total, 'suggestion')}</h2>
      <GridList
        aria-label="Suggestions"
        className="repair-suggestions"
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={keys.slice(at - offset, at - offset + 1)}
        onSelectionChange={(selected) => {
          for (const key of selected) onAt(offset + keys.indexOf(String(key)));
        }}
        onAction={focusGrid}
      >
        {suggestions.map((suggestion, place) => {
          const { id, field, confidence } = suggestion;
          const key = keys[place] ?? '';
          return (
            <GridListItem
              key={key}
              id={key}
              textValue={`${id} ${fieldName(field)}`}
              className="repair-suggestion"
            >
              <span className="repair-suggestion-picture">
                <Thumbnail imageId={byId.get(id)?.imageId ?? null} alt="" />
              </span>
              <span className="repair-suggestion-words">
                <span className="one-line" title={changeWords(suggestion)}>
                  {changeWords(suggestion)}
                </span>
                <span className="repair-suggestion-field one-line">
                  {`${percent(confidence)} · ${fieldName(field)} · ${id}`}
                </span>
              </span>
            </GridListItem>
          );
        })}
      </GridList>
      {total <= suggestionsOnPage ? null : (
        <div className="repair-pages">
          <IconButton
            label="Suggestions before these"
            isDisabled={offset === 0}
            onPress={() => onAt(offset - suggestionsOnPage)}
          >
            <ChevronLeft size={16} aria-hidden />
          </IconButton>
          <span>{`${formatCount(offset + 1)} to ${formatCount(last)}`}</span>
          <IconButton
            label="Suggestions after these"
            isDisabled={last >= total}
            onPress={() => onAt(offset + suggestionsOnPage)}
          >
            <ChevronRight size={16} aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
