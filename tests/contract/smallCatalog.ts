/** A small imported catalog on disk, closed, for tests of the hosts: twelve products in two types and three colours. */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../src/engine/createEngine.ts';
import { sharedVision } from '../engine/sharedVision.ts';
import { drawPicture, runImport } from '../engine/workplace.ts';
import { makeDataFolder } from '../runFolder.ts';

export interface SmallCatalog {
  /** Holds everything below. */
  readonly folder: string;
  readonly images: string;
  readonly metadata: string;
  readonly catalog: string;
  readonly dataFolder: string;
  /** Another copy of catalog and data folder: a catalog can be open only once. */
  copy(name: string): { readonly catalog: string; readonly dataFolder: string };
  remove(): void;
}

export const resourcesFolder = join(import.meta.dirname, '../../resources');
export const productIds = Array.from({ length: 12 }, (_, at) => String(1001 + at));
const types = ['Shirts', 'Shoes'];
const colours = ['Red', 'Green', 'Blue'];

/** Images and styles.csv, not imported yet. */
export async function drawSmallFolder(images: string): Promise<string> {
  mkdirSync(images, { recursive: true });
  const rows = ['id,articleType,baseColour,productDisplayName'];
  for (const [at, id] of productIds.entries()) {
    writeFileSync(join(images, `${id}.jpg`), await drawPicture(at + 1));
    rows.push(`${id},${types[at % 2]},${colours[at % 3]},${colours[at % 3]} ${types[at % 2]} ${at}`);
  }
  const metadata = join(images, 'styles.csv');
  writeFileSync(metadata, `${rows.join('\n')}\n`);
  return metadata;
}

export async function makeSmallCatalog(): Promise<SmallCatalog> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinset-hosts-')));
  const images = join(folder, 'images');
  const catalog = join(folder, 'catalog');
  const dataFolder = makeDataFolder(join(folder, 'data'));
  const metadata = await drawSmallFolder(images);
  const engine = await createEngine(
    { dataFolder, resourcesFolder },
    { vision: sharedVision(resourcesFolder) },
  );
  await engine.call('catalogs.open', { folder: catalog, create: true });
  const report = await runImport(engine, { folder: images, metadata });
  await engine.close();
  if (report.embedded !== productIds.length)
    throw new Error(`The test catalog is incomplete: ${JSON.stringify(report)}`);
  return {
    folder,
    images,
    metadata,
    catalog,
    dataFolder,
    copy(name) {
      const base = join(folder, name);
      cpSync(catalog, join(base, 'catalog'), { recursive: true });
      return { catalog: join(base, 'catalog'), dataFolder: makeDataFolder(join(base, 'data')) };
    },
    // A process that was killed may be about to end.
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  };
}
