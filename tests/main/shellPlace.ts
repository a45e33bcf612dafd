/** A data folder of its own for a start of the desktop app, and what a test asks of it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { makeSmallCatalog, type SmallCatalog } from '../contract/smallCatalog.ts';
import { type FakeApp, startFake } from './startFake.ts';

export interface ShellPlace {
  readonly dataFolder: string;
  /** Starts the app and waits for its window. */
  start(environment?: NodeJS.ProcessEnv, words?: readonly string[]): Promise<FakeApp>;
  /** What the window remembered. */
  remembered(): Record<string, unknown>;
  remember(state: object): void;
  remove(): void;
}

export function makeShellPlace(dataFolder = mkdtempSync(join(tmpdir(), 'twinset-main-'))): ShellPlace {
  const started: FakeApp[] = [];
  const file = join(dataFolder, 'window.json');
  return {
    dataFolder,
    async start(environment = {}, words = []) {
      const app = startFake('src/main/main.ts', dataFolder, words, environment);
      started.push(app);
      await app.recorded('show');
      return app;
    },
    remembered: () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>,
    remember: (state) => writeFileSync(file, JSON.stringify(state)),
    remove() {
      for (const app of started) app.process.kill('SIGKILL');
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** For each test of a file: a small catalog, and a data folder beside it to start the app with. */
export function eachWithShell(): { readonly small: SmallCatalog; readonly place: ShellPlace } {
  const given: { small?: SmallCatalog; place?: ShellPlace } = {};
  let original: SmallCatalog | undefined;
  let copies = 0;
  // Imported once: what a test does is done to a copy.
  beforeAll(async () => {
    original = await makeSmallCatalog();
  });
  beforeEach(() => {
    copies += 1;
    if (original === undefined) return;
    given.small = { ...original, ...original.copy(String(copies)) };
    given.place = makeShellPlace(given.small.dataFolder);
  });
  afterEach(() => given.place?.remove());
  afterAll(() => original?.remove());
  // Both are there as soon as a test runs.
  return given as { small: SmallCatalog; place: ShellPlace };
}

/** The value of a call from the page. @throws Error with the failure's sentence */
export async function call(app: FakeApp, name: string, input: object = {}): Promise<Record<string, unknown>> {
  const answer = (await app.ask({ kind: 'invoke', frame: 'own', name, input })) as
    | { ok: true; value: Record<string, unknown> }
    | { ok: false; error: { message: string } };
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

export const event = (name: string, value: object): unknown[] => ['twinset:event', name, value];

/** Waits until the page was sent this. */
export async function sent(app: FakeApp, name: string, value: object): Promise<void> {
  const wanted = JSON.stringify(event(name, value));
  await app.recorded('send', (one) => JSON.stringify(one) === wanted);
}
