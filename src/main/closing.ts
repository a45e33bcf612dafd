/** The ways out of the app: the window closes, the person quits, a terminal ends it; and who starts it again meanwhile. */
import { spawn } from 'node:child_process';
import type { BrowserWindow } from 'electron';
import { app, dialog } from 'electron';
import { ownWords } from './commandLine.ts';
import { logCrash } from './crashLog.ts';
import type { RunningJobs } from './jobs/runningJobs.ts';
import type { Notices } from './jobs/showJobs.ts';
import { isProofRun } from './proofRun.ts';
import type { Starts } from './singleInstance.ts';

/** The engine closes within ten seconds, or is killed; whatever holds it up longer must not keep the app unseen. */
const closeLimitMs = 15_000;

export interface Closing {
  /** Brings the window back, from the taskbar or from the background. */
  show(): void;
  /** What the person should see before the app ends in the background. */
  waitFor(notices: Notices): void;
}

/**
 * Asks before the window closes on jobs that run. In the background they go on without a window, and the app ends
 * with the last of them; stopped, they lose nothing that was done.
 */
export function askBeforeClosing(window: BrowserWindow, jobs: RunningJobs): Closing {
  let mayClose = false;
  let isAsking = false;
  let isInBackground = false;
  let notices: Notices | null = null;

  function quit(): void {
    mayClose = true;
    app.quit();
  }

  function show(): void {
    isInBackground = false;
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  async function ask(): Promise<void> {
    isAsking = true;
    // Nobody sees a question that belongs to a hidden window.
    if (isInBackground) show();
    // What is paused would stay so for ever where nobody can resume it.
    const canGoOn = jobs.all().some(({ state }) => state !== 'paused');
    const buttons = [...(canGoOn ? ['Go on in the background'] : []), 'Stop and quit', 'Cancel'];
    try {
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        title: 'Twinset',
        message: `${describeRunning(jobs)} Close the window all the same?`,
        detail:
          'Whatever is done already is kept. What is stopped goes on from there when you start it again.',
        buttons,
        defaultId: 0,
        cancelId: buttons.length - 1,
        noLink: true,
      });
      if (buttons[response] === 'Stop and quit') quit();
      else if (buttons[response] !== 'Cancel') goOnUnseen();
    } finally {
      isAsking = false;
    }
  }

  function goOnUnseen(): void {
    // It may have ended while the question stood.
    if (jobs.all().length === 0) {
      quit();
      return;
    }
    isInBackground = true;
    window.hide();
  }

  /** The end of the last job is seen first; who comes back by it stays. */
  async function endUnseen(): Promise<void> {
    await notices?.seen();
    if (isInBackground && jobs.all().length === 0) quit();
  }

  window.on('close', (event) => {
    if (mayClose || isProofRun || jobs.all().length === 0) return;
    event.preventDefault();
    if (!isAsking) void ask();
  });
  jobs.onChange(() => {
    if (isInBackground && jobs.all().length === 0) void endUnseen();
  });
  // Ctrl-C in the terminal that started the app, and the system's shutdown: nobody is there to ask.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quit);
  // `npm start` was killed, and could pass nothing on.
  process.on('disconnect', quit);

  return {
    show() {
      // On its way to its first sight it shows itself, once it has something to show.
      const wasSeen =
        isInBackground || (!window.isDestroyed() && (window.isVisible() || window.isMinimized()));
      if (wasSeen) show();
    },
    waitFor(given) {
      notices = given;
    },
  };
}

function describeRunning(jobs: RunningJobs): string {
  const kinds = new Set(jobs.all().map(({ kind }) => kind));
  const isOne = jobs.all().length === 1;
  if (isOne && kinds.has('import')) return 'An import is running.';
  if (isOne && (kinds.has('export') || kinds.has('users-export'))) return 'An export is running.';
  return 'Twinset is still working.';
}

/**
 * Quitting waits for the engine: its jobs stop, the catalog closes. Who starts Twinset meanwhile gets it again after that.
 */
export function endWithApp(close: () => Promise<void>, starts: Starts): void {
  let isClosing = false;
  let isWantedAgain = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    starts.onAgain(() => {
      isWantedAgain = true;
    });
    const limit = setTimeout(end, closeLimitMs);
    close()
      .catch((error: unknown) => logCrash(`engine, closing: ${String(error)}`))
      .finally(() => {
        clearTimeout(limit);
        end();
      });
  });

  function end(): void {
    if (isWantedAgain) startAgain(starts.take());
    app.exit(Number(process.exitCode ?? 0));
  }
}

/**
 * Once this process is gone. An AppImage is started by its file, at once: what runs is mounted and goes with this process,
 * and with it what Electron would start the app again with.
 */
function startAgain(paths: readonly string[]): void {
  const { APPIMAGE, APPDIR: _mounted, ARGV0: _started, ...environment } = process.env;
  if (APPIMAGE === undefined) {
    app.relaunch({ args: [...ownWords(), ...paths] });
    return;
  }
  app.releaseSingleInstanceLock();
  spawn(APPIMAGE, paths, { detached: true, stdio: 'ignore', windowsHide: true, env: environment }).unref();
}
