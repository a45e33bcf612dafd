/** A temporary folder with images and a real engine over it, for tests that go through the contract. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { Input } from '../../src/contract/contract.ts';
import type { ExportResult } from '../../src/contract/exports.ts';
import type { ImportReport } from '../../src/contract/imports.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { makeDataFolder } from '../runFolder.ts';
import { sharedVision } from './sharedVision.ts';

export interface Workplace {
  readonly folder: string;
  readonly images: string;
  readonly catalog: string;
  readonly engine: Engine;
  /** Draws a small picture; the same seed gives the same bytes. Returns its absolute path. */
  draw(path: string, seed: number): Promise<string>;
  write(path: string, content: string | Uint8Array): string;
  /** Runs an import of the images folder to its end. */
  import(options?: Partial<Input<'imports.start'>>): Promise<ImportReport>;
  /** Closes the engine and starts another on the same catalog, as after a restart. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export const resourcesFolder = join(import.meta.dirname, '../../resources');

export async function openWorkplace(): Promise<Workplace> {
  const folder = mkdtempSync(join(tmpdir(), 'twinset-engine-'));
  const images = join(folder, 'images');
  const catalog = join(folder, 'catalog');
  mkdirSync(images);
  const dataFolder = makeDataFolder(join(folder, 'data'));

  async function open(): Promise<Engine> {
    const opened = await createEngine(
      { dataFolder, resourcesFolder },
      { vision: sharedVision(resourcesFolder) },
    );
    await opened.call('catalogs.open', { folder: catalog, create: true });
    return opened;
  }
  let engine = await open();

  function write(path: string, content: string | Uint8Array): string {
    const file = join(images, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  return {
    folder,
    images,
    catalog,
    get engine() {
      return engine;
    },
    write,
    draw: async (path, seed) => write(path, await drawPicture(seed)),
    import: (options = {}) => runImport(engine, { folder: images, ...options }),
    async restart() {
      await engine.close();
      engine = await open();
    },
    async close() {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts an import and waits for its report. */
export async function runImport(engine: Engine, options: Input<'imports.start'>): Promise<ImportReport> {
  const { jobId } = await engine.call('imports.start', options);
  return reportOf(engine, jobId);
}

/** The report of an import that was started, once it has ended. */
export async function reportOf(engine: Engine, jobId: string): Promise<ImportReport> {
  const job = await engine.call('jobs.wait', { id: jobId });
  if (job.kind !== 'import' || job.result === null)
    throw new Error(`The import has no report: ${job.message}`);
  return job.result;
}

/** Exports and waits for the end. @throws where it did not come to its end */
export async function runExport(engine: Engine, options: Input<'lists.export'>): Promise<ExportResult> {
  const { jobId } = await engine.call('lists.export', options);
  const job = await engine.call('jobs.wait', { id: jobId });
  if (job.kind !== 'export' || job.result === null) throw new Error(`The export failed: ${job.message}`);
  return job.result;
}

/** A 96×64 JPEG of coloured shapes that differ from seed to seed. */
export async function drawPicture(seed: number): Promise<Buffer> {
  const hue = (seed * 67) % 360;
  const shapes = Array.from({ length: 4 }, (_, index) => {
    const at = (seed * 31 + index * 17) % 80;
    return `<rect x="${at}" y="${(at * 3) % 50}" width="${10 + ((seed + index) % 5) * 6}" height="20" fill="hsl(${(hue + index * 50) % 360} 70% 45%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="64"><rect width="96" height="64" fill="#fff"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer();
}
