/** The export sheet's name, and the ways to open it. */
import { defineSheet } from '../../shell/sheets.ts';
import { selectedIds } from '../products/selection/selection.ts';
import type { ListPlan } from './exportPlan.ts';

export interface ExportIntent {
  /** Without ids the sheet offers the view and the whole catalog. */
  readonly ids?: readonly string[];
  /** The lists of these products are meant, and not those of the view or the catalog. */
  readonly isJustThese?: boolean;
  /** How each list is made, where it is to be as one is on screen. */
  readonly list?: ListPlan;
}

export const exportSheet = defineSheet<ExportIntent>('export');

/** The export sheet, for what is selected if anything is. */
export async function showExportSheet(): Promise<void> {
  const ids = await selectedIds();
  exportSheet.show(ids.length > 0 ? { ids } : {});
}
