/** Who one is to clusters, encrypted by what the system keeps secrets with. */
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { z } from 'zod';
import { keptConnectionSchema } from '../contract/cluster.ts';
import type { CredentialStore } from '../engine/cluster/keychain.ts';
import { createJsonFile } from '../engine/jsonFile.ts';

/** Null where the system has no keychain that is opened by its person alone; the engine keeps a file of its own then. */
export function openKeychain(dataFolder: string): CredentialStore | null {
  if (!isSafe()) return null;
  const file = createJsonFile(join(dataFolder, 'keychain.json'), z.record(z.string(), z.base64()), {});
  return {
    of(address) {
      const kept = file.read()[address];
      return kept === undefined ? null : decrypt(kept);
    },
    keep(address, connection) {
      const encrypted = safeStorage.encryptString(JSON.stringify(connection)).toString('base64');
      file.write({ ...file.read(), [address]: encrypted });
    },
  };
}

function isSafe(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  // On Linux without a keyring: encrypted with a password that is the same everywhere.
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

/** Null for what another user or another keychain encrypted: it is asked for again. */
function decrypt(encrypted: string): ReturnType<CredentialStore['of']> {
  try {
    return keptConnectionSchema.parse(
      JSON.parse(safeStorage.decryptString(Buffer.from(encrypted, 'base64'))),
    );
  } catch {
    return null;
  }
}
