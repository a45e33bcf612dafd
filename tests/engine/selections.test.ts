/** Held selections while the catalog changes under them, and when it is closed. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportResult } from '../../src/contract/exports.ts';
import { openWorkplace, runExport, type Workplace } from './workplace.ts';

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace();
  for (const at of [1, 2, 3, 4]) await place.draw(`p${at}.jpg`, at);
  await place.import();
});

afterAll(() => place.close());

const exportSelection = (id: string): Promise<ExportResult> =>
  runExport(place.engine, { what: { kind: 'selection', id }, top: 1 });

describe('a held selection', () => {
  it('outlives products that go: they are counted, and the others are exported', async () => {
    const { ids } = await place.engine.call('products.ids', { view: {} });
    const [first = '', second = ''] = ids;
    const held = await place.engine.call('selections.hold', { ids: [first, second] });
    const lone = await place.engine.call('selections.hold', { ids: [first] });
    expect(held).toMatchObject({ size: 2, gone: 0 });

    const file = (await place.engine.call('products.get', { id: first })).images[0]?.path ?? '';
    rmSync(`${place.images}/${file}`);
    await place.import({ prune: true });
    expect(await place.engine.call('selections.size', { id: held.id })).toMatchObject({ size: 2, gone: 1 });
    expect(await exportSelection(held.id)).toMatchObject({ products: 1, rows: 1 });
    await expect(exportSelection(lone.id)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('No selected product'),
    });
  });

  it('is of what a view showed when it was held, not of what it shows later', async () => {
    const before = await place.engine.call('selections.hold', { view: {} });
    await place.draw('p9.jpg', 9);
    await place.import();
    expect(await place.engine.call('selections.size', { id: before.id })).toMatchObject({
      size: before.size,
    });
    expect((await place.engine.call('selections.hold', { view: {} })).size).toBe(before.size + 1);
  });

  it('is gone with the open catalog, and no later one has its name', async () => {
    const { id } = await place.engine.call('selections.hold', { view: {} });
    await place.restart();
    const later = await place.engine.call('selections.hold', { view: {} });
    expect(later.id).not.toBe(id);
    await expect(place.engine.call('selections.size', { id })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is refused where neither ids nor a view are given', async () => {
    await expect(place.engine.call('selections.hold', {} as { ids: string[] })).rejects.toMatchObject({
      code: 'bad-input',
      message: 'selections.hold: A selection is made of ids, or of a view with exceptions.',
    });
  });
});
