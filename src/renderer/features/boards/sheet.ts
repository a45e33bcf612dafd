import { registerSheet } from '../../shell/sheets.ts';
import { BoardNameSheet } from './BoardNameSheet.tsx';
import { boardNameSheet, markSheet, usersSheet } from './boardSheets.ts';
import { MarkSheet } from './MarkSheet.tsx';
import { UsersSheet } from './UsersSheet.tsx';

export const sheets = [
  registerSheet(markSheet, MarkSheet),
  registerSheet(boardNameSheet, BoardNameSheet),
  registerSheet(usersSheet, UsersSheet),
];
