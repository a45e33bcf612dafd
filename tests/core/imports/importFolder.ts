/**
 * Imports real folders into a real database, with a network that draws its vectors from the files' bytes: which file is
 * which product has nothing to do with what the network sees.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createAbsence } from '../../../src/adapters/files/absence.ts';
import { createImageFolder } from '../../../src/adapters/files/imageFolder.ts';
import { createImportStore } from '../../../src/adapters/sqlite/catalog/importStore.ts';
import { openDatabase } from '../../../src/adapters/sqlite/catalog/openDatabase.ts';
import { createPruneStore } from '../../../src/adapters/sqlite/catalog/pruneStore.ts';
import { createSourceStore } from '../../../src/adapters/sqlite/catalog/sourceStore.ts';
import type { ImportCounts, Problem } from '../../../src/contract/imports.ts';
import { startWalk } from '../../../src/core/imports/folderListing.ts';
import { createFolderMetadata } from '../../../src/core/imports/folderMetadata.ts';
import { createImportRun } from '../../../src/core/imports/importRun.ts';
import type { MetadataRow } from '../../../src/core/imports/placeFinder.ts';
import type { ImageFolder } from '../../../src/core/imports/ports.ts';
import type { Succession } from '../../../src/core/imports/storePort.ts';
import { embeddingLength, type Vision } from '../../../src/core/models/ports.ts';
import { markMissing } from '../../../src/engine/imports/markMissing.ts';

export interface ImportSettings {
  /** Below the workplace; "photos" by default. */
  readonly folder?: string;
  /** Rows by the path of the image. */
  readonly rows?: Readonly<Record<string, Partial<MetadataRow> & { readonly id: string }>>;
  /** The name of the metadata file, where there are rows; one for each folder by default. */
  readonly metadata?: string;
  readonly prune?: boolean;
  /** Stands before the folder that is walked and read. */
  readonly images?: (real: ImageFolder) => ImageFolder;
  readonly vision?: (real: Vision) => Vision;
}

export interface Imported {
  readonly counts: ImportCounts;
  /** One list for each call. */
  readonly successions: readonly (readonly Succession[])[];
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
  readonly missing: number;
}

export interface StoredFile {
  readonly path: string;
  readonly product: string | null;
  readonly state: string;
  /** What the file held when it was imported. */
  readonly content: string | null;
}

export type ImportFolder = ReturnType<typeof openImportFolder>;

