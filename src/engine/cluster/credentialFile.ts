/** Who one is to clusters, in a file of the data folder that nobody else can read. Not in the catalog, a log or a message. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAsideSync } from '../../adapters/files/writeAsideSync.ts';
import { keptConnectionSchema } from '../../contract/cluster.ts';
import { Failure } from '../../contract/failure.ts';
import type { CredentialStore } from '../../core/cluster/ports.ts';
import { createJsonFile } from '../jsonFile.ts';

/** Read or written by anybody but its owner. */
const othersMay = 0o077;

export function openCredentialFile(dataFolder: string): CredentialStore {
  const file = join(dataFolder, 'clusters.json');
  const kept = createJsonFile(file, z.record(z.string(), keptConnectionSchema), {});

  /** Windows keeps no such bits; the data folder is its person's there. */
  function requirePrivate(): void {
    const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
    if (process.platform === 'win32' || (mode & othersMay) === 0) return;
    throw new Failure(
      'not-allowed',
      `${file} holds passwords and others on this machine may read or change it. Make it yours alone first: chmod 600 ${file}`,
    );
  }

  return {
    of(address) {
      requirePrivate();
      return kept.read()[address] ?? null;
    },
    keep(address, connection) {
      const next = { ...kept.read(), [address]: connection };
      writeAsideSync(file, JSON.stringify(next, null, 2), { isPrivate: true });
    },
  };
}
