import { Filter, Maximize, Table2 } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import { type MapMethod, mapMethodSchema } from '../../../contract/insight/map.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Segments } from '../../components/controls/Segments.tsx';
import { Select } from '../../components/controls/Select.tsx';
import { fieldName } from '../products/fieldName.ts';
import type { MapAddress, PointerMode } from './mapAddress.ts';
import { methodWords } from './mapWords.ts';

export interface MapBarProps {
  readonly address: MapAddress;
  /** The field that colours the map now. */
  readonly field: string | null;
  readonly fields: readonly string[];
  readonly selected: number;
  /** False while there is no map of this kind. */
  readonly hasMap: boolean;
  readonly onAddress: (change: Partial<MapAddress>) => void;
  readonly onShowSelected: () => void;
}

const modes: readonly { value: PointerMode; label: string }[] = [
  { value: 'move', label: 'Move' },
  { value: 'lasso', label: 'Lasso' },
  { value: 'rectangle', label: 'Rectangle' },
];

/** How the map is made and coloured, and what the pointer does on it. */
export function MapBar(props: MapBarProps) {
  const { address, field, fields, selected, hasMap, onAddress, onShowSelected } = props;
  return (
    <div className="map-bar">
      <h1>Map</h1>
      <Segments<MapMethod>
        label="Laid out by"
        isLabelHidden
        value={address.method}
        options={mapMethodSchema.options.map((value) => ({ value, label: methodWords[value] }))}
        onChange={(method) => onAddress({ method, box: null })}
      />
      {hasMap ? (
        <>
          <Select
            label="Colour"
            value={field ?? ''}
            options={[
              { value: '', label: 'one for all' },
              ...fields.map((each) => ({ value: each, label: fieldName(each) })),
            ]}
            onChange={(colour) => onAddress({ colour })}
          />
          <Segments
            label="Pointer"
            isLabelHidden
            value={address.mode}
            options={modes}
            onChange={(mode) => onAddress({ mode })}
          />
          <Button icon={<Maximize size={14} aria-hidden />} onPress={() => onAddress({ box: null })}>
            Whole map
          </Button>
          <ToggleButton
            className="button button-normal button-size-normal map-toggle"
            isSelected={address.isTable}
            onChange={(isTable) => onAddress({ isTable })}
          >
            <Table2 size={14} aria-hidden />
            <span className="button-label">Table</span>
          </ToggleButton>
          {selected === 0 ? null : (
            <Button icon={<Filter size={14} aria-hidden />} onPress={onShowSelected}>
              Show only selected
            </Button>
          )}
        </>
      ) : null}
    </div>
  );
}
