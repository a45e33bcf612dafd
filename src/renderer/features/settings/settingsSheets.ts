/** The names of the sheets about Twinset itself. */
import { defineSheet } from '../../shell/sheets.ts';

export const settingsSheet = defineSheet('settings');
export const diagnosticsSheet = defineSheet('diagnostics');
export const shortcutsSheet = defineSheet('shortcuts');
