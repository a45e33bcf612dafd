/** Where the measuring takes place: a temporary folder, engines of its own in it, and an end that leaves nothing behind. */
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../contract/failure.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { findProcessEntry } from '../engine/installation.ts';
import { startEngineProcess } from '../engine/processes/engineClient.ts';
import { installedModels } from '../engine/processes/visionOwner.ts';

export interface BenchPlace {
  /** Settings and recent catalogs are its own; the models, and what was measured of them, are this installation's. */
  readonly options: EngineOptions;
  /** Absolute path of something in the temporary folder. */
  path(...names: string[]): string;
  /**
   * Runs the work with an engine in a fresh process, as the desktop application has it, and ends that engine.
   * @param machine of another person, by a name: with settings and shared catalogs of its own
   */
  withEngine<T>(work: (engine: BenchEngine) => Promise<T>, machine?: string): Promise<T>;
  /** The work's answer; `end` is called where the measuring is stopped meanwhile. */
  whileOpen<T>(end: () => void, work: Promise<T>): Promise<T>;
  /** Lets signals through in long loops. @throws Failure `cancelled` once it was stopped */
  breathe(): Promise<void>;
  /** Ends what was started: whatever is under way fails soon after. */
  stop(): void;
  readonly isStopped: boolean;
  /** Stops, and removes the folder. */
  close(): Promise<void>;
}

export interface BenchEngine extends Engine {
  readonly pid: number;
}

/** @param options of this installation */
export async function openBenchPlace(options: EngineOptions): Promise<BenchPlace> {
  // The real path: imports name folders by it.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'twinset-bench-')));
  const own = optionsOf('data');
  const ends = new Set<() => void>();
  let isStopped = false;

  function optionsOf(machine: string): EngineOptions {
    const dataFolder = join(folder, machine);
    if (!existsSync(dataFolder)) shareModels(options, dataFolder);
    return { ...options, dataFolder };
  }

  async function startEngine(machine: string | undefined): Promise<BenchEngine> {
    requireOpen();
    const client = await startEngineProcess({
      nodePath: process.execPath,
      entry: findProcessEntry('engine/processes/engineProcess.ts'),
      options: machine === undefined ? own : optionsOf(machine),
      onOutput: (text) => process.stderr.write(text),
      restartDelaysMs: [],
    });
    const end = () => void client.close();
    beginEnding(end);
    return {
      call: client.call,
      imageFile: client.imageFile,
      on: client.on,
      pid: client.pid ?? process.pid,
      async close() {
        ends.delete(end);
        await client.close();
      },
    };
  }

  function requireOpen(): void {
    if (isStopped) throw stopped();
  }

  /** From now on `end` is called by a stop; at once where that was already. */
  function beginEnding(end: () => void): void {
    ends.add(end);
    if (isStopped) end();
  }

  function stop(): void {
    isStopped = true;
    for (const end of ends) end();
    ends.clear();
  }

  return {
    options: own,
    path: (...names) => join(folder, ...names),
    async withEngine(work, machine) {
      const engine = await startEngine(machine);
      try {
        return await work(engine);
      } finally {
        await engine.close();
      }
    },
    async whileOpen(end, work) {
      beginEnding(end);
      try {
        return await work;
      } finally {
        ends.delete(end);
      }
    },
    async breathe() {
      await nextTurn();
      requireOpen();
    },
    stop,
    get isStopped() {
      return isStopped;
    },
    async close() {
      stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function stopped(): Failure {
  return new Failure('cancelled', 'The measuring was stopped; nothing of it was kept.');
}

/** Measured ranges and threads are kept with the models: a machine need not be measured for every run. */
function shareModels(installation: EngineOptions, dataFolder: string): void {
  const own = installedModels({ ...installation, dataFolder });
  mkdirSync(dataFolder);
  try {
    mkdirSync(installedModels(installation), { recursive: true });
    symlinkSync(installedModels(installation), own, 'junction');
  } catch {
    // The data folder cannot be written, or no link be made: the bundled model is there, and is measured anew.
    mkdirSync(own, { recursive: true });
  }
}
