/** What leaves is in the order that is switched on and shown on screen, product by product. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../src/contract/contract.ts';
import { runCli } from '../../cli/runCli.ts';
import { makeDataFolder } from '../../runFolder.ts';
import { openWorkplace, runExport, type Workplace } from '../workplace.ts';

let place: Workplace;
const count = 48;
const ids = Array.from({ length: count }, (_, at) => String(1001 + at));
/** Products whose look-alikes were decided on: by a taste that the pictures do not show. */
const curated = ids.slice(0, 16);
const tasteOf = (id: string) => ['sea', 'land'][(Number(id) * 7 + Math.floor(Number(id) / 5)) % 2] ?? '';
const acceptedOf = new Map<string, string[]>();
const rejectedOf = new Map<string, string[]>();

beforeAll(async () => {
  place = await openWorkplace();
  const rows = ['id,taste,shape,handle,productDisplayName'];
  for (const [at, id] of ids.entries()) {
    await place.draw(`${id}.jpg`, at);
    rows.push(`${id},${tasteOf(id)},${['round', 'square', 'flat'][at % 3]},h-${id},Item ${at}`);
  }
  place.write('styles.csv', `${rows.join('\n')}\n`);
  await place.import();
  for (const id of curated) {
    const near = await shown(id, { k: 8 });
    const [accepted, rejected] = [true, false].map((isSame) =>
      near.filter((other) => (tasteOf(other) === tasteOf(id)) === isSame),
    );
    acceptedOf.set(id, accepted ?? []);
    rejectedOf.set(id, rejected ?? []);
    for (const [state, lookAlikeIds = []] of [
      ['accepted', accepted] as const,
      ['rejected', rejected] as const,
    ])
      if (lookAlikeIds.length > 0) await place.engine.call('lists.decideAll', { id, lookAlikeIds, state });
  }
  const { jobId } = await place.engine.call('ranking.learn', {});
  await place.engine.call('jobs.wait', { id: jobId });
  await use(true);
});

afterAll(() => place.close());

const use = (isUsed: boolean) => place.engine.call('ranking.use', { isUsed });

async function shown(id: string, more: Partial<Input<'search.similar'>> = {}): Promise<string[]> {
  const query = { kind: 'product' as const, id };
  const { results } = await place.engine.call('search.similar', { query, k: 100, ...more });
  return results.map((result) => result.id);
}

/** What the screen has of each product, in its order: what was accepted, and the first of the others that were not rejected. */
async function leaving(top: number, more: Partial<Input<'search.similar'>> = {}): Promise<string[][]> {
  const lists: string[][] = [];
  for (const id of ids) {
    const [accepted, rejected] = [acceptedOf.get(id) ?? [], rejectedOf.get(id) ?? []];
    const order = await shown(id, more);
    const others = order.filter((other) => !accepted.includes(other) && !rejected.includes(other));
    const kept = new Set([...accepted, ...others.slice(0, top - accepted.length)]);
    lists.push(order.filter((other) => kept.has(other)));
  }
  return lists;
}

async function exported(options: Partial<Input<'lists.export'>> & { file: string }): Promise<string> {
  const file = join(place.folder, options.file);
  await runExport(place.engine, { what: { kind: 'all' }, top: 6, ...options, file });
  return readFileSync(file, 'utf8');
}

/** By product, in the order of the rows. */
function listsOf(csv: string): string[][] {
  const rows = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  return ids.map((id) => rows.flatMap(([own, , other = '']) => (own === id ? [other] : [])));
}

