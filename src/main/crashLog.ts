/** What crashed, in a file on this machine; nothing is uploaded. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

const limitBytes = 1_000_000;
let file: string | null = null;

/** Begins to log into `crashes.log` in the data folder. */
export function logCrashes(dataFolder: string): void {
  mkdirSync(dataFolder, { recursive: true });
  file = join(dataFolder, 'crashes.log');
  process.on('uncaughtException', (error) => {
    logCrash(`main: ${error.stack ?? error.message}`);
    // What state the app is in is not known any more; the engine ends with it, and the catalog is crash-safe.
    app.exit(1);
  });
  process.on('unhandledRejection', (reason) => {
    logCrash(`main, promise: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`);
  });
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    logCrash(`window: ${reason} (status ${exitCode})`);
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    logCrash(`${type}: ${reason} (status ${exitCode})`);
  });
}

export function logCrash(text: string): void {
  if (file === null) return;
  try {
    keepSmall(file);
    appendFileSync(file, `${new Date().toISOString()} ${text}\n`);
  } catch {
    // A full disk: the console still has it.
    process.stderr.write(`twinset: ${text}\n`);
  }
}

function keepSmall(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > limitBytes) renameSync(path, `${path}.old`);
}
