import { registerSheet } from '../../shell/sheets.ts';
import { DriftSheet } from './drift/DriftSheet.tsx';
import { driftSheet } from './drift/driftSheet.ts';
import { ExportSheet } from './ExportSheet.tsx';
import { exportSheet } from './exportSheet.ts';
import { GenerateSheet } from './generate/GenerateSheet.tsx';
import { generateSheet } from './generate/generateSheet.ts';
import { ImportListsSheet } from './ImportListsSheet.tsx';
import { importListsSheet } from './importListsSheet.ts';
import { ListKindsSheet } from './kinds/ListKindsSheet.tsx';
import { listKindsSheet } from './kinds/listKindsSheet.ts';

export const sheets = [
  registerSheet(exportSheet, ExportSheet),
  registerSheet(importListsSheet, ImportListsSheet),
  registerSheet(listKindsSheet, ListKindsSheet),
  registerSheet(driftSheet, DriftSheet),
  registerSheet(generateSheet, GenerateSheet),
];
