/** Where the worker process's entry is: beside this file in the source, beside or above its chunk in a bundle. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../contract/failure.ts';

const candidates = ['./visionProcess.ts', './visionProcess.js', '../visionProcess.js'];

/** @throws Failure `backend-unavailable` where the installation is incomplete */
export function findVisionProcess(): string {
  for (const candidate of candidates) {
    const file = fileURLToPath(new URL(candidate, import.meta.url));
    if (existsSync(file)) return file;
  }
  const message = 'The part of Twinset that reads images is missing: install Twinset again.';
  throw new Failure('backend-unavailable', message, `No visionProcess near ${import.meta.url}`);
}
