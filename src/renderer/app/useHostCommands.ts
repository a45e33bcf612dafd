import { transport } from '../api/client.ts';
import { useEvent } from '../api/useCall.ts';
import { importSheet } from '../features/imports/importIntent.ts';
import { showExportSheet } from '../features/lists/exportSheet.ts';
import { focusSearchBox } from '../features/products/SearchBox.tsx';
import { diagnosticsSheet, settingsSheet, shortcutsSheet } from '../features/settings/settingsSheets.ts';
import { goBack, goForward } from '../shell/navigation.ts';
import { isWindowCovered } from '../shell/shortcuts.ts';
import { showToast } from '../shell/toasts.ts';

/**
 * Commands of the application menu, and folders given to a second start of the app. As with keys, a sheet that is open
 * keeps them from acting: it may hold what is being chosen.
 */
export function useHostCommands(): void {
  useEvent('host.command', ({ command }) => {
    if (isWindowCovered()) return;
    switch (command) {
      case 'open-folder':
        return importSheet.show({});
      case 'export':
        return void showExportSheet();
      case 'settings':
        return settingsSheet.show({});
      case 'diagnostics':
        return diagnosticsSheet.show({});
      case 'shortcuts':
        return shortcutsSheet.show({});
      case 'back':
        return goBack();
      case 'forward':
        return goForward();
      case 'find':
        return focusSearchBox();
    }
  });

  useEvent('host.openPaths', ({ paths }) => {
    const folder = paths[0];
    if (folder === undefined || transport.kind !== 'electron') return;
    const run = () => importSheet.show({ folder });
    if (isWindowCovered()) showToast(`${folder} can be imported.`, { action: { label: 'Import it', run } });
    else run();
  });
}
