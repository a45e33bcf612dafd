/** The names of the sheets that ask for more than a key says: why, and for how long. */
import { defineSheet } from '../../../shell/sheets.ts';
import type { Candidate, ListOwner } from '../deciding.ts';

export interface ReasonIntent {
  readonly owner: ListOwner;
  readonly candidates: readonly Candidate[];
}

/** Rejects, and asks why. */
export const rejectSheet = defineSheet<ReasonIntent>('reject and say why');

/** Pins from one day to another. */
export const pinDaysSheet = defineSheet<ReasonIntent>('days of a pin');
