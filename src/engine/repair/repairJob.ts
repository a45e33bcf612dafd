/** The look at the metadata as a job; what was found is held while the catalog is open. */
import { performance } from 'node:perf_hooks';
import type { Parsed } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { FieldMeasure, RepairFound } from '../../contract/insight/repair.ts';
import type { CatalogSession, CatalogSnapshot } from '../../core/catalogs/session.ts';
import { type ProductTable, readProductTable } from '../../core/lists/generation/productTable.ts';
import { allOf } from '../../core/products/allOf.ts';
import { type HeldSuggestion, openSuggestions } from '../../core/repair/chooseSuggestions.ts';
import { findNeighbours, type Neighbours } from '../../core/repair/neighbours.ts';
import { readProductWords } from '../../core/repair/productWords.ts';
import { repairField } from '../../core/repair/repairField.ts';
import { throwIfCancelled } from '../../core/work/throwIfCancelled.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import type { JobTask } from '../jobs/runJob.ts';
import { giveTurns } from '../lists/giveTurns.ts';

export interface HeldRepair {
  readonly found: RepairFound;
  /** Surest first. */
  readonly suggestions: readonly HeldSuggestion[];
  /** By product. */
  readonly rowOf: ReadonlyMap<string, number>;
  readonly ids: readonly string[];
  readonly neighbours: Neighbours;
}

const held = new WeakMap<CatalogSession, HeldRepair>();

/** What the last look of this session found; null before one has ended. */
export function heldRepair(catalog: CatalogSession): HeldRepair | null {
  return held.get(catalog) ?? null;
}

/** Those that are open now, surest first. */
export async function listOpen(catalog: CatalogSession): Promise<HeldSuggestion[]> {
  const suggestions = held.get(catalog)?.suggestions ?? [];
  if (suggestions.length === 0) return [];
  const ids = [...new Set(suggestions.map(({ id }) => id))];
  const fields = [...new Set(suggestions.map(({ field }) => field))];
  const known = new Set((await catalog.describe()).fields);
  const asked = fields.filter((field) => known.has(field));
  const [records, confirmed, { hidden }] = await Promise.all([
    catalog.products.recordsOf(ids, asked),
    catalog.corrections.confirmed(),
    catalog.duplicates.decided(),
  ]);
  const byId = new Map(ids.map((id, at) => [id, hidden.has(id) ? null : (records[at] ?? null)]));
  return openSuggestions(suggestions, confirmed, (id, field) => byId.get(id)?.attributes[field] ?? null);
}

/** Returns the job's id. @throws Failure `not-found`, `bad-input` naming an unknown field, `already-running` */
export async function startRepair(
  context: EngineContext,
  catalog: CatalogSession,
  { fields }: Parsed<'repair.find'>,
): Promise<string> {
  const ids = await catalog.products.ids(allOf());
  if (ids.length === 0)
    throw new Failure('not-found', 'This catalog has no products to look at. Import a folder first.');
  const described = await catalog.describe();
  if (described.fields.length === 0)
    throw new Failure(
      'not-found',
      'The products of this catalog have no metadata. Import the folder again with its table.',
    );
  if (described.embeddings === 0)
    throw new Failure(
      'not-found',
      'No picture of this catalog is embedded yet, so no product has neighbours. Wait for the import, or import the folder again.',
    );
  if (fields !== undefined) await catalog.products.check([], fields);
  const snapshot = await catalog.snapshot();
  requireStillOpen(context, catalog);
  return context.jobs.start({
    kind: 'repair',
    detail: { step: 'neighbours', done: 0, total: ids.length },
    run: (task) => run(task, context, { catalog, snapshot, ids, fields: described.fields, asked: fields }),
  }).id;
}

interface Plan {
  readonly catalog: CatalogSession;
  readonly snapshot: CatalogSnapshot;
  readonly ids: readonly string[];
  readonly fields: readonly string[];
  /** Fields that were asked for by name. */
  readonly asked: readonly string[] | undefined;
}

/** Of the whole work, what a large catalog takes for the neighbours. */
const neighboursPart = 0.5;

async function run(task: JobTask<'repair'>, context: EngineContext, plan: Plan): Promise<RepairFound> {
  const { catalog, snapshot, ids } = plan;
  const startedAtMs = performance.now();
  const { control } = task;
  const turn = giveTurns();
  const pause = async (): Promise<void> => {
    throwIfCancelled(control);
    await turn();
  };
  const sources = {
    search: snapshot.search,
    signal: control,
    pause,
    onFallback: ({ message, detail }: Failure) => context.errors.record(message, detail ?? null),
  };
  const table = await readProductTable(
    { products: snapshot.products, signal: control, pause },
    ids,
    plan.fields,
  );
  const products = ids.map((id, row) => ({ id, hasPicture: table.hasPicture(row) }));
  const neighbours = await findNeighbours(sources, products, (done) =>
    task.tell((neighboursPart * done) / ids.length, { step: 'neighbours', done, total: ids.length }),
  );
  const { measures, suggestions } = await repairFields(task, plan, { table, neighbours, pause });
  const found = {
    products: ids.length,
    fields: measures,
    suggestions: suggestions.length,
    seconds: (performance.now() - startedAtMs) / 1000,
  };
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  held.set(catalog, { found, suggestions, rowOf, ids, neighbours });
  return { ...found, suggestions: (await listOpen(catalog)).length };
}

async function repairFields(
  task: JobTask<'repair'>,
  { ids, fields, asked }: Plan,
  parts: { table: ProductTable; neighbours: Neighbours; pause: () => Promise<void> },
): Promise<{ measures: FieldMeasure[]; suggestions: HeldSuggestion[] }> {
  const { table, neighbours, pause } = parts;
  const looked = asked === undefined ? fields : fields.filter((field) => asked.includes(field));
  const words = readProductWords(table, fields);
  const measures: FieldMeasure[] = [];
  const suggestions: HeldSuggestion[] = [];
  for (const [at, field] of looked.entries()) {
    task.tell(neighboursPart + ((1 - neighboursPart) * at) / looked.length, {
      step: 'fields',
      done: at,
      total: looked.length,
    });
    const column = table.column(field);
    const isAsked = asked !== undefined;
    const repaired = await repairField({ field, column, neighbours, words, isAsked, pause });
    measures.push(repaired.measure);
    for (const { row, to, confidence, words: speaking } of repaired.suggestions) {
      const from = column.values[column.codeAt(row)] ?? '';
      suggestions.push({ id: ids[row] ?? '', field, from, to, confidence, words: speaking });
    }
  }
  suggestions.sort((one, other) => other.confidence - one.confidence);
  return { measures, suggestions };
}
