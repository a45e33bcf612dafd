import { transport } from '../api/client.ts';
import { useEvent } from '../api/useCall.ts';
import { importSheet } from '../features/imports/importIntent.ts';
import { focusSearchBox } from '../features/products/SearchBox.tsx';
import { diagnosticsSheet, settingsSheet, shortcutsSheet } from '../features/settings/settingsSheets.ts';
import { goBack, goForward } from '../shell/navigation.ts';
import { exportHere } from './exportHere.ts';

/** Commands of the application menu, and folders given to a second start of the app. */
export function useHostCommands(): void {
  useEvent('host.command', ({ command }) => {
    switch (command) {
      case 'open-folder':
        return importSheet.show({});
      case 'export':
        return exportHere();
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
    if (folder !== undefined && transport.kind === 'electron') importSheet.show({ folder });
  });
}
