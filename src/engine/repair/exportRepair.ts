/** Suggestions, corrections and the corrected metadata as CSV. */
import { resolve } from 'node:path';
import { createCsvStringifier } from '../../adapters/csv/csvRows.ts';
import { writeAside } from '../../adapters/files/writeAside.ts';
import type { Parsed } from '../../contract/contract.ts';
import { repairColumns } from '../../contract/insight/repair.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { chooseSuggestions } from '../../core/repair/chooseSuggestions.ts';
import type { StandingCorrection } from '../../core/repair/ports.ts';
import { describeSuggestions } from './describeSuggestions.ts';
import { listWords } from './listWords.ts';
import { listOpen } from './repairJob.ts';

type Row = readonly (string | number)[];
interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

const recordsAtOnce = 1000;

export async function exportRepair(
  catalog: CatalogSession,
  { file, what, ...choice }: Parsed<'repair.export'>,
): Promise<{ rows: number; text: string | null }> {
  const { columns, rows } = await makeTable(catalog, what, choice);
  const text = createCsvStringifier(columns)(rows);
  if (file === undefined) return { rows: rows.length, text };
  await writeAside(resolve(file), (append) => append(text));
  return { rows: rows.length, text: null };
}

function makeTable(
  catalog: CatalogSession,
  what: Parsed<'repair.export'>['what'],
  choice: Parameters<typeof chooseSuggestions>[1],
): Promise<Table> {
  switch (what) {
    case 'suggestions':
      return suggestionTable(catalog, choice);
    case 'patch':
      return patchTable(catalog);
    case 'metadata':
      return metadataTable(catalog);
  }
}

async function suggestionTable(
  catalog: CatalogSession,
  choice: Parameters<typeof chooseSuggestions>[1],
): Promise<Table> {
  const chosen = chooseSuggestions(await listOpen(catalog), choice);
  const names = await catalog.products.recordsOf(
    chosen.map(({ id }) => id),
    [],
  );
  const described = await describeSuggestions(catalog, chosen);
  return {
    columns: repairColumns.suggestions,
    rows: described.map(({ id, field, from, to, confidence, neighbours, words }, at) => [
      ...[id, names[at]?.name ?? '', field, from, to],
      Number(confidence.toFixed(4)),
      neighbours.map((near) => `${near.id}: ${near.value}`).join('; '),
      listWords(words, 'for it'),
      listWords(words, 'against it'),
    ]),
  };
}

async function patchTable({ corrections }: CatalogSession): Promise<Table> {
  return {
    columns: repairColumns.patch,
    rows: (await corrections.all()).map((correction) => {
      const { productId, field, value, metadata, metadataThen, correctedAt } = correction;
      return [productId, field, value, metadata, metadataThen ?? '', stateOf(correction), correctedAt];
    }),
  };
}

/** What became of what the metadata said. */
function stateOf({ value, metadata, metadataThen }: StandingCorrection): string {
  if (metadata === value) return 'metadata agrees';
  return metadataThen !== null && metadata !== metadataThen ? 'metadata changed' : 'metadata as it was';
}

async function metadataTable({ products, describe }: CatalogSession): Promise<Table> {
  const { fields } = await describe();
  const ids = await products.choose({ kind: 'all' });
  const rows: Row[] = [];
  for (let start = 0; start < ids.length; start += recordsAtOnce) {
    for (const record of await products.recordsOf(ids.slice(start, start + recordsAtOnce), fields))
      if (record !== null)
        rows.push([
          ...[record.id, record.name, record.images[0]?.path ?? ''],
          ...fields.map((field) => record.attributes[field] ?? ''),
        ]);
  }
  return { columns: [...repairColumns.metadata, ...fields], rows };
}
