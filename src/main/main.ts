/** Entry of the desktop app. Everything that must come before `ready` stands here, in order. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { findDataFolder, makeDataFolder } from '../engine/dataFolder.ts';
import { findRendererFolder, findResourcesFolder } from '../engine/installation.ts';
import { logCrashes } from './crashLog.ts';
import { endWithReason } from './endWithReason.ts';
import { isProofRun } from './proofRun.ts';
import { registerSchemes } from './schemes.ts';
import { keepSingleInstance, keepStarts } from './singleInstance.ts';
import { startApp } from './startApp.ts';

// Where the system allows no sandbox, the AppImage's launcher says so; this would take its word away again.
if (!process.argv.includes('--no-sandbox')) app.enableSandbox();
registerSchemes();
// A terminal that was closed takes nothing any more.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
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
  // As the installer writes it into the shortcut: notifications and the taskbar go by it.
  if (process.platform === 'win32') app.setAppUserModelId('app.twinset.desktop');
  // A proof run leaves the person's catalogs and settings alone.
  const dataFolder = isProofRun ? mkdtempSync(join(tmpdir(), 'twinset-smoke-')) : findDataFolder();
  if (isProofRun) process.on('exit', () => removeIfPossible(dataFolder));
  // Chromium's own profile (cache, local storage) stays inside our folder and needs no second place.
  const profileFolder = join(dataFolder, 'window');
  makeDataFolder(profileFolder);
  app.setPath('userData', profileFolder);
  logCrashes(dataFolder);
  const starts = isProofRun ? keepStarts() : keepSingleInstance(profileFolder);
  if (starts === null) {
    app.quit();
    return;
  }
  app
    .whenReady()
    .then(() => {
      const rendererFolder = findRendererFolder();
      startApp(
        {
          dataFolder,
          resourcesFolder: findResourcesFolder(),
          rendererFolder,
          preloadFile: join(dirname(rendererFolder), 'preload', 'preload.cjs'),
        },
        starts,
      );
    })
    .catch((thrown: unknown) => endWithReason('Twinset cannot start', thrown));
}

/** Windows does not remove files that a process still ending has open. */
function removeIfPossible(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch (thrown) {
    process.stderr.write(`twinset: ${folder} could not be removed: ${String(thrown)}\n`);
  }
}
