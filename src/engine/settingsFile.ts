/** The person's settings and the catalogs opened lately, kept in the data folder. */
import { join } from 'node:path';
import { z } from 'zod';
import { type RecentCatalog, recentCatalogSchema } from '../contract/catalogs.ts';
import { defaultSettings, type Settings, settingsSchema } from '../contract/settings.ts';
import { createJsonFile, type JsonFile } from './jsonFile.ts';

const recentKept = 12;

/** A setting that the file does not have yet, because an earlier version wrote it, is at its default. */
const storedSettingsSchema = z.preprocess(
  (stored) => (typeof stored === 'object' ? { ...defaultSettings, ...stored } : stored),
  settingsSchema,
);

/** @param onDamage as of `createJsonFile` */
export function openSettings(dataFolder: string, onDamage?: (keptAs: string) => void): JsonFile<Settings> {
  return createJsonFile(join(dataFolder, 'settings.json'), storedSettingsSchema, defaultSettings, onDamage);
}

export interface RecentCatalogs {
  all(): RecentCatalog[];
  /** Puts the catalog first. */
  note(catalog: RecentCatalog): void;
  /** @throws Failure `disk-full`, `not-allowed` */
  clear(): void;
}

/** @param onError told why the list could not be written; nothing else depends on it */
export function openRecentCatalogs(dataFolder: string, onError: (thrown: unknown) => void): RecentCatalogs {
  const file = createJsonFile(join(dataFolder, 'recent.json'), z.array(recentCatalogSchema), []);
  return {
    all: () => file.read(),
    note(catalog) {
      const others = file.read().filter((one) => one.folder !== catalog.folder);
      try {
        file.write([catalog, ...others].slice(0, recentKept));
      } catch (thrown) {
        onError(thrown);
      }
    },
    clear: () => file.write([]),
  };
}
