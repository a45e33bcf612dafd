import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { probeBackends } from '../../adapters/inference/openBackend.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { settingsMethods } from '../../contract/settings.ts';
import { readAbout } from '../about.ts';
import type { EngineContext } from '../context.ts';
import { productVersion } from '../productVersion.ts';

export function settingsHandlers(context: EngineContext): Handlers<keyof typeof settingsMethods> {
  return {
    'settings.get': () => context.settings.read(),
    'settings.set': (change) => {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const settings = { ...context.settings.read(), ...given };
      context.settings.write(settings);
      return settings;
    },
    'settings.about': () => readAbout(context.options.resourcesFolder),
    'settings.diagnostics': async () => {
      const session = context.current();
      const catalog = (await session?.describe()) ?? null;
      const inventory = (await session?.care.inventory()) ?? null;
      const searchReading = (await session?.care.searchReading()) ?? null;
      return {
        versions: versions(),
        machine: {
          platform: `${platform()} ${release()} ${arch()}`,
          processor: cpus()[0]?.model ?? 'unknown',
          cores: cpus().length,
          memoryBytes: totalmem(),
        },
        backends: await probeBackends(),
        runtime: catalog?.runtime ?? null,
        catalog:
          catalog === null || inventory === null
            ? null
            : {
                folder: catalog.folder,
                address: catalog.address,
                products: catalog.products,
                embeddings: catalog.embeddings,
                inventory,
                searchReading,
              },
        dataFolder: context.options.dataFolder,
        errors: context.errors.entries(),
      };
    },
  };
}

function versions(): Record<string, string> {
  const packages = ['better-sqlite3', 'sharp', 'onnxruntime-node', '@tensorflow/tfjs-node'];
  return {
    twinset: productVersion,
    node: process.versions.node,
    ...Object.fromEntries(packages.map((name) => [name, packageVersion(name)])),
  };
}

/** Read from the package's folder: not every package lets its package.json be imported. */
function packageVersion(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const file = folders.map((folder) => join(folder, name, 'package.json')).find((path) => existsSync(path));
  if (file === undefined) return 'not installed';
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version?: string };
  return version ?? 'unknown';
}
