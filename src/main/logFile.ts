/** Logs in the data folder, for the person to look into; nothing is uploaded. */
import { appendFileSync, renameSync, statSync } from 'node:fs';

const limitBytes = 1_000_000;

export interface LogFile {
  readonly path: string;
  /** Adds the text as it is. A log that cannot be written is no reason to stop: the text goes to standard error. */
  write(text: string): void;
}

/** A log that stays small: past 1 MB it becomes `PATH.old`, in the place of the one before, and begins anew. */
export function openLogFile(path: string): LogFile {
  return {
    path,
    write(text) {
      try {
        const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
        if (size > limitBytes) renameSync(path, `${path}.old`);
        appendFileSync(path, text);
      } catch {
        process.stderr.write(`twinset: ${text}`);
      }
    },
  };
}
