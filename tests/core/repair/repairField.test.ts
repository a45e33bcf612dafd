/** One field at a time, over neighbours that are made up. */
import { describe, expect, it } from 'vitest';
import type { ProductTable } from '../../../src/core/lists/generation/productTable.ts';
import { createFieldColumn } from '../../../src/core/products/fieldColumn.ts';
import type { Neighbours } from '../../../src/core/repair/neighbours.ts';
import { readProductWords } from '../../../src/core/repair/productWords.ts';
import { type FieldRepair, repairField } from '../../../src/core/repair/repairField.ts';
import { seedRandom } from '../../../src/sample/random.ts';

/** The next `k` products of the same group, all equally near. */
function neighboursOf(rowCount: number, groups: number, k: number): Neighbours {
  const rows = new Int32Array(rowCount * k).fill(-1);
  const size = Math.floor(rowCount / groups);
  for (let row = 0; row < rowCount; row++) {
    const [first, place] = [row - (row % size), row % size];
    for (let at = 0; at < Math.min(k, size - 1); at++) rows[row * k + at] = first + ((place + at + 1) % size);
  }
  return { k, rows, scores: new Float32Array(rowCount * k).fill(0.9) };
}

function repair(
  values: readonly string[],
  neighbours: Neighbours,
  { names = values.map(() => ''), isAsked = false } = {},
): Promise<FieldRepair> {
  const column = createFieldColumn();
  for (const [row, value] of values.entries()) column.set(row, value);
  const table: ProductTable = {
    ids: values.map((_, row) => String(row)),
    names,
    rowOf: Number,
    hasPicture: () => true,
    column: () => column,
  };
  const words = readProductWords(table, ['type']);
  return repairField({ field: 'type', column, neighbours, words, isAsked, pause: async () => undefined });
}

const verdictOf = async (...given: Parameters<typeof repair>) => (await repair(...given)).measure.verdict;
const groupOf = (row: number) => ['Hat', 'Shoe', 'Bag'][Math.floor(row / 100)] ?? '';
const labels = (count: number, value: (row: number) => string) =>
  Array.from({ length: count }, (_, row) => value(row));

describe('a field that pictures tell', () => {
  it('has its mistakes found, its gaps filled, and nothing else touched', async () => {
    const said = labels(300, groupOf);
    said[5] = 'Bag';
    said[150] = 'Hat';
    said[201] = '';
    const { measure, suggestions } = await repair(said, neighboursOf(300, 3, 30));
    expect(measure).toMatchObject({ verdict: 'told', known: 299, missing: 1, values: 3 });
    expect(measure.agreement).toBeGreaterThan(0.95);
    const sure = suggestions.filter(({ confidence }) => confidence > 0.5);
    expect(sure.map(({ row, to }) => [row, to]).toSorted()).toEqual([
      [150, 'Shoe'],
      [201, 'Bag'],
      [5, 'Hat'],
    ]);
  });

  it('weighs what names say: one that agrees with its value is less doubtful', async () => {
    const said = labels(300, groupOf);
    said[5] = 'Bag';
    said[6] = 'Bag';
    const names = labels(300, (row) => `Nice ${row === 6 ? 'Bag' : groupOf(row)}`);
    const { suggestions } = await repair(said, neighboursOf(300, 3, 30), { names });
    const confidenceOf = (wanted: number) => suggestions.find(({ row }) => row === wanted)?.confidence ?? 0;
    expect(confidenceOf(5)).toBeGreaterThan(confidenceOf(6));
    const wordsOf = (wanted: number) =>
      suggestions.find(({ row }) => row === wanted)?.words.map(({ word, odds }) => [word, odds > 1]);
    expect(wordsOf(5)).toEqual([['hat', true]]);
    expect(wordsOf(6) ?? [['bag', false]]).toEqual([['bag', false]]);
  });
});

