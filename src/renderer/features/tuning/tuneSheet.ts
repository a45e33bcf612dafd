import type { Metric } from '../../../contract/search.ts';
import { defineSheet } from '../../shell/sheets.ts';

export interface TuneSheetProps {
  /** The one in use where the sheet is opened. */
  readonly metric: Metric;
  /** Takes another in its place. */
  readonly choose: (metric: Metric) => void;
}

/** The sheet in which a catalog learns a distance of its own. */
export const tuneSheet = defineSheet<TuneSheetProps>('tune');
