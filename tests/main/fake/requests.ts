/** Does in the fake Electron what a person, a page or the system would do, as the test asks over the process's channel. */
import type { FakeRequest } from '../startFake.ts';
import { app, lastWindowClosed } from './app.ts';
import { dialogAnswers, notifications, permissionAnswers, screen } from './electron.ts';
import { applicationItems, chooseItem, describeItems } from './menu.ts';
import { preventable } from './records.ts';
import { fetchScheme } from './schemes.ts';
import { lastWindow } from './window.ts';

process.on('message', (message: { id: number; request: FakeRequest }) => {
  answer(message.request).then(
    (value) => process.send?.({ id: message.id, value }),
    (error: unknown) => process.send?.({ id: message.id, error: String(error) }),
  );
});

async function answer(request: FakeRequest): Promise<unknown> {
  const window = lastWindow();
  switch (request.kind) {
    case 'turn':
      return null;
    case 'invoke': {
      const contents = window?.webContents;
      const own = contents?.mainFrame ?? { url: '' };
      // A frame inside the page, or the page after it was led elsewhere.
      const frames = { own, inner: { url: own.url }, gone: null };
      const handler = contents?.handlers.get('twinset:call');
      const words = structuredClone([request.name, request.input]);
      return structuredClone(await handler?.({ senderFrame: frames[request.frame] }, ...words));
    }
    case 'moveTo':
      if (window !== undefined) window.webContents.mainFrame.url = request.url;
      return null;
    case 'navigate': {
      const event = preventable({ url: request.url, isMainFrame: true, isSameDocument: false });
      window?.webContents.emit(request.event, event, request.url);
      return event.defaultPrevented;
    }
    case 'reloadPage': {
      const contents = window?.webContents;
      if (contents === undefined) return null;
      const event = preventable({ url: contents.getURL(), isMainFrame: true, isSameDocument: false });
      contents.emit('will-navigate', event, contents.getURL());
      if (!event.defaultPrevented) contents.load(contents.getURL());
      return !event.defaultPrevented;
    }
    case 'pageListens':
      window?.webContents.listen();
      return null;
    case 'crashPage':
      window?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
      return null;
    case 'hangPage':
      if (window === undefined) return null;
      window.webContents.isHung = true;
      window.emit('unresponsive');
      return null;
    case 'endSession':
      window?.emit('session-end', {});
      return null;
    case 'failNotification':
      notifications.at(-1)?.emit('failed', {}, 'not signed');
      return null;
    case 'contextMenu':
      window?.webContents.emit('context-menu', {}, request.params);
      return null;
    case 'open':
      return window?.webContents.openHandler({ url: request.url });
    case 'fetch': {
      const response = await fetchScheme(request.url);
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        base64: Buffer.from(await response.arrayBuffer()).toString('base64'),
      };
    }
    case 'permission':
      return permissionAnswers.ask?.(request.name);
    case 'menu':
      return describeItems(applicationItems());
    case 'choose':
      chooseItem(request.label);
      return null;
    case 'dialog':
      dialogAnswers.push(request.answer);
      return null;
    case 'clickNotification':
      notifications.at(-1)?.emit('click');
      return null;
    case 'removeDisplay':
      screen.area = { x: 5000, y: 0, width: 800, height: 600 };
      screen.emit('display-removed');
      return null;
    case 'openFile':
      app.emit('open-file', preventable({}), request.path);
      return null;
    case 'secondInstance':
      app.emit('second-instance', {}, inChromiumsOrder(request.words), request.folder, request.data);
      return null;
    case 'closeWindow':
      if (window?.closeUnlessRefused() === true) lastWindowClosed();
      return null;
    case 'quit':
      app.quit();
      return null;
  }
}

/** Switches before everything else, with some of its own among them. */
function inChromiumsOrder([program = '', ...words]: readonly string[]): string[] {
  const isSwitch = (word: string): boolean => word.startsWith('-');
  return [
    program,
    ...words.filter(isSwitch),
    '--allow-file-access-from-files',
    '--original-process-start-time=13213718723637733',
    ...words.filter((word) => !isSwitch(word)),
  ];
}
