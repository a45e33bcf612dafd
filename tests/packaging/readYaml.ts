/** Reads YAML with the reader that electron-builder brings. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './packTwinset.ts';

const requireOf = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
const { load } = createRequire(requireOf.resolve('app-builder-lib/package.json'))('js-yaml') as {
  load(text: string): unknown;
};

/** @param file below the root */
export function readYaml(file: string): unknown {
  return load(readFileSync(join(root, file), 'utf8'));
}
