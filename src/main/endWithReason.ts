/** Ends the app with a window that says why: without one it would end in silence, or go on unseen and keep others from starting. */
import { app, dialog } from 'electron';
import { asFailure, Failure } from '../contract/failure.ts';
import { crashLogFile, logCrash } from './crashLog.ts';
import { isProofRun } from './proofRun.ts';

let isEnding = false;

/** @param title what could not be done: "Twinset cannot start" */
export function endWithReason(title: string, thrown: unknown): void {
  if (isEnding) return;
  isEnding = true;
  const { message, detail } = asFailure(thrown);
  logCrash(`${title}: ${detail ?? message}`);
  process.stderr.write(`twinset: ${message}\n`);
  // Before it is ready, Electron on Linux shows no window.
  void app.whenReady().then(() => {
    if (!isProofRun) dialog.showErrorBox(title, describe(thrown, message));
    app.exit(1);
  });
}

/** A failure says what to do; what nobody foresaw does not. */
function describe(thrown: unknown, message: string): string {
  const wayOut = 'Start Twinset again; if this comes again, install it again.';
  const reason = thrown instanceof Failure ? message : `${message}\n\n${wayOut}`;
  const file = crashLogFile();
  return file === null ? reason : `${reason}\n\nMore about it is in ${file}.`;
}
