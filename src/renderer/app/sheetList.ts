/** The one list of sheets. */
import { sheets as boardSheets } from '../features/boards/sheet.ts';
import { sheet as duplicatesSheet } from '../features/duplicates/sheet.ts';
import { sheet as importSheet } from '../features/imports/sheet.ts';
import { sheets as listSheets } from '../features/lists/sheet.ts';
import { sheets as searchSheets } from '../features/search/sheet.ts';
import { sheets as settingsSheets } from '../features/settings/sheets.ts';
import { sheet as tuningSheet } from '../features/tuning/sheet.ts';
import type { RegisteredSheet } from '../shell/sheets.ts';

export const sheets: readonly RegisteredSheet[] = [
  importSheet,
  ...boardSheets,
  duplicatesSheet,
  ...listSheets,
  ...searchSheets,
  ...settingsSheets,
  tuningSheet,
];
