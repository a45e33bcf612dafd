import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  readTunedCache,
  type TunedContent,
  type TunedIdentity,
  writeTunedCache,
} from '../../../src/adapters/tuning/tunedCache.ts';
import { expectTurnedBitsSeen, expectWrongLengthSeen } from '../files/cache/expectDamageSeen.ts';

const identity: TunedIdentity = { space: 'space-a', generation: '7 token', map: 'a map', length: 12 };
const count = 50;
const rows = Float32Array.from({ length: count * identity.length }, (_, at) => Math.sin(at));
const content: TunedContent = {
  imageIds: Array.from({ length: count }, (_, at) => `image ${at}`),
  sums: Uint32Array.from({ length: count }, (_, at) => at * 1_000_003),
  *rows() {
    for (let at = 0; at < count; at++)
      yield new Uint8Array(rows.buffer, at * identity.length * 4, identity.length * 4);
  },
};

let folder: string;
let file: string;
const write = (isStale = () => false) => writeTunedCache(file, identity, content, isStale);
const read = (asked: Partial<TunedIdentity> = {}) => readTunedCache(file, { ...identity, ...asked });
const readFrom = (path: string) => readTunedCache(path, identity);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-tuned-'));
  file = join(folder, 'tuned.cache');
  await write();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the cache file of a tuned index', () => {
  it('has its rows as they were, and nothing beside it', async () => {
    expect(await read()).toEqual({ imageIds: content.imageIds, sums: content.sums, rows, isCurrent: true });
    expect(readdirSync(folder)).toEqual(['tuned.cache']);
  });

  it('that is older than the vectors says so', async () => {
    expect(await read({ generation: '8 token' })).toMatchObject({ isCurrent: false });
  });

  it.each<Partial<TunedIdentity>>([{ space: 'space-b' }, { map: 'another map' }, { length: 16 }])(
    'is passed over where it is of another space or map: %o',
    async (other) => {
      expect(await read(other)).toBeNull();
    },
  );

  it('is passed over with a single bit turned anywhere', async () => {
    await expectTurnedBitsSeen(file, readFrom, { startBytes: 400, step: 37 });
  });

  it('is passed over where it is cut, longer, empty, missing or a folder', async () => {
    await expectWrongLengthSeen(file, readFrom, { folder: folder, cutTo: [200, 20, 0] });
  });

  it('stays as it was where its writing is ended', async () => {
    const before = readFileSync(file);
    expect(await write(() => true)).toBe(false);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['tuned.cache']);
  });
});
