import { useEffect } from 'react';
import { useEvent } from '../../api/useCall.ts';
import { closeCatalog } from '../../features/catalogs/catalogActions.ts';
import { openSharedSheet } from '../../features/catalogs/openSharedSheet.ts';
import { importSheet } from '../../features/imports/importIntent.ts';
import { importListsSheet } from '../../features/lists/importListsSheet.ts';
import { focusSearchBox } from '../../features/products/SearchBox.tsx';
import {
  aboutSheet,
  diagnosticsSheet,
  settingsSheet,
  shortcutsSheet,
} from '../../features/settings/settingsSheets.ts';
import { goBack, goForward } from '../../shell/navigation.ts';
import { isWindowCovered } from '../../shell/shortcuts.ts';
import { exportHere } from '../toolbar/exportHere.ts';
import { openWaitingPaths } from './openPaths.ts';
import { turnBack } from './turnBack.ts';

/**
 * Commands of the application menu, and what the system gives to the app to open. As with keys, a sheet that is open
 * keeps commands from acting: it may hold what is being chosen. Text in it can be edited.
 */
export function useHostCommands(): void {
  useEvent('host.command', ({ command }) => {
    if (command === 'undo' || command === 'redo') return void turnBack(command);
    if (isWindowCovered()) return;
    switch (command) {
      case 'open-folder':
        return importSheet.show({});
      case 'open-shared':
        return openSharedSheet.show({});
      case 'close-catalog':
        return void closeCatalog();
      case 'export':
        return exportHere();
      case 'import-lists':
        return importListsSheet.show({});
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
      case 'about':
        return aboutSheet.show({});
    }
  });

  useEvent('host.pathsGiven', () => void openWaitingPaths());
  // What the app was started with came before there was a page to tell.
  useEffect(() => void openWaitingPaths(), []);
}
