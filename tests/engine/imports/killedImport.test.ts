import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWorkplace, type Workplace } from '../workplace.ts';

const command = join(import.meta.dirname, '../../../src/cli/cli.ts');
const imageCount = 200;

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
  for (let seed = 0; seed < imageCount; seed++) await place.draw(`${seed}.jpg`, seed);
  await place.engine.call('catalogs.close', {});
});

afterEach(() => place.close());

/** Starts an import on the command line and kills it, as a power cut would, once it has embedded something. */
async function importAndKill(afterEmbedded: number): Promise<void> {
  const child = spawn(
    process.execPath,
    [command, 'import', place.images, '--catalog', place.catalog, '--json', '--progress'],
    {
      env: { ...process.env, TWINSET_DATA: join(place.folder, 'data') },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const { progress } = JSON.parse(line) as { progress?: { embedded: number } };
    if (progress !== undefined && progress.embedded >= afterEmbedded) child.kill('SIGKILL');
  }
  await exited;
}

it('loses nothing that was committed when it is killed, and goes on from there', async () => {
  await importAndKill(1);
  await importAndKill(20);
  const opened = await place.engine.call('catalogs.open', { folder: place.catalog });
  expect(await place.engine.call('catalogs.verify', {})).toMatchObject({
    ok: true,
    products: opened.products,
  });
  const report = await place.import();
  expect(report).toMatchObject({ outcome: 'done', found: imageCount, failed: 0 });
  expect(report.unchanged).toBeGreaterThanOrEqual(opened.products);
  expect(await place.engine.call('catalogs.verify', {})).toMatchObject({ ok: true, images: imageCount });
});
