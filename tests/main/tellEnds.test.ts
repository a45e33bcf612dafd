/** Notifications at the end of jobs, and the taskbar meanwhile, on the fake Electron in this very process. */
import type { BrowserWindow as RealWindow } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import type { Job } from '../../src/contract/jobs.ts';
import type { RunningJobs } from '../../src/main/jobs/runningJobs.ts';
import { showJobs, tellEnds } from '../../src/main/jobs/showJobs.ts';
import { BrowserWindow, notifications } from './fake/electron.ts';
import { becomeReady, records } from './fake/records.ts';
import { running } from './runningExport.ts';

vi.mock('electron', () => import('./fake/electron.ts'));

function jobsByHand() {
  const state = { all: [] as Job[], change: () => {}, end: (_job: Job) => {} };
  const jobs: RunningJobs = {
    all: () => state.all,
    onChange: (listener) => {
      state.change = listener;
    },
    onEnd: (listener) => {
      state.end = listener;
    },
  };
  return { state, jobs };
}

const values = (what: string) => records.filter((one) => one.what === what).map(({ value }) => value);

becomeReady();

describe('a job that runs', () => {
  it('shows how far it is, and nothing where Linux could not show that it is not known', () => {
    const window = new BrowserWindow({}) as unknown as RealWindow;
    const { state, jobs } = jobsByHand();
    showJobs(window, jobs);
    for (const all of [[running], [{ ...running, progress: 0.5 }], []]) {
      state.all = all;
      state.change();
    }
    expect(values('setProgressBar')).toEqual([process.platform === 'linux' ? -1 : 2, 0.5, -1]);
    expect(values('powerSaveBlocker.start')).toHaveLength(1);
    expect(values('powerSaveBlocker.stop')).toHaveLength(1);
  });

  it('does not touch a window that is gone', () => {
    const window = new BrowserWindow({});
    const { state, jobs } = jobsByHand();
    showJobs(window as unknown as RealWindow, jobs);
    window.closeUnlessRefused();
    expect(() => state.change()).not.toThrow();
  });
});

describe('a long job that ends', () => {
  it('is told where the window is not the one in use, and a click brings it back', async () => {
    const window = new BrowserWindow({});
    const { state, jobs } = jobsByHand();
    const show = vi.fn();
    const notices = tellEnds(window as unknown as RealWindow, jobs, show);
    const ended: Job = { ...running, state: 'done', endedAt: '2026-01-01T10:05:00.000Z' };
    state.end(ended);
    expect(values('notification')).toEqual([]);

    vi.stubEnv('FAKE_UNFOCUSED', '1');
    state.end(ended);
    expect(values('notification')).toEqual([{ title: 'Export finished', body: '/lists/lists.csv' }]);
    const seen = notices.seen();
    notifications.at(-1)?.emit('click');
    expect(show).toHaveBeenCalledOnce();
    // Nothing is left to be seen: an app in the background may end.
    await seen;

    state.end(ended);
    notifications.at(-1)?.emit('failed', {}, 'not signed');
    await notices.seen();
    expect(values('flashFrame')).toHaveLength(process.platform === 'darwin' ? 0 : 1);
    vi.unstubAllEnvs();
  });
});
