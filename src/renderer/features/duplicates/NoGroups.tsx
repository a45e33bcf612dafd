import { CopyCheck, Copy as CopyIcon } from 'lucide-react';
import type { DuplicatesFound } from '../../../contract/insight/duplicates.ts';
import { Button } from '../../components/controls/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { formatCounted, formatPercent } from '../../components/format.ts';
import { SoughtFields, type SoughtFieldsProps } from './DuplicatesBar.tsx';
import { foundWords } from './duplicatesWords.ts';

/** Nothing was looked for yet: what it is for, and the one thing to do. */
export function NotSearched({
  onSearch,
  isSearching,
  ...fields
}: SoughtFieldsProps & { readonly isSearching: boolean; readonly onSearch: () => void }) {
  return (
    <EmptyState
      icon={<CopyIcon size={40} />}
      title="Find products that are in the catalog twice"
      actions={
        <Button variant="primary" isDisabled={isSearching} onPress={onSearch}>
          Search for duplicates
        </Button>
      }
    >
      <p>
        Of products that show the same you keep the best one. The others are hidden, and what they had goes to
        it: attributes that it lacks, places in lists and on boards, and what users did with them. No file is
        deleted, and all of it can be undone.
      </p>
      <div className="duplicates-sought">
        <SoughtFields {...fields} />
      </div>
    </EmptyState>
  );
}

export interface NoGroupsProps {
  readonly found: DuplicatesFound;
  readonly hidden: number;
  readonly onShowHidden: () => void;
}

/** The search is done, and no group is open. */
export function NoGroups({ found, hidden, onShowHidden }: NoGroupsProps) {
  const bounds =
    found.mode === 'file' ? '' : ` (scores from ${formatPercent(found.min)} to ${formatPercent(found.max)})`;
  return (
    <EmptyState
      icon={<CopyCheck size={40} />}
      title="No duplicates are left to decide on"
      {...(hidden > 0 && {
        actions: <Button onPress={onShowHidden}>{`Show ${formatCounted(hidden, 'hidden product')}`}</Button>,
      })}
    >
      {`None of ${formatCounted(found.products, 'product')} ${foundWords[found.mode]}${bounds}, apart from what you decided on. Z takes back the last decision.`}
    </EmptyState>
  );
}
