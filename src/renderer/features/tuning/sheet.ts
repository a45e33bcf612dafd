import { registerSheet } from '../../shell/sheets.ts';
import { TuneSheet } from './TuneSheet.tsx';
import { tuneSheet } from './tuneSheet.ts';

export const sheet = registerSheet(tuneSheet, TuneSheet);
