import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ImportFolder, openImportFolder } from './importFolder.ts';

let place: ImportFolder;

beforeEach(() => {
  place = openImportFolder();
});

afterEach(() => place.close());

const unchanged = (found: number) => ({ found, embedded: 0, unchanged: found, duplicate: 0, failed: 0 });

/** Contents of equal length: what tells them apart is not their size. */
async function importThree(): Promise<void> {
  place.write('photos/a.jpg', 'boot');
  place.write('photos/b.jpg', 'lamp');
  place.write('photos/c.jpg', 'vase');
  await place.import();
}

describe('without metadata, identity follows the file name', () => {
  it('a renamed file renames its product', async () => {
    await importThree();
    place.rename({ 'photos/a.jpg': 'photos/z.jpg' });
    const report = await place.import();
    expect(report.counts).toEqual(unchanged(3));
    expect(report).toMatchObject({ missing: 0, successions: [[{ from: 'a', to: 'z' }]] });
    expect(place.products()).toEqual({ b: ['lamp'], c: ['vase'], z: ['boot'] });
    expect(place.product('z')).toEqual({ name: 'z', attributes: '{}' });
  });

  it('a new file under the old name is a new product', async () => {
    await importThree();
    place.rename({ 'photos/a.jpg': 'photos/z.jpg' });
    place.write('photos/a.jpg', 'sofa');
    const report = await place.import();
    expect(report.counts).toMatchObject({ found: 4, embedded: 1, unchanged: 3, duplicate: 0 });
    expect(report.successions).toEqual([[{ from: 'a', to: 'z' }]]);
    expect(place.products()).toEqual({ a: ['sofa'], b: ['lamp'], c: ['vase'], z: ['boot'] });
  });

  it('a copy made at the same time is a copy', async () => {
    await importThree();
    place.rename({ 'photos/a.jpg': 'photos/z.jpg' });
    place.write('photos/copy.jpg', 'boot');
    place.write('photos/a.jpg', 'a new sofa');
    const report = await place.import();
    expect(report.counts).toMatchObject({ found: 5, embedded: 1, unchanged: 3, duplicate: 1 });
    expect(place.products()).toMatchObject({ a: ['a new sofa'], copy: ['boot'], z: ['boot'] });
  });

  it('two swapped files swap their products', async () => {
    await importThree();
    place.rename({ 'photos/a.jpg': 'photos/b.jpg', 'photos/b.jpg': 'photos/a.jpg' });
    const report = await place.import();
    expect(report.counts).toEqual(unchanged(3));
    expect(report.successions).toHaveLength(1);
    expect(new Set(report.successions[0])).toEqual(
      new Set([
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
      ]),
    );
    expect(place.products()).toEqual({ a: ['lamp'], b: ['boot'], c: ['vase'] });
    expect(place.stored().map(({ state }) => state)).toEqual(['embedded', 'embedded', 'embedded']);
  });

  it('three files that rotate take their products along', async () => {
    await importThree();
    place.rename({
      'photos/a.jpg': 'photos/b.jpg',
      'photos/b.jpg': 'photos/c.jpg',
      'photos/c.jpg': 'photos/a.jpg',
    });
    const report = await place.import();
    expect(report.counts).toEqual(unchanged(3));
    expect(report.successions[0]).toHaveLength(3);
    expect(place.products()).toEqual({ a: ['vase'], b: ['boot'], c: ['lamp'] });
  });

  it('a chain of names moves up by one', async () => {
    await importThree();
    place.rename({
      'photos/a.jpg': 'photos/b.jpg',
      'photos/b.jpg': 'photos/c.jpg',
      'photos/c.jpg': 'photos/d.jpg',
    });
    const report = await place.import();
    expect(report.counts).toEqual(unchanged(3));
    expect(report.missing).toBe(0);
    expect(place.products()).toEqual({ b: ['boot'], c: ['lamp'], d: ['vase'] });
  });

  it('files that swap across folders change their category', async () => {
    place.write('photos/shoes/1.jpg', 'boot');
    place.write('photos/lights/2.jpg', 'lamp');
    await place.import();
    place.rename({
      'photos/shoes/1.jpg': 'photos/lights/2.jpg',
      'photos/lights/2.jpg': 'photos/shoes/1.jpg',
    });
    expect((await place.import()).counts).toEqual(unchanged(2));
    expect(place.products()).toEqual({ 'lights/2': ['boot'], 'shoes/1': ['lamp'] });
    expect(place.product('lights/2')?.attributes).toBe('{"category":"lights"}');
  });

  it('a folder that is renamed takes all its products along', async () => {
    for (let i = 0; i < 300; i++) place.write(`photos/old/${i}.jpg`, `picture ${i}`);
    await place.import();
    place.rename({ 'photos/old': 'photos/new' });
    const report = await place.import();
    expect(report.counts).toEqual(unchanged(300));
    expect(report.successions.flat()).toHaveLength(300);
    expect(Object.keys(place.products()).every((id) => id.startsWith('new/'))).toBe(true);
  });

  it('a file written over another merges their products', async () => {
    await importThree();
    place.rename({ 'photos/a.jpg': 'photos/b.jpg' });
    const report = await place.import();
    expect(report.counts).toEqual(unchanged(2));
    expect(report).toMatchObject({ missing: 0, successions: [[{ from: 'a', to: 'b' }]] });
    expect(place.products()).toEqual({ b: ['boot'], c: ['vase'] });
  });

  it('a file that is replaced keeps its product', async () => {
    await importThree();
    place.write('photos/a.jpg', 'sofa');
    const report = await place.import();
    expect(report.counts).toMatchObject({ embedded: 1, unchanged: 2 });
    expect(report.successions).toEqual([]);
    expect(place.products()).toEqual({ a: ['sofa'], b: ['lamp'], c: ['vase'] });
  });

  it('a file that was missing and comes back elsewhere is found', async () => {
    await importThree();
    place.rename({ 'photos/a.jpg': 'outside.jpg' });
    expect((await place.import()).missing).toBe(1);
    place.rename({ 'outside.jpg': 'photos/sub/a.jpg' });
    expect(await place.import()).toMatchObject({ missing: 0, successions: [[{ from: 'a', to: 'sub/a' }]] });
    expect(place.stored()).toContainEqual({
      path: 'sub/a.jpg',
      product: 'sub/a',
      state: 'embedded',
      content: 'boot',
    });
  });

  it('files with the same bytes are products of their own, and each keeps its own name when one is moved', async () => {
    place.write('photos/A100.jpg', 'boot');
    place.write('photos/B200.jpg', 'boot');
    const first = await place.import();
    expect(first.counts).toMatchObject({ embedded: 1, duplicate: 1 });
    expect(place.products()).toEqual({ A100: ['boot'], B200: ['boot'] });
    place.rename({ 'photos/A100.jpg': 'photos/sub/A100.jpg', 'photos/B200.jpg': 'photos/sub/B200.jpg' });
    const second = await place.import();
    expect(second.counts).toEqual(unchanged(2));
    expect(new Set(second.successions.flat())).toEqual(
      new Set([
        { from: 'A100', to: 'sub/A100' },
        { from: 'B200', to: 'sub/B200' },
      ]),
    );
  });

  it('the imported folder itself may be renamed, and files in it swapped meanwhile', async () => {
    await importThree();
    place.rename({ 'photos/a.jpg': 'photos/b.jpg', 'photos/b.jpg': 'photos/a.jpg' });
    place.rename({ photos: 'pictures' });
    const report = await place.import({ folder: 'pictures' });
    expect(report.counts).toEqual(unchanged(3));
    expect(report.successions[0]).toHaveLength(2);
    expect(place.products()).toEqual({ a: ['lamp'], b: ['boot'], c: ['vase'] });
    expect(place.stored()).toHaveLength(3);
  });

  it('an imported folder that is not connected keeps its products when a copy of it is imported', async () => {
    place.write('drive/photos/a.jpg', 'boot');
    await place.import({ folder: 'drive/photos' });
    place.rename({ 'drive/photos': 'unplugged' });
    place.write('backup/a.jpg', 'boot');
    expect((await place.import({ folder: 'backup' })).counts).toMatchObject({ duplicate: 1 });
    expect(place.products()).toEqual({ a: ['boot'], 'backup/a': ['boot'] });
  });

  it('a file that is reached through two imported folders is one product', async () => {
    place.write('photos/sub/a.jpg', 'boot');
    await place.import();
    expect((await place.import({ folder: 'photos/sub' })).counts).toMatchObject({ found: 1, duplicate: 1 });
    expect(place.products()).toEqual({ 'sub/a': ['boot', 'boot'] });
    for (const folder of ['photos', 'photos/sub'])
      expect((await place.import({ folder })).counts).toEqual(unchanged(1));
    expect(Object.keys(place.products())).toEqual(['sub/a']);
  });

  it('a file moved from one imported folder to another is the same product', async () => {
    place.write('one/a.jpg', 'boot');
    place.write('one/b.jpg', 'lamp');
    await place.import({ folder: 'one' });
    place.rename({ 'one/a.jpg': 'two/z.jpg' });
    const report = await place.import({ folder: 'two' });
    expect(report.counts).toEqual(unchanged(1));
    expect(report.successions).toEqual([[{ from: 'a', to: 'z' }]]);
    expect(place.products()).toEqual({ b: ['lamp'], z: ['boot'] });
  });
});

