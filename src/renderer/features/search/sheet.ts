import { registerSheet } from '../../shell/sheets.ts';
import { PinDaysSheet } from './reasons/PinDaysSheet.tsx';
import { RejectSheet } from './reasons/RejectSheet.tsx';
import { pinDaysSheet, rejectSheet } from './reasons/reasonSheets.ts';

export const sheets = [registerSheet(rejectSheet, RejectSheet), registerSheet(pinDaysSheet, PinDaysSheet)];
