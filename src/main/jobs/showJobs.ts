/** While a job runs: the machine stays awake, the taskbar shows how far it is; and its end is told to who looks elsewhere. */
import type { BrowserWindow } from 'electron';
import { app, Notification, powerSaveBlocker } from 'electron';
import { describeEnd } from './jobEnds.ts';
import type { RunningJobs } from './runningJobs.ts';

/** Electron's values for a taskbar without progress, and with progress of unknown length, which Linux does not have. */
const noBar = -1;
const unknownLength = process.platform === 'linux' ? noBar : 2;

export function showJobs(window: BrowserWindow, jobs: RunningJobs): void {
  let blocker: number | null = null;

  function stayAwake(isBusy: boolean): void {
    if (isBusy && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (isBusy || blocker === null) return;
    powerSaveBlocker.stop(blocker);
    blocker = null;
  }

  jobs.onChange(() => {
    const all = jobs.all();
    stayAwake(all.some(({ state }) => state !== 'paused'));
    const first = all[0];
    if (window.isDestroyed()) return;
    window.setProgressBar(first === undefined ? noBar : (first.progress ?? unknownLength));
  });
  app.on('will-quit', () => stayAwake(false));
}

/** The notifications that are to be seen. */
export interface Notices {
  /** Resolves when the person has seen to all of them, or has not for a minute: they go with the app. */
  seen(): Promise<void>;
}

const seenWithinMs = 60_000;

/** A notification at the end of a long import or export, while the window is not the one in use; a click brings it back. */
export function tellEnds(window: BrowserWindow, jobs: RunningJobs, show: () => void): Notices {
  // One that nobody holds is collected, and its click with it.
  const shown = new Set<Notification>();
  let tellSeen = (): void => undefined;

  function drop(notification: Notification): void {
    shown.delete(notification);
    if (shown.size === 0) tellSeen();
  }

  jobs.onEnd((job) => {
    const text = describeEnd(job);
    if (text === null || !Notification.isSupported()) return;
    if (!window.isDestroyed() && window.isFocused()) return;
    const notification = new Notification(text);
    shown.add(notification);
    notification.on('click', () => {
      show();
      drop(notification);
    });
    notification.on('close', () => drop(notification));
    // macOS takes none from an app that is not signed, Windows none from one that is not installed.
    notification.on('failed', () => {
      drop(notification);
      callAttention(window);
    });
    notification.show();
  });

  return {
    seen: () =>
      new Promise((resolve) => {
        if (shown.size === 0) return resolve();
        const limit = setTimeout(resolve, seenWithinMs);
        tellSeen = () => {
          clearTimeout(limit);
          resolve();
        };
      }),
  };
}

function callAttention(window: BrowserWindow): void {
  if (process.platform === 'darwin') app.dock?.bounce();
  else if (!window.isDestroyed()) window.flashFrame(true);
}
