/** GET /exports/NAME: an exported file of the open catalog, as a download. */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import type { Engine } from '../engine/engine.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export async function downloadExport(context: Context, engine: Engine): Promise<Response> {
  const name = context.req.param('name') ?? '';
  const { catalog } = await engine.call('catalogs.current', {});
  const file = catalog === null ? null : await findExport(join(catalog.folder, 'exports'), name);
  if (file === null) return context.text('There is no such export.\n', 404);
  context.header('Content-Type', contentTypes[extname(name)] ?? 'text/csv; charset=utf-8');
  context.header('Content-Length', String(file.sizeBytes));
  context.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  return context.body(Readable.toWeb(createReadStream(file.path)) as ReadableStream<Uint8Array>);
}

/** Only a plain file that stands in the exports folder itself, and no link to elsewhere. */
async function findExport(folder: string, name: string): Promise<{ path: string; sizeBytes: number } | null> {
  if (name === '' || name.startsWith('.') || name !== basename(name) || /[\\\0]/.test(name)) return null;
  try {
    const path = await realpath(join(folder, name));
    const found = await stat(path);
    const isInside = dirname(path) === (await realpath(folder));
    return isInside && found.isFile() ? { path, sizeBytes: found.size } : null;
  } catch {
    return null;
  }
}
