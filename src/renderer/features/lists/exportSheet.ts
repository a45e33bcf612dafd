/** The export sheet's name, and the ways to open it. */
import { defineSheet } from '../../shell/sheets.ts';
import { selectedIds } from '../products/selection/selection.ts';
import type { ShownList } from './exportPlan.ts';

export interface ExportIntent {
  /** What is selected; without ids the sheet offers the view and the whole catalog. */
  readonly ids?: readonly string[];
  /** The list on screen is meant, as it is there. */
  readonly list?: ShownList;
}

export const exportSheet = defineSheet<ExportIntent>('export');

/** The export sheet: for the list on screen, else for what is selected if anything is. */
export async function showExportSheet(list?: ShownList): Promise<void> {
  const ids = await selectedIds();
  exportSheet.show({ ...(ids.length > 0 && { ids }), ...(list !== undefined && { list }) });
}
