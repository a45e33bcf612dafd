/** The name of the sheet in which a catalog's lists, and what is sold out, are named. */
import { defineSheet } from '../../../shell/sheets.ts';

export const listKindsSheet = defineSheet('list-kinds');
