import { writeAsideSync } from '../files/writeAsideSync.ts';

/**
 * Writes a picture, complete or not at all. Synchronously: a few kilobytes into the system's cache take less time than
 * handing the work to another thread and back, a tenth of what an import costs. It can be drawn again: a cache.
 * @throws Failure `disk-full`, `not-allowed`
 */
export function writePicture(encoded: Uint8Array, target: string): void {
  writeAsideSync(target, encoded, { isCache: true });
}
