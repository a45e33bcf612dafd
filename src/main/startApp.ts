/** Ready: the window, the engine behind it, and what connects them; and their end. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { app, nativeTheme, session, shell } from 'electron';
import { isClusterAddress } from '../contract/paths.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { engineToCome } from '../engine/processes/engineToCome.ts';
import { openSettings } from '../engine/settingsFile.ts';
import { answerCalls, forwardEvents } from './bridge.ts';
import { askBeforeClosing, endWithApp } from './closing.ts';
import { endWithReason } from './endWithReason.ts';
import { createHostCalls } from './hostCalls.ts';
import { followJobs } from './jobs/runningJobs.ts';
import { showJobs, tellEnds } from './jobs/showJobs.ts';
import { openKeychain } from './keychain.ts';
import { type LogFile, openLogFile } from './logFile.ts';
import { offerTextMenu } from './menus/contextMenu.ts';
import { followCatalog } from './menus/followCatalog.ts';
import { denyPermissions } from './permissions.ts';
import { isProofRun } from './proofRun.ts';
import { openRememberedState, type RememberedState } from './rememberedState.ts';
import { serveSchemes } from './schemes.ts';
import type { Starts } from './singleInstance.ts';
import { runSmoke } from './smoke.ts';
import { startEngine } from './startEngine.ts';
import { openWindow } from './window.ts';

export interface AppOptions extends EngineOptions {
  readonly rendererFolder: string;
  readonly preloadFile: string;
}

/** A drive that sleeps wakes up in this time. */
const driveLimitMs = 5_000;

/** The window comes first; what it asks of the engine waits until the engine is there. */
export function startApp(options: AppOptions, starts: Starts): void {
  const { dataFolder, resourcesFolder } = options;
  const remembered = openRememberedState(dataFolder);
  // Before there is a window: its frame and its first colour are the chosen ones.
  nativeTheme.themeSource = openSettings(dataFolder).read().theme;
  const log = openLogFile(join(dataFolder, 'engine.log'));
  const started = startWithCatalog({ dataFolder, resourcesFolder }, log, remembered, starts);
  started.catch((thrown: unknown) => endWithReason('Twinset cannot start', thrown));
  const engine = engineToCome(started);
  // An AppImage and a checkout install no shortcut that would give the window its icon.
  const iconFile = join(resourcesFolder, 'icons', '256x256.png');
  denyPermissions(session.defaultSession);
  serveSchemes(engine, options.rendererFolder);

  const window = openWindow(remembered, options.preloadFile, process.platform === 'linux' ? iconFile : null);
  const jobs = followJobs(engine);
  const closing = askBeforeClosing(window, jobs);
  const logFile = log.path;
  const send = forwardEvents(window, engine);
  const catalog = followCatalog(engine, remembered, {
    run: (command) => send('host.command', { command }),
    open: (folder) => starts.keep([folder]),
    showLogs: () => shell.showItemInFolder(logFile),
  });
  const host = createHostCalls({ window, engine, remembered, starts, logFile, iconFile });
  answerCalls(window, engine, host, openKeychain(dataFolder), (name) => {
    if (name === 'catalogs.close') catalog.forget();
  });
  endWithApp(() => engine.close(), starts);
  offerTextMenu(window);
  showJobs(window, jobs);
  closing.waitFor(tellEnds(window, jobs, closing.show));
  starts.onAgain(() => {
    closing.show();
    send('host.pathsGiven', {});
  });
  starts.onKept(() => send('host.pathsGiven', {}));
  app.on('window-all-closed', () => app.quit());
  if (isProofRun) void runSmoke(window, engine);
}

/**
 * The engine, with the catalog open that was open last. One that cannot be opened is given to the page, which says why; one on a
 * drive that does not answer is too, and does not hold the engine up: it looks at files while nobody else is answered. So is a
 * shared one, for which a network may have to be waited for.
 */
async function startWithCatalog(
  options: EngineOptions,
  log: LogFile,
  remembered: RememberedState,
  starts: Starts,
): Promise<Engine> {
  const engine = await startEngine(options, log, (failure) => endWithReason('Twinset has to close', failure));
  const folder = remembered.current.catalog;
  // Who starts it with something to open wants to see that.
  if (folder === null || starts.hasPaths()) return engine;
  const isOpen =
    !isClusterAddress(folder) &&
    (await answersInTime(folder)) &&
    (await engine.call('catalogs.open', { folder }).then(
      () => true,
      () => false,
    ));
  if (!isOpen) starts.keep([folder]);
  return engine;
}

/** Whether the drive answers at all; that the folder is gone is an answer. */
async function answersInTime(folder: string): Promise<boolean> {
  const limit = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => limit.resolve(false), driveLimitMs);
  const look = stat(folder).then(
    () => true,
    () => true,
  );
  const isThere = await Promise.race([look, limit.promise]);
  clearTimeout(timer);
  return isThere;
}
