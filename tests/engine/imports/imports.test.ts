import { renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/contract/imports.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
});

afterEach(() => place.close());

const counts = ({ found, embedded, unchanged, duplicate, failed }: ImportReport) => ({
  found,
  embedded,
  unchanged,
  duplicate,
  failed,
});

const allProducts = async () =>
  (await place.engine.call('products.list', { view: {}, offset: 0, limit: 100 })).products
    .map(({ id }) => id)
    .sort();

const verification = () => place.engine.call('catalogs.verify', {});

describe('an import', () => {
  it('embeds images by folder, with the folder as their category', async () => {
    await place.draw('Shirts/one.jpg', 1);
    await place.draw('Shirts/two.jpg', 2);
    await place.draw('Shoes/Boots/one.jpg', 3);
    const report = await place.import();
    expect(counts(report)).toEqual({ found: 3, embedded: 3, unchanged: 0, duplicate: 0, failed: 0 });
    expect(report).toMatchObject({ outcome: 'done', model: 'fashion-resnet50', engine: 'onnx' });
    expect(await allProducts()).toEqual(['Shirts/one', 'Shirts/two', 'Shoes/Boots/one']);
    const { facets } = await place.engine.call('products.facets', { view: {} });
    expect(facets).toEqual([
      {
        field: 'category',
        values: [
          { value: 'Shirts', count: 2 },
          { value: 'Shoes/Boots', count: 1 },
        ],
      },
    ]);
    expect(await verification()).toMatchObject({
      ok: true,
      products: 3,
      images: 3,
      embeddings: 3,
      indexed: 3,
    });
  });

  it('says which pictures show nothing but one colour, and takes them all the same', async () => {
    await place.draw('shirt.jpg', 1);
    const white = sharp({ create: { width: 600, height: 500, channels: 3, background: '#ffffff' } });
    place.write('Blank/white.png', await white.png().toBuffer());
    place.write('tiny.jpg', await white.resize(60, 50).jpeg().toBuffer());
    const report = await place.import();
    expect(counts(report)).toMatchObject({ found: 3, embedded: 3, failed: 0 });
    const [said, ...others] = report.named;
    expect(others).toEqual([]);
    expect(said).toMatchObject({ what: 'images-of-one-colour', total: 2 });
    expect(said?.entries).toEqual(
      expect.arrayContaining([{ name: 'Blank/white.png' }, { name: 'tiny.jpg' }]),
    );
    expect((await place.import()).named).toEqual([]);
  });

  it('joins a CSV by id, drops null and duplicate rows, and reports what has no partner', async () => {
    await place.draw('101.jpg', 1);
    await place.draw('102.jpg', 2);
    await place.draw('stray.jpg', 3);
    place.write('broken.jpg', 'no image');
    place.write(
      'styles.csv',
      'id,articleType,baseColour,productDisplayName\n101,Shirts,Blue,Blue shirt\n102,Shirts,Red,Red shirt\n102,Shirts,Red,Red shirt\n,,,\n103,Jeans,Black,Black jeans\n',
    );
    const report = await place.import();
    expect(report.metadata).toEqual({
      rows: 5,
      matched: 2,
      withoutImage: 1,
      nullRowsDropped: 1,
      duplicateRowsDropped: 1,
    });
    expect(report.problems.map(({ path }) => path)).toEqual(['broken.jpg']);
    expect(report.imagesWithoutRow).toBe(1);
    expect(report.named).toEqual([
      { what: 'rows-without-image', total: 1, entries: [{ name: '103', line: 6 }] },
      { what: 'rows-empty', total: 1, entries: [{ name: '', line: 5 }] },
      { what: 'rows-repeated', total: 1, entries: [{ name: '102', line: 4, firstLine: 3 }] },
      { what: 'images-without-row', total: 1, entries: [{ name: 'stray.jpg' }] },
    ]);
    await place.restart();
    const { report: kept } = await place.engine.call('imports.latest', {});
    expect(kept?.named).toEqual(report.named);
    expect(await allProducts()).toEqual(['101', '102', 'stray']);
    const product = await place.engine.call('products.get', { id: '101' });
    expect(product).toMatchObject({
      name: 'Blue shirt',
      attributes: { articleType: 'Shirts', baseColour: 'Blue' },
    });
  });

  it('does not embed again what it knows, also after a restart', async () => {
    await place.draw('a.jpg', 1);
    await place.draw('b.jpg', 2);
    await place.import();
    await place.restart();
    expect(counts(await place.import())).toEqual({
      found: 2,
      embedded: 0,
      unchanged: 2,
      duplicate: 0,
      failed: 0,
    });
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(place.images, 'a.jpg'), later, later);
    expect(counts(await place.import())).toMatchObject({ embedded: 0, unchanged: 2 });
  });

  it('keeps its products comparable whatever the precision each was embedded in', async () => {
    const embedding = (precision: 'fp32' | 'int8' | 'auto') => ({ engine: 'onnx', precision }) as const;
    await place.draw('a.jpg', 1);
    const float = await place.import({ embedding: embedding('fp32') });
    await place.draw('b.jpg', 2);
    const int8 = await place.import({ embedding: embedding('int8') });
    await place.draw('c.jpg', 3);
    const auto = await place.import({ embedding: embedding('auto') });
    expect([float.precision, int8.precision]).toEqual(['fp32', 'int8']);
    expect([int8.space, auto.space]).toEqual([float.space, float.space]);
    expect(auto.runtimeNotes).toEqual([expect.stringMatching(/^(Fast \(int8\)|int8 was not used): it /)]);
    const { results } = await place.engine.call('search.similar', { query: { kind: 'product', id: 'a' } });
    expect(results.map(({ id }) => id).sort()).toEqual(['b', 'c']);
  });

  it('embeds a changed file again, in the same product', async () => {
    await place.draw('a.jpg', 1);
    await place.draw('b.jpg', 2);
    await place.import();
    await place.draw('a.jpg', 9);
    expect(counts(await place.import())).toEqual({
      found: 2,
      embedded: 1,
      unchanged: 1,
      duplicate: 0,
      failed: 0,
    });
    expect(await allProducts()).toEqual(['a', 'b']);
  });

  it('embeds copies once, as products of their own that are alike', async () => {
    await place.draw('a.jpg', 1);
    await place.draw('copy of a.jpg', 1);
    await place.draw('deep/another.jpg', 1);
    const report = await place.import();
    expect(counts(report)).toEqual({ found: 3, embedded: 1, unchanged: 0, duplicate: 2, failed: 0 });
    expect(await allProducts()).toEqual(['a', 'copy of a', 'deep/another']);
    const { results } = await place.engine.call('search.similar', {
      query: { kind: 'product', id: 'copy of a' },
    });
    expect(results.map(({ id, score }) => [id, score])).toEqual([
      ['a', expect.closeTo(1, 5)],
      ['deep/another', expect.closeTo(1, 5)],
    ]);
    expect(await verification()).toMatchObject({ ok: true, images: 3, embeddings: 1 });
  });

  it('links copies without a row to the product that has their bytes', async () => {
    await place.draw('101.jpg', 1);
    await place.draw('0 copy.jpg', 1);
    place.write('styles.csv', 'id,articleType\n101,Shirts\n');
    expect(counts(await place.import())).toMatchObject({ embedded: 1, duplicate: 1 });
    expect(await allProducts()).toEqual(['101']);
  });

  it('keeps copies apart that have rows of their own', async () => {
    await place.draw('101.jpg', 1);
    await place.draw('102.jpg', 1);
    place.write('styles.csv', 'id,articleType\n101,Shirts\n102,Tunics\n');
    expect(counts(await place.import())).toMatchObject({ embedded: 1, duplicate: 1 });
    expect(await allProducts()).toEqual(['101', '102']);
    const { results } = await place.engine.call('search.similar', { query: { kind: 'product', id: '101' } });
    expect(results[0]).toMatchObject({ id: '102', score: expect.closeTo(1, 5) });
  });

  it('follows a file that moved: its product has its name, nothing is embedded', async () => {
    await place.draw('old/a.jpg', 1);
    await place.draw('old/b.jpg', 2);
    await place.import();
    place.write('new/placeholder.txt', '');
    renameSync(join(place.images, 'old/a.jpg'), join(place.images, 'new/renamed.jpg'));
    const report = await place.import();
    expect(counts(report)).toEqual({ found: 2, embedded: 0, unchanged: 2, duplicate: 0, failed: 0 });
    expect(report.missing).toBe(0);
    expect(await allProducts()).toEqual(['new/renamed', 'old/b']);
    expect(await place.engine.call('products.get', { id: 'new/renamed' })).toMatchObject({
      name: 'renamed',
      attributes: { category: 'new' },
      images: [{ path: 'new/renamed.jpg' }],
    });
  });

  it('keeps a product whose file is gone until it is pruned', async () => {
    await place.draw('a.jpg', 1);
    await place.draw('b.jpg', 2);
    await place.import();
    rmSync(join(place.images, 'b.jpg'));
    const report = await place.import();
    expect(report).toMatchObject({ found: 1, unchanged: 1, missing: 1, removed: 0 });
    expect(await allProducts()).toEqual(['a', 'b']);
    expect(await place.import({ prune: true })).toMatchObject({ removed: 1, missing: 0 });
    expect(await allProducts()).toEqual(['a']);
    expect(await verification()).toMatchObject({ ok: true, products: 1, embeddings: 1, indexed: 1 });
  });

  it('lists each bad file with a reason and goes on', async () => {
    await place.draw('good.jpg', 1);
    place.write('empty.jpg', '');
    place.write('text.png', 'not an image at all');
    place.write('phone.heic', 'ftypheic');
    const whole = await place.draw('cut.jpg', 5);
    const { readFileSync } = await import('node:fs');
    place.write('cut.jpg', readFileSync(whole).subarray(0, 500));
    const report = await place.import();
    expect(counts(report)).toEqual({ found: 5, embedded: 1, unchanged: 0, duplicate: 0, failed: 4 });
    expect(report.problems.map(({ path }) => path).sort()).toEqual([
      'cut.jpg',
      'empty.jpg',
      'phone.heic',
      'text.png',
    ]);
    expect(report.problems.every(({ reason }) => reason.length > 10)).toBe(true);
    expect(counts(await place.import())).toMatchObject({ unchanged: 1, failed: 4 });
    expect(await verification()).toMatchObject({ ok: true });
  });

  it('shows the image first that the metadata names first, also after the metadata changed its mind', async () => {
    for (const [index, name] of ['back', 'detail', 'front'].entries())
      await place.draw(`${name}.jpg`, index + 1);
    await place.draw('CAP-side.jpg', 9);
    const first = async (id: string) => {
      const { images } = await place.engine.call('products.get', { id });
      return images.map(({ path }) => path);
    };
    const csv = place.write('m.csv', 'sku,images\nCAP,"front.jpg, back.jpg, detail.jpg"\n');
    await place.import({ metadata: csv });
    expect(await first('CAP')).toEqual(['front.jpg', 'back.jpg', 'detail.jpg', 'CAP-side.jpg']);
    const { products } = await place.engine.call('products.list', { view: {}, offset: 0, limit: 9 });
    const front = (await place.engine.call('products.get', { id: 'CAP' })).images[0]?.imageId;
    expect(products.map(({ imageId }) => imageId)).toEqual([front]);
    place.write('m.csv', 'sku,images\nCAP,"detail.jpg, front.jpg, back.jpg"\n');
    await place.import({ metadata: csv });
    await place.restart();
    expect(await first('CAP')).toEqual(['detail.jpg', 'front.jpg', 'back.jpg', 'CAP-side.jpg']);
  });

  it('renames a product, and keeps its decisions, when a row comes for its image', async () => {
    await place.draw('photos/101.jpg', 1);
    await place.draw('photos/102.jpg', 2);
    await place.import({ metadata: null });
    await place.engine.call('lists.decide', { id: 'photos/101', lookAlikeId: 'photos/102', state: 'pinned' });
    const csv = place.write('products.csv', 'id,articleType\n101,Shirts\n102,Shirts\n');
    await place.import({ metadata: csv });
    expect(await allProducts()).toEqual(['101', '102']);
    expect(await place.engine.call('lists.get', { id: '101' })).toMatchObject({
      decisions: [{ id: '102', state: 'pinned', isResting: false }],
    });
  });

  it('takes the only CSV that has an id where a folder has several', async () => {
    await place.draw('images/101.jpg', 1);
    place.write('images.csv', 'filename,link\n101.jpg,http://example.com/101.jpg\n');
    place.write('styles.csv', 'id,articleType\n101,Shirts\n');
    expect((await place.import()).metadata).toMatchObject({ rows: 1, matched: 1 });
  });

  it("refuses the catalog's own folder", async () => {
    await expect(place.import({ folder: place.catalog })).rejects.toMatchObject({ code: 'bad-input' });
  });

  it.each([
    ['a missing folder', 'nowhere', 'folder-unreadable'],
    ['a folder without images', 'images', 'folder-empty'],
  ])('refuses %s and names it', async (_what, name, code) => {
    await expect(place.import({ folder: join(place.folder, name) })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(name),
    });
  });

  it('refuses a CSV without an id column, names the columns, and takes one that is told', async () => {
    await place.draw('x1.jpg', 1);
    const other = place.write('other.csv', 'artnum,colour\ny1,Blue\n');
    await expect(place.import({ metadata: other })).rejects.toMatchObject({
      code: 'metadata-unusable',
      message: expect.stringContaining('artnum'),
    });
    const csv = place.write('list.csv', 'artnum,colour\nx1,Blue\n');
    await place.import({ metadata: csv, metadataOptions: { idColumn: 'artnum' } });
    expect(await place.engine.call('products.get', { id: 'x1' })).toMatchObject({
      attributes: { colour: 'Blue' },
    });
  });
});
