/** The name of the sheet that brings an edited export back; without a file it asks for one. */
import { defineSheet } from '../../shell/sheets.ts';

export interface ImportListsIntent {
  readonly file?: string;
}

export const importListsSheet = defineSheet<ImportListsIntent>('import-lists');
