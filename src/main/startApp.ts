/** Ready: the window, the engine behind it, and what connects them; and their end. */
import { join } from 'node:path';
import { app, nativeTheme, session, shell } from 'electron';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { engineToCome } from '../engine/processes/engineToCome.ts';
import { openSettings } from '../engine/settingsFile.ts';
import { answerCalls, forwardEvents } from './bridge.ts';
import { askBeforeClosing, endWithApp } from './closing.ts';
import { offerTextMenu } from './contextMenu.ts';
import { endWithReason } from './endWithReason.ts';
import { followCatalog } from './followCatalog.ts';
import { createHostCalls } from './hostCalls.ts';
import { type LogFile, openLogFile } from './logFile.ts';
import { denyPermissions } from './permissions.ts';
import { isProofRun } from './proofRun.ts';
import { openRememberedState, type RememberedState } from './rememberedState.ts';
import { followJobs } from './runningJobs.ts';
import { serveSchemes } from './schemes.ts';
import { showJobs, tellEnds } from './showJobs.ts';
import type { Starts } from './singleInstance.ts';
import { runSmoke } from './smoke.ts';
import { startEngine } from './startEngine.ts';
import { openWindow } from './window.ts';

export interface AppOptions extends EngineOptions {
  readonly rendererFolder: string;
  readonly preloadFile: string;
}

/** A catalog on a drive that sleeps opens when it can; the interface does not wait longer than this for it. */
const reopenLimitMs = 5_000;

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
  denyPermissions(session.defaultSession);
  serveSchemes(engine, options.rendererFolder);

  const window = openWindow(remembered, options.preloadFile);
  const jobs = followJobs(engine);
  const { show } = askBeforeClosing(window, jobs);
  const logFile = log.path;
  answerCalls(window, engine, createHostCalls({ window, engine, remembered, starts, logFile }));
  const send = forwardEvents(window, engine);
  const catalog = followCatalog(engine, remembered, {
    run: (command) => send('host.command', { command }),
    open: (folder) => starts.give([folder]),
    showLogs: () => shell.showItemInFolder(logFile),
  });
  endWithApp(() => engine.close(), starts, catalog.end);
  offerTextMenu(window);
  showJobs(window, jobs);
  tellEnds(window, jobs, show);
  starts.onAgain(() => {
    show();
    send('host.pathsGiven', {});
  });
  app.on('window-all-closed', () => app.quit());
  if (isProofRun) void runSmoke(window, engine);
}

/** The engine, with the catalog open that was open last. One that cannot be opened is given to the page, which says why. */
async function startWithCatalog(
  options: EngineOptions,
  log: LogFile,
  remembered: RememberedState,
  starts: Starts,
): Promise<Engine> {
  const engine = await startEngine(options, log);
  const folder = remembered.current.catalog;
  if (folder === null) return engine;
  const opened = engine.call('catalogs.open', { folder }).catch(() => starts.give([folder]));
  const limit = Promise.withResolvers<void>();
  const timer = setTimeout(limit.resolve, reopenLimitMs);
  await Promise.race([opened, limit.promise]);
  clearTimeout(timer);
  return engine;
}
