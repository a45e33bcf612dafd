/** One running app: a second start hands its paths to the first and ends. */
import { app } from 'electron';
import { z } from 'zod';
import { pathsOfThisStart } from './commandLine.ts';
import { requireReachableOwner } from './lockOwner.ts';

/** What a start tells the app that runs already. Its command line would come in Chromium's order, not as it was given. */
const startSchema = z.object({ paths: z.array(z.string()) });

/** The starts of the app, of which the first one runs, and what they were given to open. */
export interface Starts {
  /** Adds what is to be opened, as a start brings it. */
  give(paths: readonly string[]): void;
  /** Adds what is to be opened though nobody started the app for it. */
  keep(paths: readonly string[]): void;
  hasPaths(): boolean;
  /** Every path that came since it was asked last. The page asks when it is ready, so that nothing comes too early for it. */
  take(): string[];
  /** From now on this is told of every later start; only the last listener is. */
  onAgain(listener: () => void): void;
  /** From now on this is told of what was kept. */
  onKept(listener: () => void): void;
}

/** Of an app that is its own only start. */
export function keepStarts(): Starts {
  let waiting: string[] = [];
  let tell = () => {};
  let tellKept = () => {};
  return {
    give(paths) {
      waiting.push(...paths);
      tell();
    },
    keep(paths) {
      waiting.push(...paths);
      tellKept();
    },
    hasPaths: () => waiting.length > 0,
    take() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    onAgain(listener) {
      tell = listener;
    },
    onKept(listener) {
      tellKept = listener;
    },
  };
}

/**
 * Before the app is ready.
 * @param profileFolder Electron's `userData`
 * @returns null when another instance runs: this one is to quit
 * @throws Failure `already-running` where that one cannot be reached
 */
export function keepSingleInstance(profileFolder: string): Starts | null {
  const paths = pathsOfThisStart();
  if (!app.requestSingleInstanceLock({ paths })) {
    requireReachableOwner(profileFolder);
    return null;
  }
  const starts = keepStarts();
  starts.give(paths);
  app.on('second-instance', (_event, _words, _folder, data) => {
    const start = startSchema.safeParse(data);
    starts.give(start.success ? start.data.paths : []);
  });
  // macOS: dropped on the Dock icon, or chosen from its menu of recent ones.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    starts.give([path]);
  });
  // macOS: a click on the Dock icon.
  app.on('activate', () => starts.give([]));
  return starts;
}
