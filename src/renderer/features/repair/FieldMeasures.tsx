import { Download } from 'lucide-react';
import type { FieldMeasure, RepairFound } from '../../../contract/insight/repair.ts';
import { Button } from '../../components/controls/Button.tsx';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { fieldName } from '../products/fieldName.ts';
import { saveRepair } from './repairActions.ts';
import { measureWords } from './repairWords.ts';

export interface FieldMeasuresProps {
  readonly found: RepairFound;
  readonly counts: readonly { readonly field: string; readonly suggestions: number }[];
  readonly corrections: number;
  readonly isLooking: boolean;
  /** Looks again, at these fields. */
  readonly onLook: (fields: readonly string[]) => void;
}

/** What was measured of every field, which were left out and why, and what was corrected. */
export function FieldMeasures({ found, counts, corrections, isLooking, onLook }: FieldMeasuresProps) {
  const used = found.fields.filter(({ isUsed }) => isUsed);
  const leftOut = found.fields.filter(({ isUsed }) => !isUsed);
  const countOf = (field: string) => counts.find((one) => one.field === field)?.suggestions ?? 0;
  return (
    <section className="repair-fields" aria-label="Fields">
      <h2>What pictures tell</h2>
      {used.length === 0 ? <p className="quiet">None of the fields.</p> : null}
      {used.map((measure) => (
        <div key={measure.field} className="repair-field">
          <h3>
            {fieldName(measure.field)}
            <span className="quiet">{` · ${formatCounted(countOf(measure.field), 'suggestion')}`}</span>
          </h3>
          <p className="quiet">{measureWords(measure)}</p>
        </div>
      ))}
      {leftOut.length === 0 ? null : <h2>Left out</h2>}
      {leftOut.map((measure) => (
        <div key={measure.field} className="repair-field">
          <h3>{fieldName(measure.field)}</h3>
          <p className="quiet">{measureWords(measure)}</p>
          {measure.verdict !== 'untold' || isLooking ? null : (
            <LinkButton
              label={`Look at it all the same: ${fieldName(measure.field)}`}
              onPress={() => onLook([...used.map(({ field }: FieldMeasure) => field), measure.field])}
            >
              Look at it all the same
            </LinkButton>
          )}
        </div>
      ))}
      <h2>Corrections</h2>
      <p className="quiet">
        {corrections === 0
          ? 'None yet. What you accept lies over the metadata, and no import overwrites it.'
          : `${formatCount(corrections)} ${corrections === 1 ? 'value lies' : 'values lie'} over what the metadata says. No import overwrites ${corrections === 1 ? 'it' : 'them'}.`}
      </p>
      <div className="repair-files">
        <Button
          icon={<Download size={14} aria-hidden />}
          isDisabled={corrections === 0}
          onPress={() => void saveRepair('patch')}
        >
          Corrections as CSV
        </Button>
        <Button icon={<Download size={14} aria-hidden />} onPress={() => void saveRepair('metadata')}>
          Corrected metadata
        </Button>
      </div>
    </section>
  );
}
