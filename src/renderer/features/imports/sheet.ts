import { registerSheet } from '../../shell/sheets.ts';
import { ImportSheet } from './ImportSheet.tsx';
import { importSheet } from './importIntent.ts';

export const sheet = registerSheet(importSheet, ImportSheet);
