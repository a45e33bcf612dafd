/** What a curator made, on a disk that is really full: nothing that was answered is lost, and it goes on once there is room. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asFailure } from '../../src/contract/failure.ts';
import { releasedDecisions, writeReleasedCatalog } from '../durability/releasedCatalog.ts';
import { findMountObstacle, openSmallDisk, type SmallDisk } from '../fixtures/smallDisk.ts';
import { openStrictly } from './openStrictly.ts';

const diskMegabytes = 16;
const obstacle = findMountObstacle();

describe.skipIf(obstacle !== null)(
  obstacle === null ? 'on a full disk' : `on a full disk (skipped: ${obstacle})`,
  () => {
    let disk: SmallDisk;
    let catalog: string;

    beforeEach(() => {
      disk = openSmallDisk(diskMegabytes);
      catalog = join(disk.folder, 'catalog');
    });

    afterEach(() => disk.remove());

    it('a decision that finds no room says so, and those that were answered stand', async () => {
      const opened = await openStrictly(catalog);
      opened.sources.save('/images', null, { map: {} });
      const decide = (number: number) =>
        opened.curation.decide({
          type: 'substitute',
          productId: `p${number % 50}`,
          lookAlikeId: `q${number}`,
          state: 'accepted',
          position: null,
          reason: 'x'.repeat(900),
        });
      decide(0);
      disk.fill(200_000);
      let answered = 1;
      const refused = (() => {
        for (; ; answered++) {
          try {
            decide(answered);
          } catch (thrown) {
            return asFailure(thrown);
          }
        }
      })();
      expect(refused).toMatchObject({ code: 'disk-full', message: expect.stringContaining('curation.db') });
      expect(opened.curation.count()).toBe(answered);
      disk.makeRoom();
      decide(answered);
      await opened.close();
      const again = await openStrictly(catalog);
      expect(again.curation.count()).toBe(answered + 1);
      expect(again.curation.undo(1).steps).toMatchObject([{ lookAlike: `q${answered}` }]);
      await again.close();
    });

    it('an older catalog is not brought up to date, stays as it was, and is later', async () => {
      mkdirSync(catalog);
      const file = join(catalog, 'twinset.db');
      writeReleasedCatalog(file);
      disk.fill(300_000);
      await expect(openStrictly(catalog)).rejects.toMatchObject({ code: 'disk-full' });
      // To look into it takes some room too.
      disk.makeRoom();
      const old = new Database(file);
      expect(old.pragma('user_version', { simple: true })).toBeLessThan(4);
      expect(old.prepare('SELECT count(*) FROM decisions').pluck().get()).toBe(releasedDecisions);
      old.close();
      const opened = await openStrictly(catalog);
      expect(opened.curation.count()).toBe(releasedDecisions);
      await opened.close();
    });

    it('a damaged curation.db is put back once there is room, and not given up before', async () => {
      const opened = await openStrictly(catalog);
      opened.sources.save('/images', null, { map: {} });
      for (let number = 0; number < 500; number++) {
        const [productId, lookAlikeId] = ['p', `q${number}`];
        const more = {
          type: 'substitute',
          state: 'pinned' as const,
          position: null,
          reason: 'r'.repeat(500),
        };
        opened.curation.decide({ productId, lookAlikeId, ...more });
      }
      await opened.close();
      writeFileSync(join(catalog, 'curation.db'), 'no database '.repeat(100));
      disk.fill(100_000);
      await expect(openStrictly(catalog)).rejects.toMatchObject({ code: 'disk-full' });
      expect(readdirSync(join(catalog, 'backups'))).toHaveLength(1);
      disk.makeRoom();
      const again = await openStrictly(catalog);
      expect(again.describe().notices).toEqual([expect.stringContaining('put back from its copy')]);
      expect(again.curation.count()).toBe(500);
      await again.close();
    });
  },
);
