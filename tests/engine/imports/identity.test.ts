import { chmodSync, cpSync, existsSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorkplace, type Workplace } from '../workplace.ts';

/** The cases that the maintainers collected; each has its right behaviour in `expect.txt`. */
const cases = join(import.meta.dirname, '../../../../shared/cases');
const isRoot = process.getuid?.() === 0;

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
});

afterEach(() => place.close());

/** Copies a folder of a case to where the test may change it. */
function take(name: string, to = place.images): void {
  cpSync(join(cases, name), to, { recursive: true, preserveTimestamps: true });
  chmodSync(to, 0o755);
}

const at = (path: string) => join(place.images, path);

const products = async () =>
  (await place.engine.call('products.list', { view: {}, offset: 0, limit: 100 })).products
    .map(({ id }) => id)
    .sort();

const imagesOf = async (id: string) => (await place.engine.call('products.get', { id })).images;

async function decisionsOf(id: string) {
  const { decisions } = await place.engine.call('lists.get', { id });
  return decisions.map((one) => ({ id: one.id, state: one.state }));
}

const decide = (id: string, lookAlikeId: string, state: 'accepted' | 'pinned' | 'rejected') =>
  place.engine.call('lists.decide', { id, lookAlikeId, state });

/** Pictures that differ, one for each name. */
async function draw(...names: string[]): Promise<void> {
  for (const [seed, name] of names.entries()) await place.draw(`${name}.jpg`, seed);
}

describe.skipIf(!existsSync(cases))('the case', () => {
  it('unreadable-subfolder-prune keeps images, products and decisions', async () => {
    take('unreadable-subfolder-prune/photos');
    chmodSync(at('b'), 0o755);
    await place.import();
    await place.engine.call('lists.decide', { id: 'b/3', lookAlikeId: 'a/1', state: 'pinned' });
    // Root may read everything: there a link that leads nowhere stands for what cannot be listed.
    if (isRoot) {
      renameSync(at('b'), join(place.folder, 'away'));
      symlinkSync(join(place.folder, 'unplugged'), at('b'));
    } else chmodSync(at('b'), 0);
    const report = await place.import({ prune: true });
    expect(report).toMatchObject({ outcome: 'done', found: 2, unchanged: 2, removed: 0, missing: 0 });
    expect(report.problems).toEqual([{ path: 'b', reason: expect.any(String) }]);
    expect(report.notes).toContainEqual(
      expect.stringMatching(/^b was not looked at: .+ its 2 images stay as they are\.$/),
    );
    if (isRoot) {
      rmSync(at('b'));
      renameSync(join(place.folder, 'away'), at('b'));
    } else chmodSync(at('b'), 0o755);
    expect(await place.import({ prune: true })).toMatchObject({ found: 4, unchanged: 4, removed: 0 });
    expect(await products()).toEqual(['a/1', 'a/2', 'b/3', 'b/4']);
    expect(await decisionsOf('b/3')).toEqual([{ id: 'a/1', state: 'pinned' }]);
  });

  it('rename-then-new-file-under-old-name ends with a product for each picture', async () => {
    take('rename-then-new-file-under-old-name/photos');
    await place.import();
    const [old] = await imagesOf('100');
    await place.engine.call('lists.decide', { id: '100', lookAlikeId: '101', state: 'pinned' });
    renameSync(at('100.jpg'), at('200.jpg'));
    take('rename-then-new-file-under-old-name/new-picture');
    expect(await place.import()).toMatchObject({ found: 4, embedded: 1, unchanged: 3, duplicate: 0 });
    expect(await products()).toEqual(['100', '101', '102', '200']);
    expect(await imagesOf('200')).toMatchObject([{ imageId: old?.imageId, path: '200.jpg' }]);
    expect(await imagesOf('100')).toMatchObject([{ path: '100.jpg', state: 'embedded' }]);
    expect(await decisionsOf('200')).toEqual([{ id: '101', state: 'pinned' }]);
    expect(await decisionsOf('100')).toEqual([]);
  });

  it('swapped-files-no-csv has no duplicates, and decisions follow the pictures', async () => {
    take('swapped-files-no-csv/photos');
    await place.import();
    await place.engine.call('lists.decide', { id: '100', lookAlikeId: '101', state: 'rejected' });
    renameSync(at('100.jpg'), at('x.jpg'));
    renameSync(at('101.jpg'), at('100.jpg'));
    renameSync(at('x.jpg'), at('101.jpg'));
    expect(await place.import()).toMatchObject({ found: 2, embedded: 0, unchanged: 2, duplicate: 0 });
    expect((await imagesOf('100')).map(({ state }) => state)).toEqual(['embedded']);
    expect(await decisionsOf('101')).toEqual([{ id: '100', state: 'rejected' }]);
    expect(await decisionsOf('100')).toEqual([]);
    expect(await place.engine.call('catalogs.verify', {})).toMatchObject({ ok: true, products: 2 });
  });

  it('renamed-file-no-csv names the product after its file', async () => {
    take('renamed-file-no-csv/photos');
    await place.import();
    await place.engine.call('lists.decide', { id: '101', lookAlikeId: '100', state: 'accepted' });
    renameSync(at('100.jpg'), at('200.jpg'));
    await place.import();
    expect(await products()).toEqual(['101', '102', '200']);
    expect(await place.engine.call('products.get', { id: '200' })).toMatchObject({ name: '200' });
    expect(await decisionsOf('101')).toEqual([{ id: '200', state: 'accepted' }]);
  });

  it('same-bytes-no-csv has a product for each file', async () => {
    take('same-bytes-no-csv/photos');
    expect(await place.import()).toMatchObject({ found: 4, embedded: 3, duplicate: 1 });
    const { results } = await place.engine.call('search.similar', {
      query: { kind: 'product', id: 'B200' },
    });
    expect(results[0]).toMatchObject({ id: 'A100', score: expect.closeTo(1, 5) });
  });

  it('same-stem-other-ending has three products, and a note that names them', async () => {
    take('same-stem-other-ending/photos');
    const { notes } = await place.import();
    expect(await products()).toEqual(['100', '100.JPG', '100.png', '101']);
    expect(notes).toContainEqual(expect.stringContaining('100.JPG is 100.JPG'));
  });

  it('same-product-id-in-two-sources has two products whose attributes stay', async () => {
    const folders = ['brandA', 'brandB'].map((name) => join(place.folder, name));
    take('same-product-id-in-two-sources/brandA', folders[0]);
    take('same-product-id-in-two-sources/brandB', folders[1]);
    const seen: unknown[] = [];
    for (const folder of [...folders, ...folders]) {
      await place.import({ folder });
      seen.push(
        await Promise.all(
          (await products()).map(async (id) => {
            const { name, attributes, images } = await place.engine.call('products.get', { id });
            return { id, name, attributes, files: images.map(({ imageId }) => imageId) };
          }),
        ),
      );
    }
    expect(await products()).toEqual(['100', '101', 'brandB/100', 'brandB/101']);
    expect(seen.slice(1)).toEqual([seen[1], seen[1], seen[1]]);
  });
});

