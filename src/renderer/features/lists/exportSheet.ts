/** The export sheet's name, and the ways to open it. */
import { currentAddress } from '../../shell/navigation.ts';
import { defineSheet } from '../../shell/sheets.ts';
import { selectedIds } from '../products/selection/selection.ts';
import { countInView } from '../products/selection/selectionInView.ts';
import type { ShownList } from './exportPlan.ts';

export interface ExportIntent {
  /** What is selected; without ids the sheet offers the view and the whole catalog. */
  readonly ids?: readonly string[];
  /** How many of them are seen in the view. */
  readonly seen?: number;
  /** The list on screen is meant, as it is there. */
  readonly list?: ShownList;
}

export const exportSheet = defineSheet<ExportIntent>('export');

/** The export sheet: for the list on screen, else for what is selected if anything is. */
export async function showExportSheet(list?: ShownList): Promise<void> {
  const ids = await selectedIds();
  // Where they cannot be counted, the sheet says what is wrong as soon as it asks for them.
  const seen = await countInView(ids, currentAddress().view).catch(() => ids.length);
  exportSheet.show({ ...(ids.length > 0 && { ids, seen }), ...(list !== undefined && { list }) });
}
