import { registerSheet } from '../../shell/sheets.ts';
import { AcceptAllSheet } from './AcceptAllSheet.tsx';
import { acceptAllSheet } from './acceptAllSheet.ts';

export const sheet = registerSheet(acceptAllSheet, AcceptAllSheet);