describe('with metadata', () => {
  const row = (id: string) => ({ id, name: `Product ${id}`, attributes: { number: id } });

  it('files that swap their names swap their pictures: the rows name the files', async () => {
    const rows = { 'a.jpg': row('1'), 'b.jpg': row('2') };
    place.write('photos/a.jpg', 'boot');
    place.write('photos/b.jpg', 'lamp');
    await place.import({ rows });
    place.rename({ 'photos/a.jpg': 'photos/b.jpg', 'photos/b.jpg': 'photos/a.jpg' });
    const report = await place.import({ rows });
    expect(report.counts).toEqual(unchanged(2));
    expect(place.products()).toEqual({ 1: ['lamp'], 2: ['boot'] });
    expect(place.product('1')).toEqual({ name: 'Product 1', attributes: '{"number":"1"}' });
  });

  it('a file that lost its row keeps its product when it is renamed', async () => {
    place.write('photos/100.jpg', 'boot');
    await place.import({ rows: { '100.jpg': row('100') } });
    place.rename({ 'photos/100.jpg': 'photos/other.jpg' });
    const report = await place.import({ rows: { '100.jpg': row('100') } });
    expect(report.successions).toEqual([]);
    expect(place.products()).toEqual({ 100: ['boot'] });
  });

  it.each([
    ['its id', '100'],
    ['another id', 'SKU7'],
  ])(
    'a new photo of a product whose old one was put aside is the product, and decisions stay (%s)',
    async (_what, id) => {
      const rows = { '100.jpg': row(id) };
      place.write('photos/100.jpg', 'boot');
      await place.import({ rows });
      place.rename({ 'photos/100.jpg': 'photos/100 old.jpg' });
      place.write('photos/100.jpg', 'new boot');
      const report = await place.import({ rows });
      expect(report.counts).toMatchObject({ embedded: 1, unchanged: 1, duplicate: 0 });
      expect(report.successions).toEqual([]);
      expect(place.products()).toEqual({ [id]: ['new boot'], '100 old': ['boot'] });
      expect(place.product(id)?.name).toBe(`Product ${id}`);
    },
  );

  it('a copy without a row is linked to the product of its bytes, wherever it lies', async () => {
    place.write('photos/a copy.jpg', 'boot');
    place.write('photos/m.jpg', 'boot');
    place.write('photos/z copy.jpg', 'boot');
    const report = await place.import({ rows: { 'm.jpg': row('1') } });
    expect(report.counts).toMatchObject({ embedded: 1, duplicate: 2 });
    expect(place.products()).toEqual({ 1: ['boot', 'boot', 'boot'] });
  });

  it('rows that swap their ids swap the products, in one go, however far apart the files are', async () => {
    for (let i = 0; i < 700; i++) place.write(`photos/${i}.jpg`, `picture ${i}`);
    const rows = (of: (i: number) => number) =>
      Object.fromEntries(Array.from({ length: 700 }, (_, i) => [`${i}.jpg`, row(`id ${of(i)}`)]));
    await place.import({ rows: rows((i) => i) });
    const report = await place.import({ rows: rows((i) => 699 - i) });
    expect(report.counts).toEqual(unchanged(700));
    expect(report.successions.length).toBeGreaterThan(1);
    for (const pairs of report.successions) {
      const from = new Set(pairs.map((pair) => pair.from));
      expect(pairs.every(({ to }) => from.has(to))).toBe(true);
    }
    expect(report.successions.flat()).toHaveLength(700);
    expect(place.products()).toMatchObject({ 'id 0': ['picture 699'], 'id 699': ['picture 0'] });
  });

  it('products that a row merges are succeeded by the one that has all their images', async () => {
    for (const name of ['a', 'b', 'c']) place.write(`photos/${name}.jpg`, name);
    await place.import();
    const report = await place.import({ rows: { 'a.jpg': row('1'), 'b.jpg': row('1'), 'c.jpg': row('b') } });
    expect(report.successions).toHaveLength(1);
    expect(new Set(report.successions[0])).toEqual(
      new Set([
        { from: 'a', to: '1' },
        { from: 'b', to: '1' },
        { from: 'c', to: 'b' },
      ]),
    );
    expect(place.products()).toEqual({ 1: ['a', 'b'], b: ['c'] });
  });

  it('a product whose images go to several others is succeeded by the one with its first', async () => {
    place.write('photos/a.jpg', 'boot');
    place.write('photos/b.jpg', 'lamp');
    await place.import({ rows: { 'a.jpg': row('1'), 'b.jpg': row('1') } });
    const report = await place.import({ rows: { 'a.jpg': row('2'), 'b.jpg': row('3') } });
    expect(report.successions).toEqual([[{ from: '1', to: '2', isDivided: true }]]);
    expect(place.products()).toEqual({ 2: ['boot'], 3: ['lamp'] });
  });

  it('nothing is renamed where the decisions cannot follow', async () => {
    await importThree();
    const rows = { 'a.jpg': row('1'), 'b.jpg': row('2'), 'c.jpg': row('3') };
    place.refuseSuccessions(true);
    await expect(place.import({ rows })).rejects.toThrow('No room for decisions.');
    expect(place.products()).toEqual({ a: ['boot'], b: ['lamp'], c: ['vase'] });
    place.refuseSuccessions(false);
    expect((await place.import({ rows })).successions.flat()).toHaveLength(3);
    expect(place.products()).toEqual({ 1: ['boot'], 2: ['lamp'], 3: ['vase'] });
  });
});

