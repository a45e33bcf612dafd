/** What the app is started with, by whom, and what it opens then. */
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { call, eachWithShell, sent } from './shellPlace.ts';

const given = eachWithShell();

describe('paths', () => {
  it('of the start wait for a page that is late', async () => {
    const app = await given.place.start({ FAKE_LATE_PAGE: '1' }, [
      '--flag',
      given.small.images,
      '--',
      '-odd',
    ]);
    expect(await app.records('send')).toEqual([]);
    expect(await call(app, 'host.takePaths')).toEqual({
      paths: [given.small.images, join(process.cwd(), '-odd')],
    });
    expect(await call(app, 'host.takePaths')).toEqual({ paths: [] });
  });

  it('may be addresses, as Linux file managers hand them over', async () => {
    const odd = join(given.small.folder, 'a b%c');
    const app = await given.place.start({}, [pathToFileURL(odd).href, 'file://elsewhere.example/shoes']);
    expect(await call(app, 'host.takePaths')).toEqual({ paths: [odd] });
  });

  it('of a second start are what it was given, not what Chromium makes of its command line', async () => {
    const app = await given.place.start();
    expect(await app.records('requestSingleInstanceLock')).toEqual([{ paths: [] }]);
    // The checkout's own folder comes last in Chromium's order.
    const words = ['electron', '.', '--flag', 'shoe.jpg'];
    const data = { paths: [given.small.images] };
    await app.ask({ kind: 'secondInstance', words, folder: given.small.folder, data });
    await sent(app, 'host.pathsGiven', {});
    expect(await app.records('focus')).toHaveLength(1);
    expect(await call(app, 'host.takePaths')).toEqual({ paths: [given.small.images] });
  });

  it('of a start whose message says nothing only bring the window forward', async () => {
    const app = await given.place.start();
    await app.ask({ kind: 'secondInstance', words: ['electron', '.'], folder: '/', data: null });
    expect(await app.records('focus')).toHaveLength(1);
    expect(await call(app, 'host.takePaths')).toEqual({ paths: [] });
  });

  it('dropped on the Dock icon are given to the page', async () => {
    const app = await given.place.start({ FAKE_PLATFORM: 'darwin' });
    await app.ask({ kind: 'openFile', path: given.small.images });
    expect(await call(app, 'host.takePaths')).toEqual({ paths: [given.small.images] });
  });

  it('are told apart by the engine: catalogs, folders, images, edited lists', async () => {
    const app = await given.place.start();
    const lists = join(given.small.folder, 'edited.csv');
    writeFileSync(lists, 'Recommended_ID ;product_id;state\n1002;1001;accepted\n');
    const paths = [
      ...[given.small.catalog, given.small.images, join(given.small.images, '1001.jpg')],
      ...[lists, given.small.metadata, '/not/there'],
    ];
    expect(await call(app, 'imports.identify', { paths })).toEqual({
      kinds: ['catalog', 'folder', 'image', 'lists', 'other', 'missing'],
    });
  });
});

describe('the next start', () => {
  it('opens the catalog that was open last, where the person was in it', async () => {
    const first = await given.place.start();
    await call(first, 'catalogs.open', { folder: given.small.catalog });
    await first.ask({ kind: 'moveTo', url: 'app://twinset/index.html#/library?product=1001' });
    first.ask({ kind: 'closeWindow' }).catch(() => undefined);
    expect(await first.ended).toBe(0);
    expect(given.place.remembered()).toMatchObject({
      bounds: { x: 10, y: 20, width: 900, height: 700 },
      catalog: given.small.catalog,
    });

    const next = await given.place.start();
    expect(await next.records('loadURL')).toEqual(['app://twinset/index.html#/library?product=1001']);
    expect(await call(next, 'catalogs.current')).toMatchObject({ catalog: { products: 12 } });
    expect(await call(next, 'host.takePaths')).toEqual({ paths: [] });
  });

  it('is not led to a place that was one in another catalog', async () => {
    given.place.remember({ catalog: '/another', place: '#/library?product=9', isMaximized: false });
    const first = await given.place.start();
    await call(first, 'catalogs.open', { folder: given.small.catalog });
    await first.recorded('addRecentDocument');
    first.process.kill('SIGKILL');
    await first.ended;
    expect(given.place.remembered()).toMatchObject({ catalog: given.small.catalog, place: '' });
  });

  it('finds what was remembered when Windows shut down, which asks no window to close', async () => {
    const app = await given.place.start();
    await app.ask({ kind: 'moveTo', url: 'app://twinset/index.html#/look-alikes' });
    await app.ask({ kind: 'endSession' });
    expect(given.place.remembered()).toMatchObject({ place: '#/look-alikes' });
  });

  it('with something to open goes to that, and not to the last catalog first', async () => {
    given.place.remember({ catalog: given.small.catalog, isMaximized: false });
    const app = await given.place.start({}, [given.small.images]);
    expect(await call(app, 'catalogs.current')).toEqual({ catalog: null });
  });

  it('opens none where the person had closed it', async () => {
    const first = await given.place.start();
    await call(first, 'catalogs.open', { folder: given.small.catalog });
    await call(first, 'catalogs.close');
    await first.recorded('send', (one) => JSON.stringify(one).includes('"catalog":null'));
    first.ask({ kind: 'closeWindow' }).catch(() => undefined);
    expect(await first.ended).toBe(0);

    const next = await given.place.start();
    expect(await call(next, 'catalogs.current')).toEqual({ catalog: null });
  });

  it('gives the page a catalog whose drive is gone, so that it says why', async () => {
    given.place.remember({ catalog: given.small.catalog, isMaximized: false });
    renameSync(given.small.catalog, `${given.small.catalog}.away`);
    const app = await given.place.start();
    await sent(app, 'host.pathsGiven', {});
    expect(await call(app, 'host.takePaths')).toEqual({ paths: [given.small.catalog] });
    await expect(call(app, 'catalogs.open', { folder: given.small.catalog })).rejects.toThrow(
      given.small.catalog,
    );
  });
});