describe('a confidence where neighbours alone tell', () => {
  const [groups, size, k] = [12, 300, 30];
  const rowCount = groups * size;
  const random = seedRandom(3);
  const pick = (below: number) => Math.floor(random.next() * below);
  const kindOf = (row: number) => Math.floor(row / size);
  /** Kinds look alike in pairs: one of eight products has the neighbours of the other kind. */
  const rows = Int32Array.from({ length: rowCount * k }, () => 0);
  for (let row = 0; row < rowCount; row++) {
    const kind = kindOf(row);
    const looks = random.next() < 0.125 ? kind ^ 1 : kind;
    for (let at = 0; at < k; at++)
      rows[row * k + at] = (random.next() < 0.95 ? looks : looks ^ 1) * size + pick(size);
  }
  const neighbours = { k, rows, scores: new Float32Array(rowCount * k).fill(0.9) };
  const truth = labels(rowCount, (row) => `Kind ${kindOf(row)}`);
  const said = truth.map((is) => (random.next() < 0.06 ? `Kind ${pick(groups)}` : is));
  for (let row = 0; row < rowCount; row += 10) said[row] = '';
  const share = (of: readonly boolean[]) => of.filter(Boolean).length / of.length;

  it.each([
    ['doubtful', (row: number) => said[row] !== '', 60],
    ['missing', (row: number) => said[row] === '', 250],
  ] as const)('is the share that is right, of %s values', async (_, isMeant, least) => {
    const { suggestions } = await repair(said, neighbours);
    const sure = suggestions.filter(({ row, confidence }) => isMeant(row) && confidence > 0.8);
    expect(sure.length).toBeGreaterThan(least);
    const stated = sure.reduce((sum, { confidence }) => sum + confidence, 0) / sure.length;
    const right = share(sure.map(({ row, to }) => to === truth[row]));
    expect(Math.abs(stated - right)).toBeLessThan(0.07);
    expect(sure.every(({ words }) => words.length === 0)).toBe(true);
  });
});

describe('a field that is left out', () => {
  const near = neighboursOf(300, 3, 30);

  it('says why', async () => {
    expect(
      await verdictOf(
        labels(300, () => ''),
        near,
      ),
    ).toBe('no-values');
    expect(
      await verdictOf(
        labels(300, () => 'Hat'),
        near,
      ),
    ).toBe('one-value');
    expect(
      await verdictOf(
        labels(300, (row) => (row < 10 ? groupOf(row * 30) : '')),
        near,
      ),
    ).toBe('too-few-products');
    expect(
      await verdictOf(
        labels(300, (row) => `C${row}`),
        near,
      ),
    ).toBe('own-values');
    expect(
      await verdictOf(
        labels(40_000, (row) => `C${row}`),
        neighboursOf(40_000, 100, 3),
      ),
    ).toBe('own-values');
    expect(
      await verdictOf(
        labels(9000, (row) => `C${row % 3000}`),
        neighboursOf(9000, 3, 3),
      ),
    ).toBe('too-many-values');
  });

  it('was measured, and is looked at where it is asked for by name', async () => {
    const seasons = labels(300, (row) => ['Summer', 'Winter', 'Fall'][row % 3] ?? '');
    const left = await repair(seasons, near);
    expect(left).toMatchObject({ measure: { verdict: 'untold', isUsed: false }, suggestions: [] });
    expect(left.measure.found).toBeLessThan(0.5);
    const asked = await repair(seasons, near, { isAsked: true });
    expect(asked.measure).toMatchObject({ verdict: 'untold', isUsed: true });
    expect(asked.suggestions.filter(({ confidence }) => confidence > 0.5)).toEqual([]);
  });
});

describe('odd catalogs', () => {
  it('fewer products than neighbours, and products without any', async () => {
    expect(await verdictOf(labels(4, groupOf), neighboursOf(4, 1, 3))).toBe('one-value');
    const alone = { k: 1, rows: new Int32Array(60).fill(-1), scores: new Float32Array(60) };
    expect(
      await verdictOf(
        labels(60, (row) => groupOf(row * 5)),
        alone,
      ),
    ).toBe('too-few-products');
  });

  it('all vectors equal: the neighbours are anybody, so nothing is told', async () => {
    const rows = new Int32Array(300 * 30);
    for (let row = 0; row < 300; row++)
      for (let at = 0; at < 30; at++) rows[row * 30 + at] = at >= row ? at + 1 : at;
    const same = { k: 30, rows, scores: new Float32Array(300 * 30).fill(1) };
    const { measure } = await repair(
      labels(300, (row) => ['Hat', 'Shoe', 'Bag'][row % 3] ?? ''),
      same,
    );
    expect(measure).toMatchObject({ verdict: 'untold', isUsed: false });
  });
});