/** Small steps of a well-known generator (Park and Miller), so that a failure can be run again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

describe('any mixture of renamed, swapped, new, overwritten and removed files', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('ends as the folder is, and says who follows whom (%d)', async (seed) => {
    const draw = random(seed);
    const names = Array.from({ length: 12 }, (_, i) => `${i % 3}/${i}`);
    let folder = new Map(names.slice(0, 8).map((name, i) => [name, `first ${i}`]));
    let before = new Map<string, string>();
    /** Names whose products were pruned: whoever takes one now is another product. */
    const left = new Set<string>();
    for (let round = 0; round < 5; round++) {
      for (const name of names) {
        const content = folder.get(name);
        if (content !== undefined) place.write(`photos/${name}.jpg`, content);
        else if (before.has(name)) place.remove(`photos/${name}.jpg`);
      }
      const report = await place.import({ prune: true });
      expect(report.counts).toMatchObject({ found: folder.size, duplicate: 0, failed: 0 });
      expect(place.products()).toEqual(
        Object.fromEntries([...folder].map(([name, content]) => [name, [content]])),
      );
      const nameOf = new Map([...folder].map(([name, content]) => [content, name]));
      const followers = [...before].flatMap(([from, content]) => {
        const to = nameOf.get(content);
        return to === undefined || to === from ? [] : [`${from} to ${to}`];
      });
      const known = new Set(before.values());
      for (const [name, content] of folder)
        if (left.delete(name) && !known.has(content)) followers.push(`${name} to ${name}`);
      for (const [name, content] of before) if (!folder.has(name) && !nameOf.has(content)) left.add(name);
      expect(
        report.successions
          .flat()
          .map(({ from, to }) => `${from} to ${to}`)
          .sort(),
      ).toEqual(followers.sort());
      before = folder;
      folder = new Map();
      for (const [at, content] of [...before.values()].entries())
        folder.set(names[draw(names.length)] ?? '', draw(5) === 0 ? `new ${round} ${at}` : content);
    }
  });
});
