/** Where the entry of a process or thread of ours is: beside its finder in the source, beside or above its chunk in a bundle. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../contract/failure.ts';

/**
 * @param name the entry's name without an ending, as the build has it ("visionProcess")
 * @param from `import.meta.url` of the file that stands beside the entry
 * @param purpose ends "The part of Twinset that … is missing"
 * @throws Failure `backend-unavailable` where the installation is incomplete
 */
export function findEntry(name: string, from: string, purpose: string): string {
  for (const candidate of [`./${name}.ts`, `./${name}.js`, `../${name}.js`]) {
    const file = fileURLToPath(new URL(candidate, from));
    if (existsSync(file)) return file;
  }
  throw new Failure(
    'backend-unavailable',
    `The part of Twinset that ${purpose} is missing: install Twinset again.`,
    `No ${name} near ${from}`,
  );
}
