/** The context menu of text: what the system's own text fields offer. Products have theirs in the page. */
import type { BrowserWindow, MenuItemConstructorOptions } from 'electron';
import { Menu } from 'electron';

export function offerTextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, { isEditable, selectionText, editFlags }) => {
    const copy: MenuItemConstructorOptions = { role: 'copy', enabled: editFlags.canCopy };
    const items: MenuItemConstructorOptions[] = isEditable
      ? [
          { role: 'undo', enabled: editFlags.canUndo },
          { role: 'redo', enabled: editFlags.canRedo },
          { type: 'separator' },
          { role: 'cut', enabled: editFlags.canCut },
          copy,
          { role: 'paste', enabled: editFlags.canPaste },
          { type: 'separator' },
          { role: 'selectAll', enabled: editFlags.canSelectAll },
        ]
      : [copy];
    if (isEditable || selectionText !== '') Menu.buildFromTemplate(items).popup({ window });
  });
}
