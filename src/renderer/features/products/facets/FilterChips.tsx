import { X } from 'lucide-react';
import { Button } from 'react-aria-components';
import { isValueFilter, type View } from '../../../../contract/products.ts';
import { useCall } from '../../../api/useCall.ts';
import { LinkButton } from '../../../components/controls/LinkButton.tsx';
import { formatCount } from '../../../components/format.ts';
import { focusGrid } from '../../../shell/focusGrid.ts';
import { currentAddress, navigate } from '../../../shell/navigation.ts';
import { fieldName } from '../fieldName.ts';
import { clearFilters, dropFilter, isNarrowed, toggleValue } from './filters.ts';
import { nameOfFilter, nameOfValue } from './filterWords.ts';
import './FilterChips.css';

export interface FilterChipsProps {
  readonly view: View;
  /** Where only the filters act and the search text does not. */
  readonly withoutText?: boolean;
}

/** The filters that are on; each can be taken off here. */
export function FilterChips({ view, withoutText = false }: FilterChipsProps) {
  const shown = withoutText ? { ...view, text: '' } : view;
  if (!isNarrowed(shown)) return null;
  function show(next: View): void {
    navigate({ ...currentAddress(), view: next });
    // The pressed button goes with its filter; the keyboard goes on at the pictures.
    focusGrid();
  }
  return (
    <span className="filter-chips">
      {shown.text === '' ? null : (
        <Chip
          label={`“${shown.text}”`}
          name={`the search “${shown.text}”`}
          onDrop={() => show({ ...view, text: '' })}
        />
      )}
      {shown.where.flatMap((filter) => {
        const drop = () => show(dropFilter(view, filter));
        if (filter.kind === 'selection')
          return <SelectionChip key={filter.id} id={filter.id} onDrop={drop} />;
        const name = nameOfFilter(filter);
        if (!isValueFilter(filter)) return <Chip key={name} label={name} name={name} onDrop={drop} />;
        return filter.values.map((value) => (
          <Chip
            key={`${filter.field}=${value}`}
            label={value === '' ? `${fieldName(filter.field)}: ${nameOfValue(value)}` : value}
            name={`${fieldName(filter.field)}: ${nameOfValue(value)}`}
            onDrop={() => show(toggleValue(view, filter.field, value))}
          />
        ));
      })}
      <LinkButton onPress={() => show(withoutText ? { ...view, where: [] } : clearFilters(view))}>
        Clear
      </LinkButton>
    </span>
  );
}

/** Says how many are selected, as soon as it is known. */
function SelectionChip({ id, onDrop }: { readonly id: string; readonly onDrop: () => void }) {
  const { data } = useCall('selections.size', { id });
  const name = nameOfFilter({ kind: 'selection', id });
  const label = data === undefined ? name : `${name} (${formatCount(data.size)})`;
  return <Chip label={label} name={label} onDrop={onDrop} />;
}

interface ChipProps {
  readonly label: string;
  readonly name: string;
  readonly onDrop: () => void;
}

function Chip({ label, name, onDrop }: ChipProps) {
  return (
    <Button className="chip" aria-label={`Drop ${name}`} onPress={onDrop}>
      <span className="one-line">{label}</span>
      <X size={12} aria-hidden />
    </Button>
  );
}
