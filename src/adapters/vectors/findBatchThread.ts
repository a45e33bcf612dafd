/** Where a batch thread's entry is: beside this file in the source, beside or above its chunk in a bundle. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../contract/failure.ts';

const candidates = ['./batchThread.ts', './batchThread.js', '../batchThread.js'];

/** @throws Failure `backend-unavailable` where the installation is incomplete */
export function findBatchThread(): string {
  for (const candidate of candidates) {
    const file = fileURLToPath(new URL(candidate, import.meta.url));
    if (existsSync(file)) return file;
  }
  const message =
    'The part of Twinset that compares many products at once is missing: install Twinset again.';
  throw new Failure('backend-unavailable', message, `No batchThread near ${import.meta.url}`);
}
