/** What a contact sheet needs of this installation and of the open catalog: its style and script, names and pictures. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ExportOptions } from '../../contract/exports.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { contactSheetForm, type SheetResource } from '../../core/lists/contactSheet/contactSheet.ts';
import type { ExportForm } from '../../core/lists/exportText.ts';
import { kindOf } from '../../core/lists/listKinds.ts';

export async function openContactSheet(
  catalog: Pick<CatalogSession, 'pictures' | 'curation' | 'describe'>,
  resourcesFolder: string,
  { type }: Pick<ExportOptions, 'type'>,
): Promise<ExportForm> {
  const folder = join(resourcesFolder, 'contactSheet');
  return contactSheetForm({
    kind: kindOf(await catalog.curation.types(), type).title,
    catalogName: (await catalog.describe()).name,
    writtenAt: new Date().toISOString(),
    style: await readResource(join(folder, 'sheet.css')),
    script: await readResource(join(folder, 'sheet.js')),
    async pictureOf(imageId) {
      const file = await catalog.pictures.fileOf(imageId, 'thumbnail');
      if (file === null) return null;
      const kind = extname(file) === '.webp' ? 'image/webp' : 'image/jpeg';
      return `data:${kind};base64,${await readFile(file, 'base64')}`;
    },
  });
}

async function readResource(file: string): Promise<SheetResource> {
  // As a browser reads it, which hashes what it read.
  const text = (await readFile(file, 'utf8')).replaceAll('\r\n', '\n');
  return { text, hash: `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}` };
}
