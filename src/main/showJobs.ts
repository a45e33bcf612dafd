/** While a job runs: the machine stays awake, the taskbar shows how far it is; recent folders go to the system. */
import type { BrowserWindow } from 'electron';
import { app, powerSaveBlocker } from 'electron';
import { hasEnded, type Job } from '../contract/jobs.ts';
import type { Engine } from '../engine/engine.ts';

/** Electron's values for a taskbar without progress, and with progress of unknown length. */
const noBar = -1;
const unknownLength = 2;

export function showJobs(window: BrowserWindow, engine: Engine): void {
  const running = new Map<string, Job>();
  let blocker: number | null = null;

  function stayAwake(isBusy: boolean): void {
    if (isBusy && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (isBusy || blocker === null) return;
    powerSaveBlocker.stop(blocker);
    blocker = null;
  }

  function show(): void {
    const jobs = [...running.values()];
    stayAwake(jobs.some(({ state }) => state !== 'paused'));
    const first = jobs[0];
    if (!window.isDestroyed())
      window.setProgressBar(first === undefined ? noBar : (first.progress ?? unknownLength));
  }

  /** Asked for again where events may have been missed: the engine may have crashed, and is another one now. */
  async function askAgain(): Promise<void> {
    const { jobs } = await engine.call('jobs.list', {}).catch(() => ({ jobs: [] }));
    running.clear();
    for (const job of jobs) if (!hasEnded(job)) running.set(job.id, job);
    show();
  }

  engine.on('jobs.changed', ({ id, job }) => {
    if (job === null || hasEnded(job)) running.delete(id);
    else running.set(id, job);
    show();
  });
  engine.on('catalogs.changed', ({ catalog }) => {
    void askAgain();
    for (const source of catalog?.sources ?? []) app.addRecentDocument(source.folder);
  });
  app.on('will-quit', () => stayAwake(false));
}
