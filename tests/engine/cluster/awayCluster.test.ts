/** What a curator decides on products that were seen is kept while the cluster is away. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../src/contract/failure.ts';
import type { CurationPort } from '../../../src/core/lists/ports.ts';
import type { ProductRecord } from '../../../src/core/products/ports.ts';
import { createProductRows } from '../../../src/core/products/productRows.ts';
import { catalogFiles } from '../../../src/engine/catalogs/catalogFiles.ts';
import { createExposureCounts } from '../../../src/engine/catalogs/exposureCounts.ts';
import { createTurns } from '../../../src/engine/catalogs/shared/inTurn.ts';
import { openReplica } from '../../../src/engine/catalogs/shared/replica.ts';
import { createSeen } from '../../../src/engine/catalogs/shared/seenProducts.ts';
import { createSharedCuration } from '../../../src/engine/catalogs/shared/sharedCuration.ts';
import { createSharedProducts } from '../../../src/engine/catalogs/shared/sharedProducts.ts';
import { createStoredCuration } from '../../../src/engine/catalogs/stored/storedCuration.ts';

const type = 'substitute';
const command = { type, position: null, reason: null };

let folder: string;
let curation: CurationPort;
let close: () => Promise<void>;
let isAway = false;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-away-'));
  isAway = false;
  const files = catalogFiles(folder);
  const opened = openReplica(files, (reason) => {
    throw reason;
  });
  close = opened.close;
  const there = new Set(['a', 'b', 'c']);
  const requireCluster = (): void => {
    if (isAway) throw new Failure('cluster-unreachable', 'No node can be reached.');
  };
  const source = {
    soldOut: null,
    async findKnown(ids: readonly string[]) {
      requireCluster();
      return new Set(ids.filter((id) => there.has(id)));
    },
    async fetchRows(ids: readonly string[]) {
      requireCluster();
      const rows = createProductRows();
      const named = ids.filter((id) => there.has(id));
      rows.upsert(named.map((id): ProductRecord => ({ id, name: id, attributes: {}, images: [] })));
      return rows;
    },
  };
  const exposure = createExposureCounts(files.exposure);
  const products = createSharedProducts(source, opened.store, exposure, createSeen());
  curation = createSharedCuration(
    opened.store,
    products,
    async () => [],
    createTurns(),
    createStoredCuration(await products.about([])),
  );
});

afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

describe('while the cluster is away', () => {
  it('decisions on seen products are made, shown and undone', async () => {
    await curation.decide({ ...command, productId: 'a', lookAlikeId: 'b', state: 'accepted' });
    isAway = true;
    await curation.decide({ ...command, productId: 'a', lookAlikeId: 'b', state: 'rejected' });
    expect(await curation.decisionsOf('a', type)).toMatchObject([
      { id: 'b', state: 'rejected', isResting: false },
    ]);
    expect(await curation.history()).toMatchObject({ decisions: 1, resting: 0 });
    await curation.undo(1);
    expect(await curation.decisionsOf('a', type)).toMatchObject([{ id: 'b', state: 'accepted' }]);
  });

  it('nothing is decided on a product that nobody saw', async () => {
    isAway = true;
    const decided = curation.decide({ ...command, productId: 'a', lookAlikeId: 'c', state: 'accepted' });
    await expect(decided).rejects.toMatchObject({ code: 'cluster-unreachable' });
    expect(await curation.history()).toMatchObject({ undo: null, decisions: 0 });
  });

  it('changes are made in the order in which they were asked for', async () => {
    const first = curation.decide({ ...command, productId: 'a', lookAlikeId: 'b', state: 'accepted' });
    const undone = curation.undo(1);
    const last = curation.decide({ ...command, productId: 'a', lookAlikeId: 'c', state: 'rejected' });
    await Promise.all([first, undone, last]);
    expect((await undone).steps).toMatchObject([{ id: 'a', lookAlike: 'b' }]);
    expect(await curation.decisionsOf('a', type)).toMatchObject([{ id: 'c', state: 'rejected' }]);
  });
});
