/** A folder of its own for each test, removed afterwards. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

export interface TemporaryFolder {
  readonly path: string;
  /** Absolute path of something in the folder. */
  at(path: string): string;
  /** Writes a file, with the folders above it, and returns its absolute path. */
  write(path: string, content?: string | Uint8Array): string;
}

/** To be called once at the top of a test file or a `describe`. */
export function openTemporaryFolder(): TemporaryFolder {
  let path = '';
  beforeEach(() => {
    path = realpathSync(mkdtempSync(join(tmpdir(), 'twinset-files-')));
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));
  return {
    get path() {
      return path;
    },
    at: (below) => join(path, below),
    write(below, content = 'content') {
      const file = join(path, below);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
  };
}
