/** What crashed, in a file on this machine; nothing is uploaded. */
import { join } from 'node:path';
import { app } from 'electron';
import { type LogFile, openLogFile } from './logFile.ts';

let log: LogFile | null = null;

/** Begins to log into `crashes.log` in the data folder, which exists. */
export function logCrashes(dataFolder: string): void {
  log = openLogFile(join(dataFolder, 'crashes.log'));
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
  return log?.path ?? null;
}

export function logCrash(text: string): void {
  log?.write(`${new Date().toISOString()} ${text}\n`);
}