export function openImportFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'twinset-identity-'));
  const database = openDatabase(join(folder, 'twinset.db'), null);
  const sources = createSourceStore(database);
  const pruning = createPruneStore(database);
  const contents = new Map<string, string>();
  let refusesSuccessions = false;
  let writtenAt = Date.now();

  function write(path: string, content: string): void {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    rmSync(file, { force: true });
    writeFileSync(file, content);
    // Files written in the same millisecond would be told apart by nothing but their bytes.
    writtenAt += 1000;
    utimesSync(file, writtenAt / 1000, writtenAt / 1000);
    contents.set(createHash('sha256').update(content).digest('hex'), content);
  }

  /** All at once: files may change places. */
  function rename(names: Readonly<Record<string, string>>): void {
    const moves = Object.entries(names).map(([from, to]) => [join(folder, from), join(folder, to)] as const);
    for (const [from] of moves) renameSync(from, `${from}.moving`);
    for (const [from, to] of moves) {
      mkdirSync(dirname(to), { recursive: true });
      renameSync(`${from}.moving`, to);
    }
  }

  async function run(settings: ImportSettings = {}): Promise<Imported> {
    const root = join(folder, settings.folder ?? 'photos');
    const { rows } = settings;
    const metadata = rows === undefined ? null : (settings.metadata ?? `${root}.csv`);
    const source = sources.save(root, metadata, { map: {} });
    const number = sources.beginImport(source.id);
    const successions: (readonly Succession[])[] = [];
    const problems: Problem[] = [];
    const store = createImportStore(database, 'twinset.db', source, number, 'space', (pairs) => {
      if (refusesSuccessions) throw new Error('No room for decisions.');
      successions.push(pairs);
    });
    const images = (settings.images ?? ((real) => real))(createImageFolder());
    const control = { aborted: false, whenRunning: () => Promise.resolve() };
    const vision = (settings.vision ?? ((real) => real))(readingVision);
    const importing = createImportRun({
      images,
      absence: createAbsence(),
      store,
      vision,
      control,
      folder: root,
      metadata,
      rows:
        rows === undefined
          ? null
          : {
              matchFile(path) {
                const row = rows[path];
                return row === undefined ? null : { name: null, attributes: {}, ...row };
              },
            },
      folders: createFolderMetadata(),
      fileOf: (path) => join(root, path),
      hasThumbnail: () => true,
      nextTurn: () => setImmediate(),
      onCommitted: () => undefined,
      onProblem: (problem) => problems.push(problem),
    });
    const walk = startWalk(images, root, control);
    await importing.run(walk.listing);
    const { unlisted } = await walk.listing;
    const missing = await markMissing(pruning, source.id, number, unlisted);
    if (settings.prune === true) pruning.remove([...pruning.missing()].flat());
    return { counts: importing.counts, successions, notes: importing.notes(), problems, missing };
  }

  return {
    folder,
    /** Changes the catalog behind the import's back. */
    change(sql: string): void {
      database.exec(sql);
    },
    write,
    rename,
    import: run,
    remove: (path: string) => rmSync(join(folder, path), { recursive: true }),
    read: (path: string) => readFileSync(join(folder, path), 'utf8'),
    refuseSuccessions(refuses: boolean) {
      refusesSuccessions = refuses;
    },
    /** Every image as the catalog has it, by folder and path. */
    stored(): StoredFile[] {
      return database
        .prepare<[], StoredFile & { folder: string; imageId: string | null }>(
          `SELECT sources.folder, path, products.id AS product, state, image_id AS imageId FROM images
           JOIN sources ON sources.id = images.source_id LEFT JOIN products ON products.key = product_key
           ORDER BY sources.id, path`,
        )
        .all()
        .map(({ path, product, state, imageId }) => ({
          path,
          product,
          state,
          content: imageId === null ? null : (contents.get(imageId) ?? null),
        }));
    },
    /** The content of each product's images. */
    products(): Record<string, string[]> {
      const products: Record<string, string[]> = {};
      for (const id of database.prepare<[], string>('SELECT id FROM products ORDER BY id').pluck().all())
        products[id] = [];
      for (const { product, content } of this.stored())
        if (product !== null) products[product]?.push(content ?? '');
      return products;
    },
    product: (id: string) =>
      database
        .prepare<[string], { name: string; attributes: string }>(
          'SELECT name, attributes FROM products WHERE id = ?',
        )
        .get(id),
    /** In the catalog's order. */
    productIds: () => database.prepare<[], string>('SELECT id FROM products ORDER BY key').pluck().all(),
    vectors: () => database.prepare<[], number>('SELECT count(*) FROM embeddings').pluck().get(),
    close() {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Files that begin with "broken" are none that it can decode. */
const readingVision: Vision = {
  start: () => Promise.reject(new Error('It needs no start.')),
  runtime: () => null,
  process: async (requests) =>
    requests.map(({ file, imageId, bytes }) => {
      if (Buffer.from(bytes ?? readFileSync(file)).toString('utf8', 0, 6) === 'broken')
        return { ok: false, reason: 'It is broken.' };
      const vector = new Float32Array(embeddingLength);
      vector[Number.parseInt(imageId.slice(0, 4), 16) % embeddingLength] = 1;
      return { ok: true, width: 10, height: 10, vector };
    }),
  preview: () => Promise.reject(new Error('It draws nothing.')),
};
