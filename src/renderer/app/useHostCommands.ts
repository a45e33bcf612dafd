import { transport } from '../api/client.ts';
import { useEvent } from '../api/useCall.ts';
import { focusSearchBox } from '../features/products/SearchBox.tsx';
import { goBack, goForward } from './navigation.ts';
import { showExportSheet, useSheets } from './sheets.ts';

/** Commands of the application menu, and folders given to a second start of the app. */
export function useHostCommands(): void {
  const show = useSheets((state) => state.show);

  useEvent('host.command', ({ command }) => {
    switch (command) {
      case 'open-folder':
        return show({ name: 'import' });
      case 'export':
        return void showExportSheet();
      case 'settings':
      case 'diagnostics':
      case 'shortcuts':
        return show({ name: command });
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
    if (folder !== undefined && transport.kind === 'electron') show({ name: 'import', folder });
  });
}
