import { Download, ListChecks, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SuggestionKind } from '../../../contract/insight/repair.ts';
import { Button } from '../../components/controls/Button.tsx';
import { NumberField } from '../../components/controls/NumberField.tsx';
import { Segments } from '../../components/controls/Segments.tsx';
import { Select } from '../../components/controls/Select.tsx';
import { formatCount } from '../../components/format.ts';
import { ReviewBar } from '../../shell/review/ReviewParts.tsx';
import { fieldName } from '../products/fieldName.ts';
import { acceptAllSheet } from './acceptAllSheet.ts';
import { saveRepair } from './repairActions.ts';
import type { RepairAddress } from './repairAddress.ts';
import { changeAddress, chosenBy } from './useSuggestions.ts';

const kindOptions = [
  { value: 'all', label: 'All' },
  { value: 'doubtful', label: 'Doubtful' },
  { value: 'missing', label: 'Missing' },
] as const satisfies readonly { value: SuggestionKind | 'all'; label: string }[];

export interface RepairBarProps {
  readonly isLooking: boolean;
  readonly onLook: () => void;
  /** Which suggestions are shown. */
  readonly children: ReactNode;
}

export function RepairBar({ isLooking, onLook, children }: RepairBarProps) {
  return (
    <ReviewBar title="Repair">
      {children}
      <Button icon={<Search size={14} aria-hidden />} isDisabled={isLooking} onPress={onLook}>
        Look again
      </Button>
    </ReviewBar>
  );
}

export interface ChosenBarProps {
  readonly address: RepairAddress;
  /** Fields that have suggestions, and how many. */
  readonly counts: readonly { readonly field: string; readonly suggestions: number }[];
  readonly total: number;
}

/** Of which field, of which kind and how sure suggestions are that are shown; and all of these at once. */
export function ChosenBar({ address, counts, total }: ChosenBarProps) {
  const { field, kind, min } = address;
  const all = counts.reduce((sum, { suggestions }) => sum + suggestions, 0);
  const named = field === null || counts.some((one) => one.field === field) ? [] : [field];
  return (
    <>
      <Select
        label="Field"
        isLabelHidden
        value={field === null ? 'all' : `of ${field}`}
        options={[
          { value: 'all', label: `All fields (${formatCount(all)})` },
          ...counts.map((one) => ({
            value: `of ${one.field}`,
            label: `${fieldName(one.field)} (${formatCount(one.suggestions)})`,
          })),
          ...named.map((one) => ({ value: `of ${one}`, label: `${fieldName(one)} (0)` })),
        ]}
        onChange={(value) => changeAddress({ field: value === 'all' ? null : value.slice(3), at: 0 })}
      />
      <Segments
        label="Kind"
        isLabelHidden
        value={kind ?? 'all'}
        options={kindOptions}
        onChange={(value) => changeAddress({ kind: value === 'all' ? null : value, at: 0 })}
      />
      <NumberField
        label="From confidence (%)"
        value={Math.round(min * 100)}
        min={0}
        max={100}
        onChange={(value) => changeAddress({ min: value / 100, at: 0 })}
      />
      <Button
        icon={<ListChecks size={14} aria-hidden />}
        isDisabled={total === 0}
        onPress={() => acceptAllSheet.show({ chosen: chosenBy(address) })}
      >
        Accept all…
      </Button>
      <Button
        variant="quiet"
        icon={<Download size={14} aria-hidden />}
        isDisabled={total === 0}
        onPress={() => void saveRepair('suggestions', chosenBy(address))}
      >
        CSV
      </Button>
    </>
  );
}
