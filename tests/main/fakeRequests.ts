/** Does in the fake Electron what a person or a page would do, as the test asks over the process's channel. */
import {
  app,
  dialogAnswers,
  fetchScheme,
  invokeHandlers,
  menuItems,
  permissionAnswers,
  records,
  windows,
} from './fakeElectron.ts';
import type { FakeRequest } from './startFake.ts';

process.on('message', (message: { id: number; request: FakeRequest }) => {
  void answer(message.request).then((value) => process.send?.({ id: message.id, value }));
});

async function answer(request: FakeRequest): Promise<unknown> {
  const window = windows[0];
  switch (request.kind) {
    case 'records':
      return records;
    case 'invoke': {
      const own = window?.webContents.mainFrame ?? { url: '' };
      // A frame inside the page, or the page after it was led elsewhere.
      const frames = { own, inner: { url: own.url }, gone: null };
      const handler = invokeHandlers.get('twinset:call');
      return handler?.({ senderFrame: frames[request.frame] }, request.name, request.input);
    }
    case 'moveTo':
      if (window !== undefined) window.webContents.mainFrame.url = request.url;
      return null;
    case 'navigate': {
      let isPrevented = false;
      window?.webContents.emit(
        request.event,
        {
          preventDefault: () => {
            isPrevented = true;
          },
        },
        request.url,
      );
      return isPrevented;
    }
    case 'open':
      return window?.webContents.openHandler({ url: request.url });
    case 'fetch': {
      const response = await fetchScheme(request.url);
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        bytes: (await response.bytes()).length,
      };
    }
    case 'permission':
      return permissionAnswers.ask?.(request.name);
    case 'menu':
      return menuItems;
    case 'choose': {
      find(menuItems, request.label)?.click?.();
      return null;
    }
    case 'dialog':
      dialogAnswers.push(request.answer);
      return null;
    case 'secondInstance':
      app.emit('second-instance', {}, request.words, request.folder);
      return null;
    case 'closeWindow':
      window?.emit('close');
      app.emit('window-all-closed');
      return null;
  }
}

type Item = (typeof menuItems)[number];

function find(items: readonly Item[], label: string): Item | undefined {
  for (const item of items) {
    if (item.label === label) return item;
    const below = Array.isArray(item.submenu) ? find(item.submenu as Item[], label) : undefined;
    if (below !== undefined) return below;
  }
  return undefined;
}
