/** What the map is coloured by, as the interface asks for it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkplace, type Workplace } from '../workplace.ts';

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace();
  for (const at of [1, 2, 3, 4]) await place.draw(`p${at}.jpg`, at);
  place.write('styles.csv', 'id,colour\np1,red\np2,red\np3,blue\n');
  await place.import({ metadata: `${place.images}/styles.csv` });
});

afterAll(() => place.close());

it('is refused in words before the catalog was laid out', async () => {
  const asked = place.engine.call('map.colours', { method: 'umap', field: 'colour', most: 5 });
  await expect(asked).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('lay it out'),
  });
});

it('has a value for each product of the layout, in its order', async () => {
  const { jobId } = await place.engine.call('map.start', { method: 'umap' });
  expect(await place.engine.call('jobs.wait', { id: jobId })).toMatchObject({ state: 'done' });
  const layout = await place.engine.call('map.layout', { method: 'umap' });
  const { madeAt, scale } = await place.engine.call('map.colours', {
    method: 'umap',
    field: 'colour',
    most: 1,
  });
  expect(madeAt).toBe(layout?.madeAt);
  const codes = { p1: 0, p2: 0, p3: -1, p4: -2 } as Record<string, number>;
  expect(scale).toEqual({
    kind: 'values',
    values: [{ value: 'red', count: 2 }],
    codes: layout?.points.ids.map((id) => codes[id]),
  });
  await expect(
    place.engine.call('map.colours', { method: 'umap', field: 'mood', most: 1 }),
  ).rejects.toMatchObject({ code: 'bad-input' });
});
