/** Products each with each: the numbers are those of a search. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../../src/contract/contract.ts';
import type { Metric } from '../../../src/contract/search.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';

let place: Workplace;
const ids = ['p1', 'p2', 'p3', 'p4', 'p5'];

beforeAll(async () => {
  place = await openWorkplace();
  for (const [at, id] of ids.entries()) await place.draw(`${id}.jpg`, at + 1);
  // p2 has a second picture, which is nearer to p5 than its first.
  await place.draw('p2 side.jpg', 5.01);
  place.write('broken.jpg', 'no image');
  const rows = [...ids.map((id) => [id, `${id}.jpg`]), ['p2', 'p2 side.jpg'], ['bare', 'broken.jpg']];
  place.write('table.csv', `id,image\n${rows.map((row) => row.join(',')).join('\n')}\n`);
  await place.import({ metadataOptions: { idColumn: 'id', imageColumn: 'image' } });
});

afterAll(() => place.close());

const compare = (given: string[], metric: Metric = 'cosine') =>
  place.engine.call('matrix.compare', { ids: given, metric });
const idsOf = ({ products }: Output<'matrix.compare'>) => products.map(({ id }) => id);

describe('the matrix', () => {
  it.each(['cosine', 'euclidean', 'manhattan'] as const)(
    'by %s has the very numbers of a search',
    async (metric) => {
      const matrix = await compare(ids, metric);
      expect(idsOf(matrix)).toEqual(ids);
      for (const [row, id] of ids.entries()) {
        const { results } = await place.engine.call('search.similar', {
          query: { kind: 'product', id },
          k: 10,
          metric,
        });
        for (const { id: other, score, distance } of results) {
          const column = ids.indexOf(other);
          if (column >= 0) expect(matrix.values[row]?.[column]).toBe(metric === 'cosine' ? score : distance);
        }
        expect(matrix.values[row]?.[row]).toBe(metric === 'cosine' ? 1 : 0);
        for (const column of ids.keys())
          expect(matrix.values[row]?.[column]).toBe(matrix.values[column]?.[row]);
      }
      expect(results(matrix)).toBe(ids.length ** 2);
    },
  );

  it('puts those alike side by side, each once', async () => {
    const { order, values } = await compare(ids);
    expect(order.toSorted((a, b) => a - b)).toEqual(ids.map((_, at) => at));
    const pairs = values.flatMap((line, row) => line.map((value, column) => ({ value, row, column })));
    const [closest] = pairs.filter(({ row, column }) => row < column).sort((a, b) => b.value - a.value);
    const [one, other] = [order.indexOf(closest?.row ?? -1), order.indexOf(closest?.column ?? -1)];
    expect(Math.abs(one - other)).toBe(1);
  });

  it('counts a product once, and says what it leaves out and why', async () => {
    const matrix = await compare(['p1', 'nobody', 'p1', 'bare', 'p2']);
    expect(idsOf(matrix)).toEqual(['p1', 'p2']);
    expect(matrix.leftOut).toEqual([
      { id: 'nobody', reason: 'unknown' },
      { id: 'bare', reason: 'not-embedded' },
    ]);
    expect(await compare(['nobody'])).toMatchObject({ products: [], values: [], order: [] });
    expect(await compare(['p3'])).toMatchObject({ values: [[1]], order: [0] });
  });

  it('of more than 50 is refused in words', async () => {
    await expect(compare(Array.from({ length: 51 }, (_, at) => `p${at}`))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('At most 50 products can be compared each with each'),
    });
  });

  it('is written as a CSV file', async () => {
    const file = join(place.folder, 'out', 'matrix.csv');
    const { values } = await place.engine.call('matrix.compare', { ids: ['p1', 'p2'], file });
    const number = Math.round((values[0]?.[1] ?? 0) * 1e6) / 1e6;
    expect(readFileSync(file, 'utf8')).toBe(`\uFEFFproduct_id,p1,p2\r\np1,1,${number}\r\np2,${number},1\r\n`);
  });
});

function results({ values }: Output<'matrix.compare'>): number {
  return values.flat().filter(Number.isFinite).length;
}
