/** Entry of the desktop app. Everything that must come before `ready` stands here, in order. */
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
// Chromium's own profile (cache, local storage) stays inside our folder and needs no second place.
const dataFolder = findDataFolder();
app.setPath('userData', dataFolder);
logCrashes(dataFolder);

const isSmoke = process.argv.includes('--smoke');
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
