/** An address that leads to no catalog is refused in words, and leaves nothing behind. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/engine/createEngine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { runHere } from '../../cli/runHere.ts';
import { makeDataFolder } from '../../runFolder.ts';
import { sharedVision } from '../sharedVision.ts';
import { resourcesFolder } from '../workplace.ts';

let place: string;
let dataFolder: string;
let engine: Engine;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-open-shared-'));
  dataFolder = makeDataFolder(join(place, 'data'));
  engine = await createEngine({ dataFolder, resourcesFolder }, { vision: sharedVision(resourcesFolder) });
});

afterAll(async () => {
  await engine.close();
  rmSync(place, { recursive: true, force: true });
});

/** Nothing listens there. */
const nobody = 'http://127.0.0.1:1/shoes';

describe('an address', () => {
  const refused: readonly (readonly [string, string, string])[] = [
    [nobody, 'cluster-unreachable', 'cannot be reached'],
    ['https://search.example', 'bad-input', 'The name of the catalog is missing'],
    ['http://search.example/shoes', 'bad-input', 'http is for a cluster on this machine alone'],
    ['https://anna:secret@search.example/shoes', 'bad-input', 'holds no user and no password'],
  ];
  it.each(refused)('%s is refused', async (folder, code, words) => {
    const opened = engine.call('catalogs.open', {
      folder,
      connection: { login: { user: 'anna', password: 'secret' }, isKept: true },
    });
    await expect(opened).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
    await expect(opened).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
    expect(await engine.call('catalogs.current', {})).toEqual({ catalog: null });
    expect(await engine.call('catalogs.recent', {})).toEqual({ catalogs: [] });
    expect(existsSync(join(dataFolder, 'shared'))).toBe(false);
    expect(existsSync(join(dataFolder, 'clusters.json'))).toBe(false);
  });

  it('is taken by commands in place of a folder', async () => {
    const words = ['similar', '10001', '--catalog', nobody];
    const { status, stderr } = await runHere(words, dataFolder);
    expect(status).toBe(1);
    expect(stderr).toContain(`The cluster of ${nobody} cannot be reached`);
  });
});
