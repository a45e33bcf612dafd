import { ImportSheet } from '../features/imports/ImportSheet.tsx';
import { ExportSheet } from '../features/lists/ExportSheet.tsx';
import { DiagnosticsSheet } from '../features/settings/DiagnosticsSheet.tsx';
import { SettingsSheet } from '../features/settings/SettingsSheet.tsx';
import { ShortcutsSheet } from '../features/settings/ShortcutsSheet.tsx';
import { useSheets } from './sheets.ts';

/** Renders the sheet that is open, if one is. */
export function Sheets() {
  const open = useSheets((state) => state.open);
  if (open === null) return null;
  switch (open.name) {
    case 'import':
      return <ImportSheet {...(open.folder !== undefined && { folder: open.folder })} />;
    case 'export':
      return (
        <ExportSheet
          {...(open.ids !== undefined && { ids: open.ids })}
          isJustThese={open.isJustThese ?? false}
        />
      );
    case 'settings':
      return <SettingsSheet />;
    case 'diagnostics':
      return <DiagnosticsSheet />;
    case 'shortcuts':
      return <ShortcutsSheet />;
  }
}
