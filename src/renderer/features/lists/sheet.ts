import { registerSheet } from '../../shell/sheets.ts';
import { ExportSheet } from './ExportSheet.tsx';
import { exportSheet } from './exportSheet.ts';

export const sheet = registerSheet(exportSheet, ExportSheet);
