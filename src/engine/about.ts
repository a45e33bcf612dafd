/** The changelog and the licences that came with this installation. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { About } from '../contract/settings.ts';
import { productVersion } from './productVersion.ts';

/** `licences.json`, as `scripts/licences.mjs` makes it: many parts share the words of their licence. */
const licencesSchema = z.object({
  parts: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      licence: z.string(),
      text: z.string().optional(),
      file: z.string().optional(),
    }),
  ),
  texts: z.record(z.string(), z.string()),
});

/** What is missing is empty: it must not keep anybody from seeing the rest. */
export async function readAbout(resourcesFolder: string): Promise<About> {
  const read = (name: string): Promise<string> =>
    readFile(join(resourcesFolder, name), 'utf8').catch(() => '');
  const [changelog, licences] = await Promise.all([read('CHANGELOG.md'), read('licences.json')]);
  return { version: productVersion, changelog, licences: licences === '' ? [] : readLicences(licences) };
}

function readLicences(json: string): About['licences'] {
  const { parts, texts } = licencesSchema.parse(JSON.parse(json));
  return parts.map(({ text, file, ...part }) => ({
    ...part,
    text: text === undefined ? null : (texts[text] ?? null),
    file: file ?? null,
  }));
}
