/** Starts of the desktop app that cannot succeed: each ends, and says why in a window. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeWithoutSqlite } from '../fixtures/nodeWithoutSqlite.ts';
import { startFake } from './startFake.ts';

const source = 'src/main/main.ts';

describe('a start that fails', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'twinset-main-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What the person sees, once the app has ended with 1. */
  async function shown(environment: NodeJS.ProcessEnv, words: readonly string[] = []) {
    const own = startFake(source, folder, words, environment);
    const [status, stdout, stderr] = await Promise.all([own.ended, own.stdout, own.stderr]);
    expect(status).toBe(1);
    return { boxes: stdout.split('\n').filter((line) => line.includes('errorBox')), stderr };
  }

  function boxWith(text: string): unknown[] {
    return [expect.stringContaining(text)];
  }

  it('shows a window that says why where the engine cannot be started, logs it and ends', async () => {
    const { boxes, stderr } = await shown({ TWINSET_NODE: join(folder, 'no-node-here') });
    expect(boxes).toEqual(boxWith('could not be started'));
    expect(JSON.parse(boxes[0] ?? '')).toEqual({
      errorBox: {
        title: 'Twinset cannot start',
        content: expect.stringMatching(/Install Twinset again\.\n\n.*crashes\.log\.$/),
      },
    });
    expect(stderr).toContain('could not be started');
    expect(readFileSync(join(folder, 'crashes.log'), 'utf8')).toContain('Twinset cannot start: ');
  });

  it('shows it where the data folder cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { boxes } = await shown({ TWINSET_DATA: join(folder, 'file', 'data') });
    expect(boxes).toEqual(boxWith('Set TWINSET_DATA to a folder that you may write to.'));
  });

  it.skipIf(process.platform === 'win32')('shows it where a part of the engine is missing', async () => {
    const { boxes } = await shown({ TWINSET_NODE: nodeWithoutSqlite(folder) });
    expect(boxes).toEqual(boxWith('A part of Twinset could not be loaded'));
  });

  it('shows it where the window cannot load the interface, and would never come up', async () => {
    const { boxes } = await shown({ FAKE_LOAD_FAILS: '1' });
    expect(boxes).toEqual(boxWith('The window of Twinset could not be shown.'));
  });

  it('shows it where a window that was maximised cannot load, though it may be seen already', async () => {
    writeFileSync(join(folder, 'window.json'), JSON.stringify({ isMaximized: true }));
    const { boxes } = await shown({ FAKE_LOAD_FAILS: '1' });
    expect(boxes).toEqual(boxWith('The window of Twinset could not be shown.'));
  });

  it('keeps the --no-sandbox that the AppImage’s launcher adds', async () => {
    const own = startFake(source, folder, ['--no-sandbox']);
    await own.recorded('show');
    own.ask({ kind: 'closeWindow' }).catch(() => undefined);
    expect(await own.ended).toBe(0);
  });

  it('shows nothing to a proof run, where nobody is there to close it', async () => {
    const { boxes, stderr } = await shown({ TWINSET_NODE: join(folder, 'no-node-here') }, ['--smoke']);
    expect(boxes).toEqual([]);
    expect(stderr).toContain('could not be started');
  });
});
