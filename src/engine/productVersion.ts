/** The version in package.json, which stands one folder above src/ and two above out/main/. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const productVersion = readVersion();

function readVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let level = 0; level < 5; level++) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) {
      const found = JSON.parse(readFileSync(file, 'utf8')) as { version?: string };
      return found.version ?? 'unknown';
    }
    folder = dirname(folder);
  }
  return 'unknown';
}