describe('a picture that takes the id of another one that is gone', () => {
  it('brings its own decisions along and gets none of the other one’s: files renamed in a row', async () => {
    await draw('1', '2', '3', '4');
    await place.import();
    await decide('1', '4', 'pinned');
    await decide('2', '4', 'rejected');
    await decide('3', '1', 'accepted');
    rmSync(at('1.jpg'));
    for (const number of [1, 2, 3]) renameSync(at(`${number + 1}.jpg`), at(`${number}.jpg`));
    const { notes } = await place.import({ prune: true });
    expect(notes).toContainEqual(
      expect.stringMatching(/^2 decisions rest: .+ They are kept under 1 \(until 20.+\)\.$/),
    );
    expect(await products()).toEqual(['1', '2', '3']);
    expect(await decisionsOf('1')).toEqual([{ id: '3', state: 'rejected' }]);
    expect(await decisionsOf('3')).toEqual([]);
    expect(await place.engine.call('lists.history', {})).toMatchObject({ resting: 2 });
    expect(await place.engine.call('catalogs.verify', {})).toMatchObject({ ok: true, products: 3 });
  });

  it('the same where the metadata hands the ids on', async () => {
    await draw('a', 'b', 'c', 'd');
    const metadata = place.write('m.csv', 'id,image\n1,a.jpg\n2,b.jpg\n3,c.jpg\n4,d.jpg\n');
    await place.import({ metadata });
    await decide('1', '4', 'pinned');
    await decide('2', '4', 'rejected');
    rmSync(at('a.jpg'));
    place.write('m.csv', 'id,image\n1,b.jpg\n2,c.jpg\n3,d.jpg\n');
    await place.import({ metadata, prune: true });
    expect(await products()).toEqual(['1', '2', '3']);
    expect((await imagesOf('1')).map(({ path }) => path)).toEqual(['b.jpg']);
    expect(await decisionsOf('1')).toEqual([{ id: '3', state: 'rejected' }]);
  });

  it('the same where one file is moved over another; undo takes back all that was decided', async () => {
    await draw('a', 'b', 'c', 'd');
    await place.import();
    await decide('a', 'c', 'accepted');
    await decide('b', 'c', 'rejected');
    await decide('d', 'b', 'pinned');
    renameSync(at('a.jpg'), at('b.jpg'));
    await place.import();
    expect(await products()).toEqual(['b', 'c', 'd']);
    expect(await decisionsOf('b')).toEqual([{ id: 'c', state: 'accepted' }]);
    expect(await place.engine.call('lists.history', {})).toMatchObject({ resting: 2 });
    const { undone } = await place.engine.call('lists.undo', { count: 9 });
    expect(undone).toHaveLength(3);
    expect(await decisionsOf('b')).toEqual([]);
    expect(await place.engine.call('lists.history', {})).toMatchObject({ resting: 0 });
  });

  it('metadata that gives the id of a lost picture to another one merges the two', async () => {
    await draw('a', 'b', 'c');
    const metadata = place.write('m.csv', 'id,image\n1,a.jpg\n2,b.jpg\n3,c.jpg\n');
    await place.import({ metadata });
    await decide('1', '3', 'pinned');
    await decide('2', '3', 'accepted');
    rmSync(at('a.jpg'));
    place.write('m.csv', 'id,image\n1,b.jpg\n3,c.jpg\n');
    await place.import({ metadata, prune: true });
    expect(await decisionsOf('1')).toEqual([{ id: '3', state: 'pinned' }]);
  });
});

