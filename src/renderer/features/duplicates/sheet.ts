import { registerSheet } from '../../shell/sheets.ts';
import { KeepAllSheet } from './KeepAllSheet.tsx';
import { keepAllSheet } from './keepAllSheet.ts';

export const sheet = registerSheet(keepAllSheet, KeepAllSheet);
