import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ImportFolder, openImportFolder } from './importFolder.ts';

let place: ImportFolder;

beforeEach(() => {
  place = openImportFolder();
});

afterEach(() => place.close());

describe('files that differ only in their ending', () => {
  const products = { 100: ['boot'], '100.JPG': ['lamp'], '100.png': ['vase'], 101: ['sofa'] };

  function writeAll(): void {
    place.write('photos/100.JPG', 'lamp');
    place.write('photos/100.jpg', 'boot');
    place.write('photos/100.png', 'vase');
    place.write('photos/101.jpg', 'sofa');
  }

  it('are products of their own, and a note names them', async () => {
    writeAll();
    const { notes } = await place.import();
    expect(place.products()).toEqual(products);
    expect(notes).toEqual([
      'Files that differ only in their ending are products of their own: 100.jpg is 100, 100.JPG is 100.JPG, 100.png is 100.png.',
    ]);
    expect((await place.import()).notes).toEqual(notes);
    expect(place.products()).toEqual(products);
  });

  it('keep their ids when one is removed, comes back, or is added', async () => {
    writeAll();
    await place.import();
    place.remove('photos/100.jpg');
    await place.import({ prune: true });
    expect(Object.keys(place.products()).sort()).toEqual(['100.JPG', '100.png', '101']);
    place.write('photos/100.jpg', 'boot');
    await place.import();
    expect(place.products()).toEqual(products);
    place.write('photos/100.webp', 'desk');
    await place.import();
    expect(place.products()).toEqual({ ...products, '100.webp': ['desk'] });
  });

  it('leave the id to the one that has it, also where an earlier one was missing meanwhile', async () => {
    place.write('photos/100.jpg', 'boot');
    await place.import();
    place.rename({ 'photos/100.jpg': 'outside.jpg' });
    place.write('photos/100.png', 'vase');
    await place.import();
    expect(place.stored().map(({ product }) => product)).toEqual(['100', '100']);
    place.rename({ 'outside.jpg': 'photos/100.jpg' });
    await place.import();
    expect(place.products()).toEqual({ 100: ['vase'], '100.jpg': ['boot'] });
  });

  it('that an earlier version took for one product are parted, and the product stays', async () => {
    writeAll();
    await place.import();
    place.change(
      `UPDATE images SET product_key = (SELECT key FROM products WHERE id = '100') WHERE path LIKE '100%';
       DELETE FROM products WHERE id LIKE '100.%'`,
    );
    expect((await place.import()).successions).toEqual([]);
    expect(place.products()).toEqual(products);
  });

  it('never take the id of another file', async () => {
    place.write('photos/100.jpg', 'boot');
    place.write('photos/100.png', 'vase');
    place.write('photos/100.png.jpg', 'lamp');
    await place.import();
    expect(place.products()).toEqual({ 100: ['boot'], '100.png': ['lamp'], '100.png (2)': ['vase'] });
    await place.import();
    expect(place.products()).toEqual({ 100: ['boot'], '100.png': ['lamp'], '100.png (2)': ['vase'] });
  });
});

describe('ids made from file names', () => {
  const decomposed = 'photos/cafe\u0301/creme\u0301.jpg';

  it('are composed, so that they can be typed', async () => {
    place.write(decomposed, 'boot');
    await place.import();
    expect(place.products()).toEqual({ 'caf\u00e9/crem\u00e9': ['boot'] });
    expect(place.product('caf\u00e9/crem\u00e9')?.name).toBe('crem\u00e9');
  });

  it('stay as they are in a catalog made earlier', async () => {
    place.write(decomposed, 'boot');
    await place.import();
    place.change(`UPDATE products SET id = 'cafe\u0301/creme\u0301'`);
    await place.import();
    expect(place.products()).toEqual({ 'cafe\u0301/creme\u0301': ['boot'] });
  });

  it('are two where two files differ in nothing else', async () => {
    place.write('photos/e\u0301.jpg', 'boot');
    place.write('photos/\u00e9.jpg', 'lamp');
    await place.import();
    expect(Object.values(place.products()).flat().sort()).toEqual(['boot', 'lamp']);
    expect(Object.keys(place.products()).sort()).toEqual(['\u00e9', '\u00e9.jpg']);
  });
});

