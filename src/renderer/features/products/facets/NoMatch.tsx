import { SearchX } from 'lucide-react';
import type { View } from '../../../../contract/products.ts';
import { useCall } from '../../../api/useCall.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { formatCount } from '../../../components/format.ts';
import { currentAddress, navigate } from '../../../shell/navigation.ts';
import { clearFilters, dropFilter } from './filters.ts';
import { nameOfFilter } from './filterWords.ts';

/** Nothing passes the filters: says how many products each filter alone keeps away, and lets it be dropped. */
export function NoMatch({ view }: { readonly view: View }) {
  const show = (next: View) => navigate({ ...currentAddress(), view: next });
  return (
    <EmptyState
      icon={<SearchX size={40} />}
      title="No product matches"
      actions={
        <>
          {view.text === '' ? null : (
            <DropButton
              label={`Drop the search “${view.text}”`}
              view={{ ...view, text: '' }}
              onPress={show}
            />
          )}
          {view.where.map((filter) => (
            <DropButton
              key={JSON.stringify(filter)}
              label={`Drop ${nameOfFilter(filter)}`}
              view={dropFilter(view, filter)}
              onPress={show}
            />
          ))}
          <Button variant="primary" onPress={() => show(clearFilters(view))}>
            Clear all
          </Button>
        </>
      }
    >
      All filters and the search together leave nothing. Drop the one that matters least.
    </EmptyState>
  );
}

interface DropButtonProps {
  readonly label: string;
  /** The view without the filter. */
  readonly view: View;
  readonly onPress: (view: View) => void;
}

function DropButton({ label, view, onPress }: DropButtonProps) {
  const { data } = useCall('products.list', { view, offset: 0, limit: 1 });
  return (
    <Button onPress={() => onPress(view)}>
      {label}
      {data === undefined ? '' : ` (${formatCount(data.total)})`}
    </Button>
  );
}
