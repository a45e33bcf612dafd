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
  /** Groups that were found and are open no more. */
  readonly closed: number;
  readonly hidden: number;
  readonly onShowHidden: () => void;
}

/** The search is done, and no group is open. */
export function NoGroups({ found, closed, hidden, onShowHidden }: NoGroupsProps) {
  const { products } = found;
  const isDecided = closed > 0 || hidden > 0;
  const bounds =
    found.mode === 'file' ? '' : ` (scores from ${formatPercent(found.min)} to ${formatPercent(found.max)})`;
  return (
    <EmptyState
      icon={<CopyCheck size={40} />}
      title={isDecided ? 'No duplicates are left to decide on' : 'No duplicates were found'}
      {...(hidden > 0 && {
        actions: <Button onPress={onShowHidden}>{`Show ${formatCounted(hidden, 'hidden product')}`}</Button>,
      })}
    >
      {products === 1
        ? 'There is one product with a picture, and no other that it could be compared with.'
        : `None of ${formatCounted(products, 'product')} ${foundWords[found.mode]}${bounds}${isDecided ? ', apart from what you decided on. Z takes back the last decision.' : '.'}`}
    </EmptyState>
  );
}