describe('a product that was pruned', () => {
  beforeEach(async () => {
    await draw('a', 'b', 'c', 'd');
    await place.import();
    await decide('b', 'c', 'rejected');
    await decide('c', 'b', 'pinned');
    await decide('a', 'c', 'accepted');
  });

  async function prune(...names: string[]): Promise<readonly string[]> {
    for (const name of names) renameSync(at(`${name}.jpg`), join(place.folder, `${name}.jpg`));
    return (await place.import({ prune: true })).notes;
  }

  const resting = async () => (await place.engine.call('lists.history', {})).resting;

  it('leaves decisions that rest, and the report says how many and until when', async () => {
    expect(await prune('b')).toContain('2 decisions rest until b is back.');
    expect(await prune('c', 'd')).toContain('1 decision rests until c is back.');
    expect((await place.import({ prune: true })).notes.join()).not.toMatch(/rest/);
  });

  it('leaves decisions that rest, and so does one that is removed on its own', async () => {
    rmSync(at('b.jpg'));
    expect((await place.import()).notes.join()).not.toMatch(/rest/);
    expect(await place.engine.call('imports.prune', {})).toEqual({
      removed: 1,
      notes: ['2 decisions rest until b is back.'],
    });
  });

  it('is back with its decisions under its name, once its picture is', async () => {
    await prune('b');
    renameSync(join(place.folder, 'b.jpg'), at('b.jpg'));
    await place.import();
    expect(await decisionsOf('b')).toEqual([{ id: 'c', state: 'rejected' }]);
    expect(await decisionsOf('c')).toEqual([{ id: 'b', state: 'pinned' }]);
    expect(await resting()).toBe(0);
  });

  it('does not give its decisions to another picture that is renamed to it', async () => {
    await prune('b');
    renameSync(at('a.jpg'), at('b.jpg'));
    const { notes } = await place.import();
    expect(await decisionsOf('b')).toEqual([{ id: 'c', state: 'accepted' }]);
    expect(await decisionsOf('c')).toEqual([
      { id: expect.stringMatching(/^b \(until 20.+\)$/), state: 'pinned' },
    ]);
    expect(notes).toContainEqual(
      expect.stringMatching(/^2 decisions rest: .+ They are kept under b \(until 20.+\)\.$/),
    );
    expect(await resting()).toBe(2);
    expect(await place.engine.call('catalogs.verify', {})).toMatchObject({ ok: true, products: 3 });
  });

  it('does not give its decisions to a new picture that has its name', async () => {
    await prune('b');
    await place.draw('b.jpg', 77);
    const { notes } = await place.import();
    expect(notes).toContainEqual(expect.stringMatching(/^2 decisions rest: /));
    expect(await decisionsOf('b')).toEqual([]);
    expect(await resting()).toBe(2);
  });

  it('is back with its decisions where the metadata says that a new picture is it', async () => {
    await prune('b');
    await place.draw('new.jpg', 77);
    const metadata = place.write('m.csv', 'id,image\na,a.jpg\nb,new.jpg\nc,c.jpg\nd,d.jpg\n');
    await place.import({ metadata });
    expect(await decisionsOf('b')).toEqual([{ id: 'c', state: 'rejected' }]);
    expect(await resting()).toBe(0);
  });

  it('with several pictures is back once one of them is', async () => {
    const several = 'id,image\nb,b.jpg\nb,a.jpg\nc,c.jpg\nd,d.jpg\n';
    const metadata = place.write('m.csv', several);
    await place.import({ metadata });
    rmSync(at('b.jpg'));
    await place.import({ prune: true });
    await prune('a');
    expect(await products()).toEqual(['c', 'd']);
    rmSync(metadata);
    renameSync(join(place.folder, 'a.jpg'), at('b.jpg'));
    await place.import({ metadata: null });
    expect(await decisionsOf('c')).toEqual([{ id: 'b', state: 'pinned' }]);
  });
});