describe('one id in two imported folders', () => {
  const row = (id: string, kind: string) => ({ id, name: `${kind} ${id}`, attributes: { kind } });
  const brandA = { folder: 'brandA', rows: { '100.jpg': row('100', 'Boot'), '101.jpg': row('101', 'Boot') } };
  const brandB = { folder: 'brandB', rows: { '100.jpg': row('100', 'Lamp'), '101.jpg': row('101', 'Lamp') } };

  beforeEach(() => {
    for (const name of ['100', '101']) {
      place.write(`brandA/${name}.jpg`, `boot ${name}`);
      place.write(`brandB/${name}.jpg`, `lamp ${name}`);
    }
  });

  const kinds = () =>
    Object.fromEntries(
      Object.keys(place.products()).map((id) => [id, JSON.parse(place.product(id)?.attributes ?? '')]),
    );

  it.each([
    [[brandA, brandB, brandA, brandB, brandB, brandA], 'Boot', 'Lamp', 'brandB'],
    [[brandB, brandA, brandA, brandB, brandA], 'Lamp', 'Boot', 'brandA'],
  ])(
    'is two products where their metadata differ, whatever is imported when (%#)',
    async (order, first, second, name) => {
      for (const [at, settings] of order.entries()) {
        const { notes, successions } = await place.import(settings);
        expect(successions).toEqual([]);
        if (at === 1)
          expect(notes).toEqual([
            `2 product ids were in the catalog already, for other products of another folder: here they are called ${name}/100, ${name}/101.`,
          ]);
        if (at === 0) continue;
        expect(kinds()).toEqual({
          100: { kind: first },
          101: { kind: first },
          [`${name}/100`]: { kind: second },
          [`${name}/101`]: { kind: second },
        });
        expect(Object.values(place.products()).every((images) => images.length === 1)).toBe(true);
      }
    },
  );

  it('is one product where the second folder says the same of it, or the file is the same', async () => {
    const same = { folder: 'brandB', rows: { '100.jpg': row('100', 'Boot'), '101.jpg': { id: '101' } } };
    await place.import(brandA);
    const { notes } = await place.import(same);
    expect(notes).toEqual([
      '2 product ids were in the catalog already, from another folder: the images were added to the same products (100, 101).',
    ]);
    expect(place.products()).toEqual({ 100: ['boot 100', 'lamp 100'], 101: ['boot 101', 'lamp 101'] });
    // Once together, they stay so, and the first folder has the word.
    await place.import({ ...same, rows: { ...same.rows, '100.jpg': row('100', 'Other') } });
    await place.import({ ...brandA, rows: { ...brandA.rows, '100.jpg': row('100', 'Shoe') } });
    expect(kinds()).toMatchObject({ 100: { kind: 'Shoe' } });
    expect(Object.keys(place.products())).toEqual(['100', '101']);
  });

  it('is one product where both read the same metadata file, which changed meanwhile', async () => {
    await place.import({ ...brandA, metadata: 'all.csv' });
    const { rows } = brandB;
    await place.import({ folder: 'brandB', rows, metadata: 'all.csv' });
    expect(kinds()).toEqual({ 100: { kind: 'Lamp' }, 101: { kind: 'Lamp' } });
  });

  it('is one product where the second folder has photos alone', async () => {
    await place.import(brandA);
    const { notes } = await place.import({ folder: 'brandB' });
    expect(notes).toHaveLength(1);
    expect(place.products()).toEqual({ 100: ['boot 100', 'lamp 100'], 101: ['boot 101', 'lamp 101'] });
    expect(kinds()).toEqual({ 100: { kind: 'Boot' }, 101: { kind: 'Boot' } });
  });

  it('is two products where neither has metadata, in a third folder of the same name too', async () => {
    place.write('other/brandB/100.jpg', 'a desk');
    for (const folder of ['brandA', 'brandB', 'other/brandB', 'brandA', 'other/brandB', 'brandB'])
      await place.import({ folder });
    expect(place.products()).toEqual({
      100: ['boot 100'],
      101: ['boot 101'],
      'brandB/100': ['lamp 100'],
      'brandB/101': ['lamp 101'],
      'other/brandB/100': ['a desk'],
    });
  });

  it('leaves the second product its name when the first is gone', async () => {
    await place.import(brandA);
    await place.import(brandB);
    place.remove('brandA/100.jpg');
    await place.import({ ...brandA, prune: true });
    await place.import(brandB);
    expect(Object.keys(place.products())).toEqual(['101', 'brandB/100', 'brandB/101']);
  });

  it('moves with its folder, and is not taken for another’s', async () => {
    await place.import(brandA);
    place.rename({ brandA: 'brandC' });
    const { notes, counts } = await place.import({ ...brandA, folder: 'brandC' });
    expect(counts).toMatchObject({ found: 2, unchanged: 2 });
    expect(notes).toEqual([]);
    expect(place.products()).toEqual({ 100: ['boot 100'], 101: ['boot 101'] });
  });
});
