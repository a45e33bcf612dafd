/** The name of the sheet that shows how curating together stands. */
import { defineSheet } from '../../shell/sheets.ts';

export const teamSheet = defineSheet('team');
