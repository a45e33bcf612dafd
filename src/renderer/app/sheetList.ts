/** The one list of sheets. */
import { sheets as boardSheets } from '../features/boards/sheet.ts';
import { sheet as openSharedSheet } from '../features/catalogs/sheet.ts';
import { sheet as duplicatesSheet } from '../features/duplicates/sheet.ts';
import { sheet as importSheet } from '../features/imports/sheet.ts';
import { sheets as listSheets } from '../features/lists/sheet.ts';
import { sheet as correctSheet } from '../features/products/correct/sheet.ts';
import { sheet as repairSheet } from '../features/repair/sheet.ts';
import { sheets as searchSheets } from '../features/search/sheet.ts';
import { sheets as settingsSheets } from '../features/settings/sheets.ts';
import { sheet as teamSheet } from '../features/team/sheet.ts';
import { sheet as tuningSheet } from '../features/tuning/sheet.ts';
import type { RegisteredSheet } from '../shell/sheets.ts';

export const sheets: readonly RegisteredSheet[] = [
  importSheet,
  ...boardSheets,
  openSharedSheet,
  duplicatesSheet,
  correctSheet,
  repairSheet,
  ...listSheets,
  ...searchSheets,
  ...settingsSheets,
  teamSheet,
  tuningSheet,
];
