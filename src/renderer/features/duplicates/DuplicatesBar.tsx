import { Download, ListChecks, Search } from 'lucide-react';
import type { DuplicateMode, KeepRule } from '../../../contract/insight/duplicates.ts';
import { duplicateModeSchema, keepRuleSchema } from '../../../contract/insight/duplicates.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Checkbox } from '../../components/controls/Checkbox.tsx';
import { NumberField } from '../../components/controls/NumberField.tsx';
import { Segments } from '../../components/controls/Segments.tsx';
import { Select } from '../../components/controls/Select.tsx';
import { ReviewBar } from '../../shell/review/ReviewParts.tsx';
import { modeWords, ruleWords } from './duplicatesWords.ts';

/** What is looked for, as it is sent. */
export interface Sought {
  readonly mode: DuplicateMode;
  readonly min: number;
  readonly max: number;
}

export interface SoughtFieldsProps {
  readonly sought: Sought;
  readonly onSought: (sought: { mode?: DuplicateMode; min?: number | null; max?: number | null }) => void;
}

const inPercent = (score: number) => Math.round(score * 100);

/** What counts as duplicates: the same file, the same picture, or look-alikes, between two scores. */
export function SoughtFields({ sought, onSought }: SoughtFieldsProps) {
  const { mode, min, max } = sought;
  return (
    <>
      <Segments
        label="Look for"
        isLabelHidden
        value={mode}
        options={duplicateModeSchema.options.map((value) => ({ value, label: modeWords[value] }))}
        onChange={(value) => onSought({ mode: value, min: null, max: null })}
      />
      {mode === 'file' ? null : (
        <>
          <NumberField
            label="Score from (%)"
            value={inPercent(min)}
            min={0}
            max={inPercent(max)}
            onChange={(value) => onSought({ min: value / 100 })}
          />
          <NumberField
            label="to (%)"
            value={inPercent(max)}
            min={inPercent(min)}
            max={100}
            onChange={(value) => onSought({ max: value / 100 })}
          />
        </>
      )}
    </>
  );
}

export interface DuplicatesBarProps extends SoughtFieldsProps {
  readonly isSearching: boolean;
  readonly onSearch: () => void;
}

/** What is looked for, and looking for it again. */
export function DuplicatesBar({ isSearching, onSearch, ...fields }: DuplicatesBarProps) {
  return (
    <ReviewBar title="Duplicates">
      <SoughtFields {...fields} />
      <Button icon={<Search size={14} aria-hidden />} isDisabled={isSearching} onPress={onSearch}>
        Search again
      </Button>
    </ReviewBar>
  );
}

export interface RuleBarProps {
  readonly rule: KeepRule;
  readonly isDiffering: boolean;
  readonly onDiffering: (isOn: boolean) => void;
  readonly onRule: (rule: KeepRule) => void;
  readonly onKeepAll: () => void;
  readonly onSave: () => void;
}

/** By which rule one of each group is kept, also of all at once, and the groups as a file. */
export function RuleBar({ rule, isDiffering, onDiffering, onRule, onKeepAll, onSave }: RuleBarProps) {
  return (
    <div className="duplicates-rule">
      <Checkbox isSelected={isDiffering} onChange={onDiffering}>
        Difference <kbd>H</kbd>
      </Checkbox>
      <Select
        label="Keep"
        value={rule}
        options={keepRuleSchema.options.map((value) => ({ value, label: ruleWords[value] }))}
        onChange={onRule}
      />
      <Button icon={<ListChecks size={14} aria-hidden />} onPress={onKeepAll}>
        Keep all…
      </Button>
      <Button variant="quiet" icon={<Download size={14} aria-hidden />} onPress={onSave}>
        CSV
      </Button>
    </div>
  );
}
