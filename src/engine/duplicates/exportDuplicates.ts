/** The open groups and what was decided on duplicates, as CSV: a row per product. */
import { resolve } from 'node:path';
import { createCsvStringifier } from '../../adapters/csv/csvRows.ts';
import { writeAside } from '../../adapters/files/writeAside.ts';
import type { Parsed } from '../../contract/contract.ts';
import { duplicateColumns } from '../../contract/insight/duplicates.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { listOpen } from './duplicatesJob.ts';

type Row = (string | number)[];

export async function exportDuplicates(
  catalog: CatalogSession,
  { file }: Parsed<'duplicates.export'>,
): Promise<{ rows: number; text: string | null }> {
  const stringify = createCsvStringifier(duplicateColumns);
  const rows = [...(await openRows(catalog)), ...(await decidedRows(catalog))];
  const text = stringify(rows);
  if (file === undefined) return { rows: rows.length, text };
  await writeAside(resolve(file), (append) => append(text));
  return { rows: rows.length, text: null };
}

async function openRows(catalog: CatalogSession): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [at, { ids, score, reason }] of (await listOpen(catalog)).groups.entries()) {
    const records = await catalog.products.recordsOf(ids, []);
    for (const [member, id] of ids.entries()) {
      const record = records[member];
      rows.push([at + 1, id, record?.name ?? '', record?.images[0]?.path ?? '', score, reason, 'open', '']);
    }
  }
  return rows;
}

/** Products that are kept and hidden, then sets of different ones; each stands in no open group of the file. */
async function decidedRows({ duplicates, products }: CatalogSession): Promise<Row[]> {
  const { hidden, distinct } = await duplicates.decided();
  const rows: Row[] = [];
  for (const [keep, lines] of Map.groupBy(hidden, ([, kept]) => kept)) {
    const ids = [keep, ...lines.map(([id]) => id)];
    for (const [at, record] of (await products.recordsOf(ids, [])).entries()) {
      const id = ids[at] ?? '';
      const path = record?.images[0]?.path ?? '';
      rows.push([
        '',
        id,
        record?.name ?? '',
        path,
        '',
        '',
        id === keep ? 'kept' : 'hidden',
        id === keep ? '' : keep,
      ]);
    }
  }
  for (const ids of distinct) {
    for (const [at, record] of (await products.recordsOf(ids, [])).entries())
      rows.push([
        '',
        ids[at] ?? '',
        record?.name ?? '',
        record?.images[0]?.path ?? '',
        '',
        '',
        'different',
        '',
      ]);
  }
  return rows;
}
