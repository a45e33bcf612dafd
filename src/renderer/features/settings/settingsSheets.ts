/** The names of the sheets about Twinset itself. */
import { defineSheet } from '../../shell/sheets.ts';

export const settingsSheet = defineSheet('settings');
export const diagnosticsSheet = defineSheet('diagnostics');
export const aboutSheet = defineSheet('about');
export const shortcutsSheet = defineSheet('shortcuts');
