/** An order learned from decisions, through the contract. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decisionsNeeded } from '../../../src/contract/insight/ranking.ts';
import { runCli } from '../../cli/runCli.ts';
import { makeDataFolder } from '../../runFolder.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';

let place: Workplace;
const count = 48;
const idOf = (at: number) => String(1001 + at);
/** Products whose look-alikes are decided on. */
const curated = Array.from({ length: 24 }, (_, at) => idOf(at));
/** What the curator goes by has nothing to do with what the pictures show. */
const tasteOf = (id: string) => ['sea', 'land'][(Number(id) * 7 + Math.floor(Number(id) / 5)) % 2] ?? '';

beforeAll(async () => {
  place = await openWorkplace();
  const rows = ['id,taste,shape,productDisplayName'];
  for (let at = 0; at < count; at++) {
    await place.draw(`${idOf(at)}.jpg`, at);
    rows.push(`${idOf(at)},${tasteOf(idOf(at))},${['round', 'square', 'flat'][at % 3]},Item ${at}`);
  }
  place.write('styles.csv', `${rows.join('\n')}\n`);
  await place.import();
});

afterAll(() => place.close());

async function similar(id: string, more: object = {}) {
  const query = { kind: 'product' as const, id };
  return place.engine.call('search.similar', { query, k: 12, ...more });
}

async function decide(rule: (own: string, other: string, rank: number) => boolean): Promise<void> {
  for (const id of curated) {
    const results = (await similar(id)).results;
    const accepted = results.filter((one) => rule(id, one.id, one.rank)).map((one) => one.id);
    const rejected = results.filter((one) => !accepted.includes(one.id)).map((one) => one.id);
    for (const [state, lookAlikeIds] of [['accepted', accepted] as const, ['rejected', rejected] as const])
      if (lookAlikeIds.length > 0) await place.engine.call('lists.decideAll', { id, lookAlikeIds, state });
  }
}

async function learn() {
  const { jobId } = await place.engine.call('ranking.learn', {});
  const job = await place.engine.call('jobs.wait', { id: jobId });
  expect([job.state, job.message]).toEqual(['done', null]);
  const { ranking } = await place.engine.call('ranking.get', {});
  if (ranking === null) throw new Error('Nothing was learned.');
  return ranking;
}

const use = (isUsed: boolean) => place.engine.call('ranking.use', { isUsed });

describe('an order learned from decisions', () => {
  it('is refused, with what it takes, while little was decided', async () => {
    await expect(place.engine.call('ranking.learn', {})).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(`It takes ${decisionsNeeded.accepted} accepted`),
    });
    expect(await place.engine.call('ranking.get', {})).toEqual({
      standing: { accepted: 0, rejected: 0, mixed: 0, isEnough: false },
      ranking: null,
      isUsed: false,
    });
    await expect(use(true)).rejects.toMatchObject({ code: 'bad-input' });
    // Nothing is learned yet: look-alikes are as they are.
    expect(await similar(idOf(0))).not.toHaveProperty('isLearned');
  });

  it('is not offered where the curator goes by likeness', async () => {
    await decide((_, __, rank) => rank <= 6);
    const ranking = await learn();
    expect(ranking).toMatchObject({ isBetter: false, decisions: 24 * 12, products: 24 });
    expect(ranking.plain.value).toBe(1);
    await expect(use(true)).rejects.toMatchObject({ code: 'bad-input' });
    await place.engine.call('lists.undo', { count: 48 });
  });

  it('is offered where it wins on products held out, and arranges look-alikes once it is used', async () => {
    await decide((own, other) => tasteOf(own) === tasteOf(other));
    const events: string[] = [];
    const stop = place.engine.on('ranking.changed', () => events.push('changed'));
    const ranking = await learn();
    expect(ranking.fields).toEqual(['taste', 'shape']);
    expect(ranking.isBetter).toBe(true);
    expect(ranking.learned.value).toBeGreaterThan(ranking.plain.value + 0.2);
    expect(ranking.difference.low).toBeGreaterThan(0);
    expect(await similar(idOf(30))).not.toHaveProperty('isLearned');

    await use(true);
    stop();
    expect(events).toEqual(['changed', 'changed']);
    const id = idOf(30);
    const all = (await similar(id, { k: 100, order: 'distance' })).results;
    const learned = await similar(id);
    expect(learned.isLearned).toBe(true);
    expect(learned.results).toHaveLength(12);
    expect(learned.results.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    for (const result of learned.results) {
      expect(all[(result.distanceRank ?? 0) - 1]?.id).toBe(result.id);
      expect(tasteOf(result.id)).toBe(tasteOf(id));
    }
    expect((await similar(id, { order: 'distance' })).results).toEqual(all.slice(0, 12));
  });

  it('stays out of the way of variety, of wishes and of pictures from outside', async () => {
    const by = (more: object) => similar(idOf(30), more);
    await expect(by({ order: 'learned', diversity: 0.5 })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('no learned order with variety'),
    });
    await expect(by({ order: 'learned', metric: 'tuned' })).rejects.toMatchObject({ code: 'bad-input' });
    expect(await by({ diversity: 0.5 })).not.toHaveProperty('isLearned');
    expect(await by({ like: [idOf(2)] })).not.toHaveProperty('isLearned');
    const grouped = await by({ variants: 'grouped' });
    expect(grouped.isLearned).toBe(true);
    for (const { id } of grouped.results) expect(tasteOf(id)).toBe(tasteOf(idOf(30)));
  });

  it('is there after a restart; one call goes back to distance', async () => {
    await place.restart();
    expect((await similar(idOf(30))).isLearned).toBe(true);
    await use(false);
    expect(await similar(idOf(30))).not.toHaveProperty('isLearned');
    expect((await place.engine.call('ranking.get', {})).isUsed).toBe(false);
  });

  it('is shown on the command line only where that asks for it, whatever is switched on', async () => {
    await use(true);
    await place.engine.close();
    const data = makeDataFolder(join(place.folder, 'cli'));
    const run = (...words: string[]) =>
      runCli(['similar', idOf(30), '--catalog', place.catalog, '--json', ...words], data);
    const rows = ({ stdout }: { stdout: string }) =>
      (JSON.parse(stdout) as { results: { id: string; distanceRank?: number }[] }).results;
    const [plain, learned] = [rows(await run()), rows(await run('--learned'))];
    expect(plain.every((row) => row.distanceRank === undefined)).toBe(true);
    expect(learned.every(({ id }) => tasteOf(id) === tasteOf(idOf(30)))).toBe(true);
    const varied = await run('--learned', '--diversity', '0.5');
    expect([varied.status, varied.stderr]).toEqual([1, expect.stringContaining('no learned order')]);
  });
});
