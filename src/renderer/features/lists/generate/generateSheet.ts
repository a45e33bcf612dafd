/** The name of the sheet that generates lists: of what the library shows, or of the whole catalog. */
import { defineSheet } from '../../../shell/sheets.ts';

export const generateSheet = defineSheet('generate-lists');
