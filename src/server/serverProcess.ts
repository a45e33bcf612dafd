/** Entry of the browser host: its own process, because hosts never import each other. `twinset serve` starts it. */
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { asFailure } from '../contract/failure.ts';
import { isClusterAddress } from '../contract/paths.ts';
import { findDataFolder } from '../engine/dataFolder.ts';
import { findRendererFolder, findResourcesFolder } from '../engine/installation.ts';
import { openEngine } from '../engine/openEngine.ts';
import { isBelow } from './pathPolicy.ts';
import { startServer } from './startServer.ts';

const { values } = parseArgs({
  options: {
    catalog: { type: 'string' },
    ca: { type: 'string' },
    credentials: { type: 'string' },
    port: { type: 'string', default: '0' },
    root: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
  },
});

async function serve(): Promise<void> {
  const dataFolder = findDataFolder();
  const engine = await openEngine({ dataFolder, resourcesFolder: findResourcesFolder() });
  try {
    const { catalog, ca, credentials } = values;
    const opened =
      catalog === undefined
        ? null
        : await engine.call('catalogs.open', {
            folder: isClusterAddress(catalog) ? catalog : resolve(catalog),
            connection: {
              ...(ca !== undefined && { ca }),
              ...(credentials !== undefined && { credentials }),
            },
          });
    const given = [opened?.folder, ...(opened?.sources.map((source) => source.folder) ?? [])];
    const roots = [homedir(), ...values.root.map((root) => resolve(root)), dataFolder, ...given];
    const server = await startServer({
      engine,
      port: Number(values.port),
      roots: outermost(roots.filter((root) => root !== undefined)),
      rendererFolder: findRendererFolder(),
    });
    endWith(async () => {
      await server.close();
      await engine.close();
    });
    const line = values.json ? JSON.stringify({ url: server.url }) : `Twinset is at ${server.url}`;
    process.stdout.write(`${line}\n`);
  } catch (thrown) {
    await engine.close();
    throw thrown;
  }
}

/** Without those that lie in another one: the picker offers each place once. */
function outermost(folders: readonly string[]): string[] {
  const distinct = [...new Set(folders)];
  return distinct.filter((folder) => !distinct.some((other) => other !== folder && isBelow(other, folder)));
}

/** Ends cleanly on Ctrl-C, on a request to stop, and when whoever started it is gone. */
function endWith(close: () => Promise<void>): void {
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    close().then(
      () => process.exit(0),
      (thrown: unknown) => {
        process.stderr.write(`twinset: ${asFailure(thrown).message}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  process.on('disconnect', end);
}

// A reader that went away (a closed pipe) does not matter to those who use the page.
process.stdout.on('error', () => undefined);
try {
  await serve();
} catch (thrown) {
  // One line, whatever a library's message looks like.
  process.stderr.write(`twinset: ${asFailure(thrown).message.replaceAll(/\s*\n\s*/g, ' ')}\n`);
  process.exit(1);
}