describe('metadata that tells products apart that were one', () => {
  const metadata = (text: string) => place.write('m.csv', text);

  beforeEach(async () => {
    await draw('a', 'b', 'c');
    await place.import({ metadata: metadata('id,image\n1,b.jpg|a.jpg\n3,c.jpg\n') });
    await decide('1', '3', 'pinned');
    await decide('3', '1', 'rejected');
  });

  it('leaves the decisions with the picture that stood for them, and says so', async () => {
    const { notes } = await place.import({ metadata: metadata('id,image\nA,a.jpg\nB,b.jpg\n3,c.jpg\n') });
    expect(await products()).toEqual(['3', 'A', 'B']);
    expect((await imagesOf('B')).map(({ path }) => path)).toEqual(['b.jpg']);
    expect(await decisionsOf('B')).toEqual([{ id: '3', state: 'pinned' }]);
    expect(await decisionsOf('3')).toEqual([{ id: 'B', state: 'rejected' }]);
    expect(await decisionsOf('A')).toEqual([]);
    expect(notes).toContainEqual(
      expect.stringMatching(/^2 decisions on products that are several now went to .+ first picture: B\./),
    );
    expect(await place.engine.call('lists.undo', { count: 9 })).toMatchObject({ undone: { length: 2 } });
    expect(await place.engine.call('catalogs.verify', {})).toMatchObject({ ok: true, products: 3 });
  });

  it('lets the decisions rest where that picture is gone, and wakes them with it', async () => {
    await place.draw('d.jpg', 3);
    await place.import({ metadata: metadata('id,image\n1,b.jpg|a.jpg|d.jpg\n3,c.jpg\n') });
    renameSync(at('b.jpg'), join(place.folder, 'b.jpg'));
    const apart = metadata('id,image\nA,a.jpg\nD,d.jpg\n3,c.jpg\n');
    const { notes } = await place.import({ metadata: apart, prune: true });
    expect(notes).toContain('2 decisions rest until 1 is back.');
    expect(await products()).toEqual(['3', 'A', 'D']);
    renameSync(join(place.folder, 'b.jpg'), at('1.jpg'));
    await place.import();
    expect(await decisionsOf('1')).toEqual([{ id: '3', state: 'pinned' }]);
  });
});

it('two files that changed places across two folders are no duplicates of each other', async () => {
  const folders = ['A', 'B'].map((name) => join(place.images, name));
  await place.draw('A/100.jpg', 1);
  await place.draw('B/200.jpg', 2);
  for (const folder of folders) await place.import({ folder });
  renameSync(at('A/100.jpg'), at('x.jpg'));
  renameSync(at('B/200.jpg'), at('A/100.jpg'));
  renameSync(at('x.jpg'), at('B/200.jpg'));
  for (const folder of folders) await place.import({ folder });
  const states = await Promise.all((await products()).map(imagesOf));
  expect(states.flat().map(({ state }) => state)).toEqual(['embedded', 'embedded']);
});

it('the copy of a picture that is removed is a duplicate no longer', async () => {
  await draw('a', 'b');
  await place.draw('c.jpg', 0);
  await place.import();
  expect((await imagesOf('c')).map(({ state }) => state)).toEqual(['duplicate']);
  rmSync(at('a.jpg'));
  await place.import({ prune: true });
  expect((await imagesOf('c')).map(({ state }) => state)).toEqual(['embedded']);
});
