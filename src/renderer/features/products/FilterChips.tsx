import { X } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { View } from '../../../contract/products.ts';
import { LinkButton } from '../../components/LinkButton.tsx';
import { focusGrid } from '../../shell/focusGrid.ts';
import { currentAddress, navigate } from '../../shell/navigation.ts';
import { fieldName } from './fieldName.ts';
import { clearFilters, isNarrowed, nameOfValue, toggleValue } from './filters.ts';
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
      {shown.where.flatMap((filter) =>
        filter.values.map((value) => (
          <Chip
            key={`${filter.field}=${value}`}
            label={value === '' ? `${fieldName(filter.field)}: ${nameOfValue(value)}` : value}
            name={`${fieldName(filter.field)}: ${nameOfValue(value)}`}
            onDrop={() => show(toggleValue(view, filter.field, value))}
          />
        )),
      )}
      <LinkButton onPress={() => show(withoutText ? { ...view, where: [] } : clearFilters(view))}>
        Clear
      </LinkButton>
    </span>
  );
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
