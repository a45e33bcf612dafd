/** A machine goes only to places of thumbnails that its person accepted, whatever a catalog says later. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptConnection, OutsideThumbnails } from '../../../src/contract/cluster.ts';
import type { OutsidePlace } from '../../../src/core/cluster/thumbnails.ts';
import { createOutsideThumbnails } from '../../../src/engine/catalogs/shared/outsideThumbnails.ts';
import { openFollowedPlaces } from '../../../src/engine/cluster/followedPlaces.ts';
import { followWithKeychain } from '../../../src/engine/cluster/keychain.ts';
import { createThumbnailAccess } from '../../../src/engine/cluster/thumbnailAccess.ts';

const address = 'https://search.example:9200/shoes';
const store = 'https://objects.example/pictures';
const keys = { keyId: 'anna', secret: 'correct horse' };
const inFolder: OutsidePlace = { kind: 'folder', path: '/Volumes/shoes', mark: 'one' };
const inStore: OutsidePlace = { kind: 'objects', address: store, mark: 'two' };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-followed-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('accepted places', () => {
  it('are followed on this machine, as long as the catalog means the same', () => {
    openFollowedPlaces(folder).keep(address, inFolder, '/mnt/shoes');
    const followed = openFollowedPlaces(folder);
    expect(followed.reach(address, inFolder, keys)).toEqual({ kind: 'folder', folder: '/mnt/shoes' });
    // Its path elsewhere means nothing here.
    const renamed = { ...inFolder, path: '/etc' };
    expect(followed.reach(address, renamed, null)).toEqual({ kind: 'folder', folder: '/mnt/shoes' });
    expect(followed.reach(address, { ...inFolder, mark: 'other' }, null)).toBeNull();
    expect(followed.reach('https://search.example:9200/hats', inFolder, null)).toBeNull();
    expect(followed.reach(address, { ...inStore, mark: 'one' }, null)).toBeNull();
  });

  it('of objects are followed at that address alone', () => {
    const followed = openFollowedPlaces(folder);
    followed.keep(address, inStore, null);
    expect(followed.reach(address, inStore, keys)).toEqual({ kind: 'objects', keys });
    expect(followed.reach(address, { ...inStore, address: 'https://other.example/x' }, keys)).toBeNull();
  });

  it('are none where the file cannot be understood, and the file holds no keys', () => {
    const followed = openFollowedPlaces(folder);
    followed.keep(address, inStore, null);
    expect(readFileSync(join(folder, 'thumbnails.json'), 'utf8')).not.toContain(keys.secret);
    writeFileSync(join(folder, 'thumbnails.json'), '{"cut');
    expect(followed.reach(address, inStore, keys)).toBeNull();
  });
});

describe('keys', () => {
  it('that were kept are for the address that they were given for', () => {
    const followed = openFollowedPlaces(folder);
    const other: OutsidePlace = { ...inStore, address: 'https://other.example/x' };
    followed.keep(address, other, null);
    const kept = { address: store, keys };
    const access = createThumbnailAccess({ address, ca: undefined, kept, followed, fromElsewhere: null });
    expect(access.keysFor(store)).toEqual(keys);
    expect(access.reach(other)).toEqual({ kind: 'objects', keys: null });
  });

  it('are kept by the keychain beside the login, and the engine keeps nothing', async () => {
    const kept: Record<string, KeptConnection> = { [address]: { login: { user: 'anna', password: 'x' } } };
    const keychain = {
      of: (each: string) => kept[each] ?? null,
      keep(each: string, connection: KeptConnection) {
        kept[each] = connection;
      },
    };
    const told: boolean[] = [];
    const state: OutsideThumbnails = {
      ...{ kind: 'objects', where: store, folder: null, isFollowed: true, problem: null },
    };
    const follow = (isKept: boolean) =>
      followWithKeychain(
        keychain,
        { where: store, keys, isKept },
        async () => address,
        async (order) => {
          told.push(order.isKept);
          return state;
        },
      );
    await follow(false);
    expect(kept[address]?.objects).toBeUndefined();
    await follow(true);
    expect(kept[address]).toEqual({
      login: { user: 'anna', password: 'x' },
      objects: { address: store, keys },
    });
    expect(told).toEqual([false, false]);
  });
});

describe('accepting a place', () => {
  function portFor(place: OutsidePlace | null, tried: unknown[] = []) {
    const followed = openFollowedPlaces(folder);
    const tools = { address, ca: undefined, kept: undefined, followed, fromElsewhere: null };
    const access = createThumbnailAccess(tools);
    return createOutsideThumbnails({
      ...{ address, access, followed },
      thumbnails: {
        outside: () => place,
        state: () =>
          place === null
            ? null
            : { kind: place.kind, where: '', folder: null, isFollowed: true, problem: null },
        renew: () => undefined,
      },
      async tryPlace(asked, reached) {
        tried.push([asked, reached]);
      },
    });
  }

  it('asks where a folder is here, and takes no catalog’s word for it', async () => {
    const port = portFor(inFolder);
    await expect(port.follow('/Volumes/shoes', { keys: null })).rejects.toThrow('with its full path');
    await expect(port.follow('/Volumes/shoes', { folder: 'shoes', keys: null })).rejects.toThrow('full path');
    const tried: unknown[] = [];
    await portFor(inFolder, tried).follow('/Volumes/shoes', { folder: '/mnt/shoes', keys: null });
    expect(tried).toEqual([[inFolder, { kind: 'folder', folder: '/mnt/shoes' }]]);
  });

  it('is of what was seen: elsewhere by then, or in the cluster, is refused', async () => {
    await expect(portFor(inStore).follow('https://seen.example/x', { keys })).rejects.toThrow(
      `elsewhere by now: ${store}`,
    );
    const strange = 'http://169.254.169.254/latest';
    await expect(portFor({ ...inStore, address: strange }).follow(strange, { keys })).rejects.toThrow(
      'is no address of thumbnails',
    );
    await expect(portFor(null).follow(store, { keys })).rejects.toThrow('nothing to accept');
  });
});
