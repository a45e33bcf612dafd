/** While an import runs: the machine stays awake, the taskbar shows how far it is; recent folders go to the system. */
import type { BrowserWindow } from 'electron';
import { app, powerSaveBlocker } from 'electron';
import type { ImportProgress } from '../contract/imports.ts';
import type { Engine } from '../engine/engine.ts';

/** Electron's values for a taskbar without progress, and with progress of unknown length. */
const noBar = -1;
const unknownLength = 2;

export function showImports(window: BrowserWindow, engine: Engine): void {
  let blocker: number | null = null;

  function stayAwake(isBusy: boolean): void {
    if (isBusy && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (isBusy || blocker === null) return;
    powerSaveBlocker.stop(blocker);
    blocker = null;
  }

  function showBar(share: number): void {
    if (!window.isDestroyed()) window.setProgressBar(share);
  }

  engine.on('imports.progress', (progress) => {
    stayAwake(progress.state !== 'paused');
    showBar(shareOf(progress));
  });
  engine.on('imports.finished', () => {
    stayAwake(false);
    showBar(noBar);
  });
  engine.on('catalogs.changed', ({ catalog }) => {
    // Also after the engine crashed: then no import is left to end this.
    if (catalog === null) {
      stayAwake(false);
      showBar(noBar);
    }
    for (const source of catalog?.sources ?? []) app.addRecentDocument(source.folder);
  });
  app.on('will-quit', () => stayAwake(false));
}

function shareOf(progress: ImportProgress): number {
  if (!progress.isCounted || progress.found === 0) return unknownLength;
  const done = progress.embedded + progress.unchanged + progress.duplicate + progress.failed;
  return Math.min(1, done / progress.found);
}
