/** The name of the sheet that lists what is to be looked at again. */
import { defineSheet } from '../../../shell/sheets.ts';

export const driftSheet = defineSheet('drift');
