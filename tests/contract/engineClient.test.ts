/** The owner of the engine process: what a crash does to calls, to the catalog and to the next call. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  EngineClient,
  EngineExit,
  EngineProcessOptions,
} from '../../src/engine/processes/engineClient.ts';
import { startEngineProcess } from '../../src/engine/processes/engineClient.ts';
import { nodeWithoutSqlite } from '../fixtures/nodeWithoutSqlite.ts';
import type { SmallCatalog } from './smallCatalog.ts';
import { makeSmallCatalog, resourcesFolder } from './smallCatalog.ts';
import { engineEntry } from './transports.ts';

let small: SmallCatalog;

beforeAll(async () => {
  small = await makeSmallCatalog();
});

afterAll(() => small?.remove());

interface Started {
  readonly engine: EngineClient;
  readonly exits: EngineExit[];
  nextExit(): Promise<EngineExit>;
}

async function start(restartDelaysMs: readonly number[]): Promise<Started> {
  const exits: EngineExit[] = [];
  let tell: (exit: EngineExit) => void = () => undefined;
  const engine = await startEngineProcess({
    nodePath: process.execPath,
    entry: engineEntry,
    options: { dataFolder: small.dataFolder, resourcesFolder },
    restartDelaysMs,
    onExit: (exit) => {
      exits.push(exit);
      tell(exit);
    },
  });
  const nextExit = () =>
    new Promise<EngineExit>((resolve) => {
      tell = resolve;
    });
  return { engine, exits, nextExit };
}

function kill(engine: EngineClient): void {
  if (engine.pid === undefined) throw new Error('The engine does not run.');
  process.kill(engine.pid, 'SIGKILL');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('startEngineProcess', () => {
  it('rejects calls under way when the process is killed, then answers again with the catalog open', async () => {
    const { engine, nextExit } = await start([1]);
    await engine.call('catalogs.open', { folder: small.catalog });
    const underWay = engine.call('catalogs.verify', {});
    const exit = nextExit();
    kill(engine);
    await expect(underWay).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('SIGKILL'),
    });
    expect(await exit).toMatchObject({ signal: 'SIGKILL', restartInMs: 1 });
    const { catalog } = await engine.call('catalogs.current', {});
    expect(catalog?.folder).toBe(small.catalog);
    await engine.close();
  });

  it('stays down after the last delay and says so', async () => {
    const { engine, exits, nextExit } = await start([]);
    const exit = nextExit();
    kill(engine);
    expect(await exit).toMatchObject({ restartInMs: null });
    await expect(engine.call('settings.get', {})).rejects.toMatchObject({
      message: expect.stringContaining('Start Twinset again'),
    });
    expect(exits).toHaveLength(1);
    await engine.close();
  });

  it('ends the process when closed, and does not call that an exit', async () => {
    const { engine, exits } = await start([1]);
    const { pid } = engine;
    await engine.close();
    expect(pid === undefined || isAlive(pid)).toBe(false);
    expect(exits).toEqual([]);
  });

  it('fails to start with the reason of the engine', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twinset-client-'));
    await expect(
      startEngineProcess({
        nodePath: join(folder, 'no-node-here'),
        entry: engineEntry,
        options: { dataFolder: folder, resourcesFolder },
      }),
    ).rejects.toMatchObject({ code: 'internal', message: expect.stringContaining('could not be started') });
    rmSync(folder, { recursive: true, force: true });
  });

  describe('of an engine that cannot start', () => {
    let folder: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'twinset-client-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    function startIt(change: Partial<EngineProcessOptions>): Promise<EngineClient> {
      const options = { dataFolder: folder, resourcesFolder };
      return startEngineProcess({ nodePath: process.execPath, entry: engineEntry, options, ...change });
    }

    it.skipIf(process.platform === 'win32')('names the part that is missing', async () => {
      await expect(startIt({ nodePath: nodeWithoutSqlite(folder) })).rejects.toMatchObject({
        code: 'internal',
        message:
          "A part of Twinset could not be loaded (Cannot find package 'better-sqlite3'). Install Twinset again.",
      });
    });

    it('says that it ended, and does not promise another start', async () => {
      const entry = join(folder, 'ends.mjs');
      writeFileSync(entry, 'process.exit(7);');
      await expect(startIt({ entry })).rejects.toMatchObject({
        message: expect.stringMatching(/ended before it was ready \(status 7\).*install it again\.$/),
      });
    });

    it('does not wait for ever for one that says nothing', async () => {
      const entry = join(import.meta.dirname, '../fixtures/silentEngine.ts');
      await expect(startIt({ entry, startLimitMs: 50 })).rejects.toMatchObject({
        message: expect.stringContaining('was not ready after 0.05 seconds'),
      });
    });
  });
});
