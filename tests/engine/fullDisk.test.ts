/** A disk that is really full, at each step: the reason is told, the exit status is right, nothing is lost, and it goes on once there is room. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/catalog/openDatabase.ts';
import { type CliRun, runCli } from '../cli/runCli.ts';
import { findMountObstacle, openSmallDisk, type SmallDisk } from '../fixtures/smallDisk.ts';
import { drawPicture } from './workplace.ts';

const imageCount = 150;
const diskMegabytes = 24;
const obstacle = findMountObstacle();

describe.skipIf(obstacle !== null)(
  obstacle === null ? 'on a full disk' : `on a full disk (skipped: ${obstacle})`,
  // Each step is a process of its own that loads the network.
  { timeout: 600_000 },
  () => {
    /** On a disk with room: the images, and the data folder where nothing else is said. */
    let roomy: string;
    let images: string;
    let data: string;
    let disk: SmallDisk;
    let catalog: string;

    beforeAll(async () => {
      roomy = mkdtempSync(join(tmpdir(), 'twinset-roomy-'));
      images = join(roomy, 'images');
      data = join(roomy, 'data');
      mkdirSync(images);
      for (let seed = 0; seed < imageCount; seed++)
        writeFileSync(join(images, `${seed}.jpg`), await drawPicture(seed));
    });

    afterAll(() => rmSync(roomy, { recursive: true, force: true }));

    beforeEach(() => {
      disk = openSmallDisk(diskMegabytes);
      catalog = join(disk.folder, 'catalog');
    });

    afterEach(() => disk.remove());

    const importImages = (dataFolder = data) =>
      runCli(['import', images, '--catalog', catalog, '--json', '--precision', 'fp32'], dataFolder);
    const verify = () => runCli(['verify', '--catalog', catalog, '--json'], data);
    const jsonOf = (run: CliRun) => JSON.parse(run.stdout) as Record<string, unknown>;
    const jobs = async () => jsonOf(await runCli(['jobs', '--catalog', catalog, '--json'], data))['jobs'];

    async function expectWhole(): Promise<void> {
      const run = await importImages();
      expect(run).toMatchObject({ status: 0 });
      expect(jsonOf(run)).toMatchObject({ found: imageCount, failed: 0 });
      expect(jsonOf(await verify())).toMatchObject({ ok: true, images: imageCount });
    }

    it('an import that runs out of room tells what it did, keeps it, and goes on later', async () => {
      disk.fill(1_000_000);
      const run = await importImages();
      expect(run).toMatchObject({ status: 1, stderr: expect.stringMatching(/^twinset: .*full.*\n$/) });
      const report = jsonOf(run) as Record<
        'found' | 'embedded' | 'unchanged' | 'duplicate' | 'failed',
        number
      >;
      expect(report.found).toBe(report.embedded + report.unchanged + report.duplicate + report.failed);
      expect(report).toMatchObject({ failed: 0 });
      expect(report.embedded).toBeLessThan(imageCount);
      expect(await jobs()).toMatchObject([
        { kind: 'import', state: 'failed', message: expect.stringContaining('full') },
      ]);
      disk.makeRoom();
      expect(jsonOf(await verify())).toMatchObject({ ok: true });
      await expectWhole();
    });

    it('an import that cannot even begin says so', async () => {
      disk.fill(0);
      const run = await importImages();
      expect(run).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^twinset: .+\n$/) });
      disk.makeRoom();
      await expectWhole();
    });

    it('an import whose report finds no room is told all the same', async () => {
      await importImages();
      const database = openDatabase(join(catalog, 'twinset.db'), null);
      database.exec(`CREATE TABLE ballast (bytes BLOB);
        CREATE TRIGGER fill_disk BEFORE UPDATE OF report ON imports
        BEGIN INSERT INTO ballast VALUES (zeroblob(${2 * diskMegabytes * 1024 * 1024})); END`);
      const run = await importImages();
      expect(run).toMatchObject({ status: 0 });
      expect(jsonOf(run)).toMatchObject({
        found: imageCount,
        unchanged: imageCount,
        notes: [expect.stringMatching(/report could not be kept.*full/)],
      });
      database.exec('DROP TRIGGER fill_disk');
      database.close();
      await expectWhole();
    });

    it('an export leaves no half file, and the catalog can be opened and searched', async () => {
      await importImages();
      disk.fill(150_000);
      const run = await runCli(
        ['export', join(disk.folder, 'lists.csv'), '--catalog', catalog, '--top', '140', '--json'],
        data,
      );
      expect(run).toMatchObject({
        status: 1,
        stdout: '',
        stderr: expect.stringMatching(/^twinset: .*full.*\n$/),
      });
      expect(readdirSync(disk.folder).filter((name) => /lists|part/.test(name))).toEqual([]);
      expect(await jobs()).toMatchObject([
        { kind: 'export', state: 'failed', message: expect.stringContaining('full') },
        { kind: 'import', state: 'done' },
      ]);
      expect(await runCli(['similar', '1', '--catalog', catalog, '--json'], data)).toMatchObject({
        status: 0,
      });
      disk.makeRoom();
      await expectWhole();
    });

    it('a data folder without room keeps no import from its end', async () => {
      const onDisk = join(disk.folder, 'data');
      mkdirSync(onDisk);
      catalog = join(roomy, 'catalog beside');
      disk.fill(0);
      const run = await importImages(onDisk);
      expect(run).toMatchObject({ status: 0 });
      expect(jsonOf(run)).toMatchObject({ embedded: imageCount });
    });
  },
);
