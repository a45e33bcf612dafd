/** Going on without a window, on the fake Electron in this very process, with jobs that a test starts and ends. */
import type { BrowserWindow as RealWindow } from 'electron';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job, JobOf } from '../../src/contract/jobs.ts';
import { askBeforeClosing } from '../../src/main/closing.ts';
import type { RunningJobs } from '../../src/main/jobs/runningJobs.ts';
import { BrowserWindow, dialogAnswers } from './fake/electron.ts';
import { becomeReady, records } from './fake/records.ts';

vi.mock('electron', () => import('./fake/electron.ts'));

const exporting: JobOf<'export'> = {
  id: 'a',
  kind: 'export',
  state: 'running',
  progress: 0.5,
  detail: { products: 6, totalProducts: 12, rows: 60, file: '/lists/lists.csv' },
  canPause: false,
  startedAt: '2026-01-01T10:00:00.000Z',
  endedAt: null,
  message: null,
  result: null,
};

function open(all: Job[]) {
  let change = (): void => undefined;
  const jobs: RunningJobs = {
    all: () => all,
    onChange: (listener) => {
      change = listener;
    },
    onEnd: () => undefined,
  };
  const window = new BrowserWindow({});
  window.show();
  const closing = askBeforeClosing(window as unknown as RealWindow, jobs);
  const end = (): void => {
    all.length = 0;
    change();
  };
  return { window, closing, end };
}

const times = (what: string): number => records.filter((one) => one.what === what).length;

/** Everything that was begun has gone as far as it can. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeAll(() => {
  becomeReady();
  // The app's end is this process's.
  vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
});

beforeEach(() => {
  records.length = 0;
});

describe('a window closed on an export that runs', () => {
  it('goes, and the app ends with the export', async () => {
    const { window, end } = open([exporting]);
    dialogAnswers.push({ response: 0 });
    expect(window.closeUnlessRefused()).toBe(false);
    await turn();
    expect(records.find(({ what }) => what === 'messageBox')?.value).toMatchObject({
      message: 'An export is running. Close the window all the same?',
      buttons: ['Go on in the background', 'Stop and quit', 'Cancel'],
    });
    expect([times('hide'), times('quit')]).toEqual([1, 0]);
    end();
    await turn();
    expect(times('quit')).toBe(1);
    expect(window.isDestroyed()).toBe(true);
  });

  it('is not hidden where the export ended while the question stood', async () => {
    const { window, end } = open([exporting]);
    dialogAnswers.push({ response: 0 });
    window.closeUnlessRefused();
    end();
    await turn();
    expect([times('hide'), times('quit')]).toEqual([0, 1]);
  });

  it('comes back with another start, and the app then stays', async () => {
    const { window, closing, end } = open([exporting]);
    dialogAnswers.push({ response: 0 });
    window.closeUnlessRefused();
    await turn();
    closing.show();
    expect(window.isVisible()).toBe(true);
    end();
    await turn();
    expect(times('quit')).toBe(0);
  });

  it('comes back for the question when the person quits from the background', async () => {
    const { window } = open([exporting]);
    dialogAnswers.push({ response: 0 });
    window.closeUnlessRefused();
    await turn();
    window.closeUnlessRefused();
    await turn();
    expect([times('messageBox'), window.isVisible()]).toEqual([2, true]);
  });

  it('does not end before its end was seen; who comes back by it stays', async () => {
    const { window, closing, end } = open([exporting]);
    const seen = Promise.withResolvers<void>();
    closing.waitFor({ seen: () => seen.promise });
    dialogAnswers.push({ response: 0 });
    window.closeUnlessRefused();
    await turn();
    end();
    await turn();
    expect(times('quit')).toBe(0);
    closing.show();
    seen.resolve();
    await turn();
    expect([times('quit'), window.isVisible()]).toEqual([0, true]);
  });
});