describe('a second start', () => {
  it('is left to the first and ends', async () => {
    const folder = join(given.small.folder, 'other');
    mkdirSync(folder);
    const { startFake } = await import('./startFake.ts');
    const own = startFake('src/main/main.ts', folder, [], { FAKE_SECOND_INSTANCE: '1' });
    expect(await own.ended).toBe(0);
    expect(await own.stdout).toBe('');
    rmSync(folder, { recursive: true });
  });

  it.each([
    [
      'nobody, because the lock is of another computer',
      `far-away-host-${process.pid}`,
      /open on the computer “far-away-host”/,
    ],
    [
      'nobody, because what had the lock is gone',
      `${hostname()}-${2 ** 30}`,
      /ended without putting away its lock/,
    ],
  ])('that reaches %s says so, and the way out', async (_what, owner, reason) => {
    const folder = join(given.small.folder, 'locked');
    const lock = join(folder, 'window', 'SingletonLock');
    mkdirSync(join(folder, 'window'), { recursive: true });
    symlinkSync(owner, lock);
    const { startFake } = await import('./startFake.ts');
    const isElsewhere = owner.startsWith('far');
    const own = startFake('src/main/main.ts', folder, [], isElsewhere ? {} : { FAKE_SECOND_INSTANCE: '1' });
    expect(await own.ended).toBe(1);
    expect(await own.stderr).toMatch(reason);
    expect(await own.stderr).toMatch(new RegExp(`[Rr]emove ${lock} and start`));
    expect(JSON.parse(await own.stdout)).toMatchObject({ errorBox: { title: 'Twinset cannot start' } });
    rmSync(folder, { recursive: true });
  });

  it('of a lock whose owner runs on this computer ends without a word', async () => {
    const folder = join(given.small.folder, 'running');
    mkdirSync(join(folder, 'window'), { recursive: true });
    symlinkSync(`${hostname()}-${process.pid}`, join(folder, 'window', 'SingletonLock'));
    const { startFake } = await import('./startFake.ts');
    const own = startFake('src/main/main.ts', folder, [], { FAKE_SECOND_INSTANCE: '1' });
    expect(await own.ended).toBe(0);
    expect(await own.stderr).toBe('');
    rmSync(folder, { recursive: true });
  });

  it('is not imagined by a catalog that cannot be opened while the app closes', async () => {
    given.place.remember({ catalog: join(given.small.folder, 'gone'), isMaximized: false });
    const app = await given.place.start();
    app.ask({ kind: 'closeWindow' }).catch(() => undefined);
    expect(await app.ended).toBe(0);
    expect(await app.stdout).toBe('');
  });

  it('while the first one closes starts it again after that, with its paths', async () => {
    const app = await given.place.start();
    // Both are answered in the order they are asked: the window is gone, the engine is closing.
    app.ask({ kind: 'closeWindow' }).catch(() => undefined);
    const second = { words: ['electron', '.'], folder: '/', data: { paths: [given.small.images] } };
    app.ask({ kind: 'secondInstance', ...second }).catch(() => undefined);
    expect(await app.ended).toBe(0);
    const [relaunched] = (await app.stdout).split('\n').filter((line) => line.includes('relaunch'));
    expect(JSON.parse(relaunched ?? '')).toEqual({
      relaunch: { args: [join(process.cwd(), 'src/main/main.ts'), given.small.images] },
    });
  });
});
