import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createCsvStringifier } from '../../src/adapters/csv/csvRows.ts';
import { readLists } from '../../src/bench/steps/allPairsStep.ts';

const folder = mkdtempSync(join(tmpdir(), 'twinset-lists-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('reads the lists of some products back from an export, whatever their ids look like', async () => {
  const format = createCsvStringifier(['product_id', 'rank', 'recommended_id', 'score']);
  const file = join(folder, 'lists.csv');
  writeFileSync(
    file,
    format([
      ['1001', 1, '1002', 0.9],
      ['1001', 2, 'a, "b"', 0.8],
      ['a, "b"', 1, '-7', 0.7],
      ['1002', 1, '1001', 0.9],
    ]),
  );
  const lists = await readLists(file, new Set(['1001', 'a, "b"']));
  expect([...lists.keys()]).toEqual(['1001', 'a, "b"']);
  expect(lists.get('1001')).toEqual(new Set(['1002', 'a, "b"']));
  expect(lists.get('a, "b"')).toEqual(new Set(['-7']));
});
