/** The last errors, for the diagnostics page. They stay on this machine. */
import type { Diagnostics } from '../contract/settings.ts';

type RecordedError = Diagnostics['errors'][number];

export interface ErrorLog {
  record(message: string, detail: string | null): void;
  /** Newest first. */
  entries(): RecordedError[];
}

const kept = 50;

export function createErrorLog(): ErrorLog {
  const entries: RecordedError[] = [];
  return {
    record(message, detail) {
      entries.unshift({ at: new Date().toISOString(), message, detail });
      entries.length = Math.min(entries.length, kept);
    },
    entries: () => [...entries],
  };
}
