import { registerSheet } from '../../shell/sheets.ts';
import { BoardNameSheet } from './BoardNameSheet.tsx';
import { boardNameSheet, markSheet } from './boardSheets.ts';
import { MarkSheet } from './MarkSheet.tsx';

export const sheets = [registerSheet(markSheet, MarkSheet), registerSheet(boardNameSheet, BoardNameSheet)];
