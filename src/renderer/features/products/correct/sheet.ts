import { registerSheet } from '../../../shell/sheets.ts';
import { CorrectSheet } from './CorrectSheet.tsx';
import { correctSheet } from './correctSheet.ts';

export const sheet = registerSheet(correctSheet, CorrectSheet);
