import { registerSheet } from '../../shell/sheets.ts';
import { ExportSheet } from './ExportSheet.tsx';
import { exportSheet } from './exportSheet.ts';
import { GenerateSheet } from './generate/GenerateSheet.tsx';
import { generateSheet } from './generate/generateSheet.ts';
import { ImportListsSheet } from './ImportListsSheet.tsx';
import { importListsSheet } from './importListsSheet.ts';

export const sheets = [
  registerSheet(exportSheet, ExportSheet),
  registerSheet(importListsSheet, ImportListsSheet),
  registerSheet(generateSheet, GenerateSheet),
];
