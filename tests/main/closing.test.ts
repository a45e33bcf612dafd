/** The ways out of the app while the engine works, and what the app leaves behind. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call, eachWithShell } from './shellPlace.ts';
import type { FakeApp } from './startFake.ts';

const given = eachWithShell();

/** An app with an import that stands still until it is resumed. */
async function startWithImport(): Promise<{ app: FakeApp; jobId: unknown }> {
  const app = await given.place.start();
  await call(app, 'catalogs.open', { folder: join(given.place.dataFolder, 'new'), create: true });
  const { jobId } = await call(app, 'imports.start', { folder: given.small.images });
  await call(app, 'jobs.pause', { id: jobId });
  await app.recorded('send', (one) => JSON.stringify(one).includes('"state":"paused"'));
  return { app, jobId };
}

describe('closing while an import runs', () => {
  it('asks, and stays where the person thinks better of it', async () => {
    const { app } = await startWithImport();
    await app.ask({ kind: 'closeWindow' });
    expect(await app.recorded('messageBox')).toEqual([
      expect.objectContaining({
        message: 'An import is running. Close the window all the same?',
        // Nobody could resume it in the background.
        buttons: ['Stop and quit', 'Cancel'],
      }),
    ]);
    expect(await call(app, 'settings.get')).toMatchObject({ theme: 'system' });
    expect(await app.records('hide')).toEqual([]);
  });

  it('stops where the person says so, and the next start says that it was interrupted or cancelled', async () => {
    const { app } = await startWithImport();
    await app.ask({ kind: 'dialog', answer: { response: 0 } });
    app.ask({ kind: 'quit' }).catch(() => undefined);
    expect(await app.ended).toBe(0);
    const next = await given.place.start();
    const { jobs } = (await call(next, 'jobs.list')) as { jobs: { kind: string; state: string }[] };
    expect(jobs.filter(({ kind }) => kind === 'import').map(({ state }) => state)).toEqual([
      expect.stringMatching(/^(cancelled|interrupted)$/),
    ]);
  });

  it.skipIf(process.platform === 'win32')('asks nobody when the terminal ends it', async () => {
    const { app } = await startWithImport();
    app.process.kill('SIGINT');
    expect(await app.ended).toBe(0);
  });
});

describe('its end', () => {
  it('ends the engine, with what the engine says in its own log and not in the app’s output', async () => {
    const app = await given.place.start();
    await call(app, 'settings.get');
    app.ask({ kind: 'closeWindow' }).catch(() => undefined);
    expect(await app.ended).toBe(0);
    // The streams end when everyone who holds them is gone.
    expect([await app.stdout, await app.stderr]).toEqual(['', '']);
    expect(readFileSync(join(given.place.dataFolder, 'engine.log'), 'utf8')).toMatch(
      /^\S+ Twinset 9\.9\.9 starts its engine\n$/,
    );
  });

  it('is the same while the engine is still being started', async () => {
    const app = await given.place.start();
    app.ask({ kind: 'closeWindow' }).catch(() => undefined);
    expect(await app.ended).toBe(0);
    expect(existsSync(join(given.place.dataFolder, 'crashes.log'))).toBe(false);
  });

  it('forgets where it stood where that cannot be kept; the window closes and dialogs answer all the same', async () => {
    mkdirSync(join(given.place.dataFolder, 'window.json'));
    const app = await given.place.start();
    await app.ask({ kind: 'dialog', answer: { canceled: false, filePaths: [given.small.images] } });
    expect(await call(app, 'host.chooseFolder', { title: 'x' })).toEqual({ path: given.small.images });
    app.ask({ kind: 'closeWindow' }).catch(() => undefined);
    expect(await app.ended).toBe(0);
  });

  it('--smoke imports, loads a thumbnail through the page, prints one line, ends with 0 and leaves nothing', async () => {
    const app = await given.place.start({ TMPDIR: given.place.dataFolder }, ['--smoke']);
    const [status, line] = await Promise.all([app.ended, app.stdout]);
    expect(JSON.parse(line)).toMatchObject({
      smoke: {
        ok: true,
        thumbnailWidth: expect.any(Number),
        backends: expect.arrayContaining([expect.objectContaining({ engine: 'onnx', isAvailable: true })]),
      },
    });
    expect(status).toBe(0);
    expect(existsSync(join(given.place.dataFolder, 'window.json'))).toBe(false);
  });
});
