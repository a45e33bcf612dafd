/** The engine as each host reaches it: in the same process, over HTTP, in a child process. */
import { join } from 'node:path';
import type { EngineEvent } from '../../src/contract/contract.ts';
import type { Result } from '../../src/contract/failure.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { startEngineProcess } from '../../src/engine/processes/engineClient.ts';
import { toResult } from '../../src/engine/processes/messages.ts';
import { startServer } from '../../src/server/startServer.ts';
import { sharedVision } from '../engine/sharedVision.ts';
import { listenToEvents } from './serverEvents.ts';
import { resourcesFolder } from './smallCatalog.ts';

export interface Transport {
  readonly name: string;
  call(method: string, input: unknown): Promise<Result<unknown>>;
  /** Listens once this resolves; `value` is the next one of the event that the condition accepts. */
  listen(
    event: EngineEvent,
    isWanted: (value: unknown) => boolean,
  ): Promise<{ readonly value: Promise<unknown> }>;
  close(): Promise<void>;
}

export const engineEntry = join(import.meta.dirname, '../../src/engine/processes/engineProcess.ts');

function openEngine(dataFolder: string): Promise<Engine> {
  return createEngine({ dataFolder, resourcesFolder }, { vision: sharedVision(resourcesFolder) });
}

export async function openDirect(dataFolder: string): Promise<Transport> {
  return overEngine('direct', await openEngine(dataFolder));
}

export async function openProcess(dataFolder: string): Promise<Transport> {
  const engine = await startEngineProcess({
    nodePath: process.execPath,
    entry: engineEntry,
    options: { dataFolder, resourcesFolder },
  });
  return overEngine('process', engine);
}

export async function openHttp(dataFolder: string, roots: readonly string[]): Promise<Transport> {
  const engine = await openEngine(dataFolder);
  const server = await startServer({ engine, port: 0, roots, rendererFolder: join(dataFolder, 'renderer') });
  const cookie = await signIn(server.url);
  const { origin } = new URL(server.url);
  return {
    name: 'http',
    async call(method, input) {
      const response = await fetch(`${origin}/api/${method}`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      return (await response.json()) as Result<unknown>;
    },
    listen: (event, isWanted) => listenToEvents(`${origin}/api/events`, cookie, event, isWanted),
    async close() {
      await server.close();
      await engine.close();
    },
  };
}

/** Opens the printed address and returns the cookie that it sets. */
export async function signIn(url: string): Promise<string> {
  const response = await fetch(url, { redirect: 'manual' });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

function overEngine(name: string, engine: Engine): Transport {
  return {
    name,
    // A host passes on whatever it is given; the engine is what refuses it.
    call: (method, input) =>
      toResult(() => engine.call(method as 'models.download', input as { name: string })),
    async listen(event, isWanted) {
      const { promise, resolve } = Promise.withResolvers<unknown>();
      const stop = engine.on(event, (value) => {
        if (!isWanted(value)) return;
        stop();
        resolve(value);
      });
      return { value: promise };
    },
    close: () => engine.close(),
  };
}
