/** Who one is to a cluster is kept for nobody else, and finds its way to the engine. */
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../../src/contract/catalogs.ts';
import type { KeptConnection } from '../../../src/contract/cluster.ts';
import type { Parsed } from '../../../src/contract/contract.ts';
import type { CredentialStore } from '../../../src/core/cluster/ports.ts';
import { openCredentialFile } from '../../../src/engine/cluster/credentialFile.ts';
import { openWithKeychain } from '../../../src/engine/cluster/keychain.ts';

const address = 'https://search.example:9200/shoes';
const login = { user: 'anna', password: 'correct horse' };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-credentials-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fileIn = (dataFolder: string): string => join(dataFolder, 'clusters.json');

describe('the file of logins', () => {
  it('gives back what was kept of an address, and nothing of another', () => {
    openCredentialFile(folder).keep(address, { login, ca: '/certificates/own.pem' });
    const store = openCredentialFile(folder);
    store.keep('https://other.example/hats', { login: { user: 'bo', password: 'x' } });
    expect(store.of(address)).toEqual({ login, ca: '/certificates/own.pem' });
    expect(store.of('https://search.example:9200/boots')).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('is its person’s alone, and is not read where it is not', () => {
    const store = openCredentialFile(folder);
    store.keep(address, { login });
    expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600);
    chmodSync(fileIn(folder), 0o640);
    expect(() => store.of(address)).toThrow(`chmod 600 ${fileIn(folder)}`);
  });
});

describe('a host with a keychain', () => {
  const opened: Catalog = {
    folder: '/data/shared/shoes-1',
    address,
    name: 'Shoes',
    products: 1,
    images: 1,
    embeddings: 1,
    fields: [],
    sources: [],
    runtime: null,
    notices: [],
  };

  function keychainWith(kept: Record<string, KeptConnection>): CredentialStore {
    return {
      of: (each) => kept[each] ?? null,
      keep(each, connection) {
        kept[each] = connection;
      },
    };
  }

  async function askedOf(
    keychain: CredentialStore,
    order: Parsed<'catalogs.open'>,
  ): Promise<Parsed<'catalogs.open'>[]> {
    const asked: Parsed<'catalogs.open'>[] = [];
    await openWithKeychain(keychain, order, async (each) => {
      asked.push(each);
      return opened;
    });
    return asked;
  }

  it('keeps what the catalog was opened with, and lets the engine keep nothing', async () => {
    const kept: Record<string, KeptConnection> = {};
    const order = { folder: address, create: false, connection: { login, isKept: true } };
    const [asked] = await askedOf(keychainWith(kept), order);
    expect(asked?.connection).toMatchObject({ login, isKept: false });
    expect(kept).toEqual({ [address]: { login } });
  });

  it('tells the engine what it keeps, where nothing else is said', async () => {
    const keychain = keychainWith({ [address]: { login, ca: 'own.pem' } });
    const [silent] = await askedOf(keychain, { folder: address, create: false });
    expect(silent?.connection).toMatchObject({ login, ca: 'own.pem' });
    const other = { user: 'bo', password: 'x' };
    const [said] = await askedOf(keychain, {
      folder: address,
      create: false,
      connection: { login: other, isKept: false },
    });
    expect(said?.connection).toMatchObject({ login: other, ca: 'own.pem' });
  });

  it('keeps nothing that did not open anything', async () => {
    const kept: Record<string, KeptConnection> = {};
    const order = { folder: address, create: false, connection: { login, isKept: true } };
    const refused = openWithKeychain(keychainWith(kept), order, async () => {
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    expect(kept).toEqual({});
  });

  it('has nothing to do with folders', async () => {
    const [asked] = await askedOf(keychainWith({}), { folder: '/catalogs/mine', create: true });
    expect(asked).toEqual({ folder: '/catalogs/mine', create: true });
  });
});
