/** Entry of the desktop app. Everything that must come before `ready` stands here, in order. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { findDataFolder } from '../engine/dataFolder.ts';
import { findRendererFolder, findResourcesFolder } from '../engine/installation.ts';
import { logCrashes } from './crashLog.ts';
import { registerSchemes } from './schemes.ts';
import { keepSingleInstance } from './singleInstance.ts';
import { startApp } from './startApp.ts';

app.enableSandbox();
registerSchemes();
const isSmoke = process.argv.includes('--smoke');
// A proof run leaves the person's catalogs and settings alone.
const dataFolder = isSmoke ? mkdtempSync(join(tmpdir(), 'twinset-smoke-')) : findDataFolder();
if (isSmoke) process.on('exit', () => rmSync(dataFolder, { recursive: true, force: true }));
// Chromium's own profile (cache, local storage) stays inside our folder and needs no second place.
app.setPath('userData', join(dataFolder, 'window'));
logCrashes(dataFolder);

if (isSmoke || keepSingleInstance()) {
  const rendererFolder = findRendererFolder();
  void app.whenReady().then(() =>
    startApp({
      dataFolder,
      resourcesFolder: findResourcesFolder(),
      rendererFolder,
      preloadFile: join(dirname(rendererFolder), 'preload', 'preload.cjs'),
      isSmoke,
    }),
  );
} else {
  app.quit();
}
