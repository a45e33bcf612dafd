import { registerSheet } from '../../shell/sheets.ts';
import { DiagnosticsSheet } from './DiagnosticsSheet.tsx';
import { SettingsSheet } from './SettingsSheet.tsx';
import { ShortcutsSheet } from './ShortcutsSheet.tsx';
import { diagnosticsSheet, settingsSheet, shortcutsSheet } from './settingsSheets.ts';

export const sheets = [
  registerSheet(settingsSheet, SettingsSheet),
  registerSheet(diagnosticsSheet, DiagnosticsSheet),
  registerSheet(shortcutsSheet, ShortcutsSheet),
];