describe('while the learned order is used', () => {
  it('lists on screen, a table, objects, a contact sheet and a file for a shop have the order of the look-alikes', async () => {
    const wanted = await leaving(6);
    expect(wanted).not.toEqual(await leaving(6, { order: 'distance' }));

    for (const [at, id] of ids.entries()) {
      const list = await place.engine.call('lists.show', { id, top: 6 });
      expect(list.isLearned).toBe(true);
      expect(list.entries.map((entry) => entry.id)).toEqual(wanted[at]);
    }
    expect(listsOf(await exported({ file: 'lists.csv' }))).toEqual(wanted);
    const objects = JSON.parse(await exported({ file: 'lists.json', format: 'json' })) as {
      recommendations: { id: string }[];
    }[];
    expect(objects.map(({ recommendations }) => recommendations.map(({ id }) => id))).toEqual(wanted);
    const sheet = await exported({ file: 'sheet.html', format: 'html' });
    const [names] = [wanted[0]?.map((id) => `Item ${ids.indexOf(id)}<`) ?? []];
    const places = names.map((name) => sheet.indexOf(name, sheet.indexOf('Item 0<')));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const shop = { preset: 'woocommerce' as const, key: 'handle', max: 6 };
    const lines = (await exported({ file: 'shop.csv', shop })).trim().split('\n').slice(1);
    expect(lines).toEqual(ids.map((id, at) => `h-${id},"${wanted[at]?.map((one) => `h-${one}`).join(',')}"`));

    const preview = await place.engine.call('lists.preview', { what: { kind: 'all' }, top: 6 });
    expect(preview.isLearned).toBe(true);
    expect(preview.rows.map(([, , other]) => other)).toEqual(wanted.flat().slice(0, 10));
  });

  it('the same holds with filters, limits, fields that must agree and variants as one', async () => {
    for (const more of [
      { where: [{ field: 'shape', values: ['flat', 'round'] }] },
      { same: ['shape'] },
      { minScore: 0.5, maxScore: 0.97 },
      { variants: 'grouped' as const, variantScore: 0.9 },
    ]) {
      const uncurated = ids.slice(curated.length);
      const lists = listsOf(await exported({ file: 'more.csv', ...more })).slice(curated.length);
      for (const [at, id] of uncurated.entries())
        expect(lists[at]).toEqual((await shown(id, more)).slice(0, 6));
    }
  });

  it('what cannot be in it leaves by distance, as it is shown', async () => {
    for (const more of [{ diversity: 0.5 }, { like: ['1040'] }, { unlike: ['1041'] }]) {
      const preview = await place.engine.call('lists.preview', { what: { kind: 'all' }, ...more });
      expect(preview).not.toHaveProperty('isLearned');
      const asked = { what: { kind: 'all' as const }, ...more, order: 'learned' as const };
      await expect(place.engine.call('lists.preview', asked)).rejects.toMatchObject({ code: 'bad-input' });
      await expect(place.engine.call('lists.export', asked)).rejects.toMatchObject({ code: 'bad-input' });
    }
    const other = { what: { kind: 'all' as const }, type: 'related', order: 'learned' as const };
    await expect(place.engine.call('lists.preview', other)).rejects.toMatchObject({
      message: expect.stringContaining('no learned order of others'),
    });
  });

  it('lists that are said to be done are those that were shown, and so nothing drifts', async () => {
    await place.engine.call('queue.setDoneAll', { ids: curated, isDone: true });
    expect((await place.engine.call('drift.find', { better: true })).lists).toEqual([]);
    await place.engine.call('lists.undo', { count: 1 });
  });

  it('generated lists stay as their rules made them: by distance', async () => {
    const order = { type: 'substitute', length: 4 };
    const what = { kind: 'products' as const, ids: ids.slice(-6) };
    const { jobId: id } = await place.engine.call('lists.generate', { what, order });
    await place.engine.call('jobs.wait', { id });
    for (const own of what.ids) {
      const { entries } = await place.engine.call('lists.show', { id: own, top: 4 });
      expect(entries.map((entry) => entry.id)).toEqual((await shown(own, { order: 'distance' })).slice(0, 4));
    }
    await place.engine.call('lists.undo', {});
  });
});

it('one call goes back: everything leaves by distance, and again as learned after another', async () => {
  const learned = await exported({ file: 'learned.csv' });
  await use(false);
  const plain = await exported({ file: 'plain.csv' });
  expect(listsOf(plain)).toEqual(await leaving(6, { order: 'distance' }));
  expect(await place.engine.call('lists.show', { id: '1030' })).not.toHaveProperty('isLearned');
  expect(await exported({ file: 'asked.csv', order: 'learned' })).toBe(learned);
  await use(true);
  expect(await exported({ file: 'distance.csv', order: 'distance' })).toBe(plain);
});

it('on the command line lists and exports are in it where it is asked for', async () => {
  await use(false);
  const wanted = listsOf(await exported({ file: 'wanted.csv', order: 'learned' }));
  await place.engine.close();
  const data = makeDataFolder(join(place.folder, 'cli'));
  const file = join(place.folder, 'cli.csv');
  const of = ['--catalog', place.catalog, '--json', '--top', '6'];
  expect(await runCli(['export', file, ...of, '--learned'], data)).toMatchObject({ status: 0 });
  expect(listsOf(readFileSync(file, 'utf8'))).toEqual(wanted);
  const { stdout } = await runCli(['lists', 'show', '1030', ...of, '--learned'], data);
  expect((JSON.parse(stdout) as { entries: { id: string }[] }).entries.map(({ id }) => id)).toEqual(
    wanted[29],
  );
  const refused = await runCli(['export', file, ...of, '--learned', '--unlike', '1002'], data);
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('no learned order')]);
});
