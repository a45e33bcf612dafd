/** What crashed, in a file on this machine; nothing is uploaded. */
import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

const limitBytes = 1_000_000;
let file: string | null = null;

/** Begins to log into `crashes.log` in the data folder, which exists. */
export function logCrashes(dataFolder: string): void {
  file = join(dataFolder, 'crashes.log');
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

/** Null as long as nothing is logged. */
export function crashLogFile(): string | null {
  return file;
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
