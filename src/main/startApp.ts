/** Ready: the engine, the window and what connects them; and their end. */
import { app, session } from 'electron';
import type { EngineOptions } from '../engine/engine.ts';
import { answerCalls, forwardEvents } from './bridge.ts';
import { logCrash } from './crashLog.ts';
import { createHostCalls } from './hostCalls.ts';
import { installMenu } from './menu.ts';
import { denyPermissions } from './permissions.ts';
import { openRememberedState } from './rememberedState.ts';
import { serveSchemes } from './schemes.ts';
import { showJobs } from './showJobs.ts';
import { onPaths } from './singleInstance.ts';
import { runSmoke } from './smoke.ts';
import { startEngine } from './startEngine.ts';
import { openWindow } from './window.ts';

export interface AppOptions extends EngineOptions {
  readonly rendererFolder: string;
  readonly preloadFile: string;
  readonly isSmoke: boolean;
}

/** @throws Failure where the engine cannot start; whoever called shows it to the person */
export async function startApp(options: AppOptions): Promise<void> {
  const engine = await startEngine({
    dataFolder: options.dataFolder,
    resourcesFolder: options.resourcesFolder,
  });
  endWithApp(() => engine.close());
  const remembered = openRememberedState(options.dataFolder);
  denyPermissions(session.defaultSession);
  serveSchemes(engine, options.rendererFolder);

  const window = openWindow(remembered, options.preloadFile);
  answerCalls(window, engine, createHostCalls(window, remembered));
  const send = forwardEvents(window, engine);
  installMenu((command) => send('host.command', { command }));
  showJobs(window, engine);
  if (options.isSmoke) return runSmoke(window, engine);
  window.webContents.once('did-finish-load', () => {
    onPaths((paths) => {
      if (window.isMinimized()) window.restore();
      window.focus();
      if (paths.length > 0) send('host.openPaths', { paths });
    });
  });
  app.on('window-all-closed', () => app.quit());
}

/** Quitting waits for the engine: its jobs stop, the catalog closes. */
function endWithApp(close: () => Promise<void>): void {
  let isClosed = false;
  let isClosing = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    close()
      .catch((error: unknown) => logCrash(`engine, closing: ${String(error)}`))
      .finally(() => {
        isClosed = true;
        app.exit(Number(process.exitCode ?? 0));
      });
  });
}
