import { registerSheet } from '../../shell/sheets.ts';
import { AboutSheet } from './AboutSheet.tsx';
import { DiagnosticsSheet } from './DiagnosticsSheet.tsx';
import { SettingsSheet } from './SettingsSheet.tsx';
import { ShortcutsSheet } from './ShortcutsSheet.tsx';
import { aboutSheet, diagnosticsSheet, settingsSheet, shortcutsSheet } from './settingsSheets.ts';

export const sheets = [
  registerSheet(settingsSheet, SettingsSheet),
  registerSheet(diagnosticsSheet, DiagnosticsSheet),
  registerSheet(shortcutsSheet, ShortcutsSheet),
  registerSheet(aboutSheet, AboutSheet),
];
