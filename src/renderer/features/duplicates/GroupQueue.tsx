import { ChevronLeft, ChevronRight } from 'lucide-react';
import { GridList, GridListItem } from 'react-aria-components';
import type { DuplicateGroup } from '../../../contract/duplicates.ts';
import { useCall } from '../../api/useCall.ts';
import { IconButton } from '../../components/controls/IconButton.tsx';
import { formatCount, formatCounted, formatScore } from '../../components/format.ts';
import { Thumbnail } from '../../components/pictures/Thumbnail.tsx';
import { focusGrid } from '../../shell/focusGrid.ts';
import { emptyView } from '../../shell/viewInAddress.ts';
import { reasonWords } from './duplicatesWords.ts';
import { groupsOnPage } from './useGroups.ts';

export interface GroupQueueProps {
  readonly groups: readonly DuplicateGroup[];
  /** Place of the first of them among all. */
  readonly offset: number;
  readonly total: number;
  readonly at: number;
  readonly onAt: (at: number) => void;
}

/** A group keeps its own when one before it is decided on. */
function keyOf({ ids }: DuplicateGroup): string {
  return JSON.stringify(ids);
}

/** The open groups, the surest first, a page of them at a time. */
export function GroupQueue({ groups, offset, total, at, onAt }: GroupQueueProps) {
  const leads = groups.map(({ ids }) => ids[0] ?? '');
  const { data } = useCall(
    'products.list',
    { view: { ...emptyView, where: [{ kind: 'ids', ids: leads }] }, offset: 0, limit: groupsOnPage },
    { enabled: leads.length > 0, keepPrevious: true },
  );
  const byId = new Map(data?.products.map((product) => [product.id, product]));
  const last = Math.min(total, offset + groupsOnPage);
  return (
    <div className="duplicates-queue">
      <h2>{formatCounted(total, 'open group')}</h2>
      <GridList
        aria-label="Groups of duplicates"
        className="duplicates-groups"
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={groups.slice(at - offset, at - offset + 1).map(keyOf)}
        onSelectionChange={(keys) => {
          for (const [place, group] of groups.entries())
            if (keys !== 'all' && keys.has(keyOf(group))) onAt(offset + place);
        }}
        onAction={focusGrid}
      >
        {groups.map((group) => {
          const { ids, reason, score } = group;
          const lead = byId.get(ids[0] ?? '');
          const name = lead?.name || ids[0] || '';
          return (
            <GridListItem key={keyOf(group)} id={keyOf(group)} textValue={name} className="duplicates-group">
              <span className="duplicates-group-picture">
                <Thumbnail imageId={lead?.imageId ?? null} alt="" />
              </span>
              <span className="duplicates-group-words">
                <span className="one-line" title={name}>
                  {name}
                </span>
                <span className="duplicates-group-reason one-line">
                  {`${reasonWords[reason]} ${formatScore(score)} · ${formatCounted(ids.length, 'product')}`}
                </span>
              </span>
            </GridListItem>
          );
        })}
      </GridList>
      {total <= groupsOnPage ? null : (
        <div className="duplicates-pages">
          <IconButton
            label="Groups before these"
            isDisabled={offset === 0}
            onPress={() => onAt(offset - groupsOnPage)}
          >
            <ChevronLeft size={16} aria-hidden />
          </IconButton>
          <span>{`${formatCount(offset + 1)} to ${formatCount(last)}`}</span>
          <IconButton
            label="Groups after these"
            isDisabled={last >= total}
            onPress={() => onAt(offset + groupsOnPage)}
          >
            <ChevronRight size={16} aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
