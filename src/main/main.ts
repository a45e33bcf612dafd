/** Entry of the desktop app. Everything that must come before `ready` stands here, in order. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { findDataFolder, makeDataFolder } from '../engine/dataFolder.ts';
import { findRendererFolder, findResourcesFolder } from '../engine/installation.ts';
import { logCrashes } from './crashLog.ts';
import { endWithReason } from './endWithReason.ts';
import { registerSchemes } from './schemes.ts';
import { keepSingleInstance } from './singleInstance.ts';
import { startApp } from './startApp.ts';

app.enableSandbox();
registerSchemes();
process.on('uncaughtException', (error) => {
  // What state the app is in is not known any more; the engine ends with it, and the catalog is crash-safe.
  endWithReason('Twinset has to close', error);
});
try {
  begin();
} catch (thrown) {
  endWithReason('Twinset cannot start', thrown);
}

function begin(): void {
  const isSmoke = process.argv.includes('--smoke');
  // A proof run leaves the person's catalogs and settings alone.
  const dataFolder = isSmoke ? mkdtempSync(join(tmpdir(), 'twinset-smoke-')) : findDataFolder();
  if (isSmoke) process.on('exit', () => rmSync(dataFolder, { recursive: true, force: true }));
  // Chromium's own profile (cache, local storage) stays inside our folder and needs no second place.
  const profileFolder = join(dataFolder, 'window');
  makeDataFolder(profileFolder);
  app.setPath('userData', profileFolder);
  logCrashes(dataFolder);
  if (!isSmoke && !keepSingleInstance()) {
    app.quit();
    return;
  }
  app
    .whenReady()
    .then(() => {
      const rendererFolder = findRendererFolder();
      return startApp({
        dataFolder,
        resourcesFolder: findResourcesFolder(),
        rendererFolder,
        preloadFile: join(dirname(rendererFolder), 'preload', 'preload.cjs'),
        isSmoke,
      });
    })
    .catch((thrown: unknown) => endWithReason('Twinset cannot start', thrown));
}
