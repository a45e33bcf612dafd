/** Kills while colours are read: what was told as read is kept, a picture's colours are whole, and the next run goes on from there. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import { cliEntry, runJson } from '../cli/runCli.ts';
import { killAtRandom } from './killAtRandom.ts';
import type { KillBench } from './killBench.ts';

/** Several batches of the job. */
const pictures = 320;

/** A line of progress; the last line has the result instead. */
interface Told {
  readonly progress?: { readonly done: number; readonly total: number };
}

export async function killColours(bench: KillBench): Promise<void> {
  const { runs, random, folder, dataFolder, environment, say, lose } = bench;
  const images = join(folder, 'many');
  const whole = join(folder, 'whole');
  const target = join(folder, 'colours');
  await runJson(['sample', images, '--count', String(pictures)], dataFolder);
  await runJson(['import', join(images, 'images'), '--catalog', whole], dataFolder);
  forgetColours(whole);
  cpSync(whole, target, { recursive: true });
  const startedAtMs = performance.now();
  await runJson(['colours', '--catalog', whole], dataFolder);
  const longestMs = performance.now() - startedAtMs;
  const wanted = coloursIn(whole);
  let told = 0;
  for (let run = 0; run < runs; run++) {
    if (coloursIn(target).size === pictures) forgetColours(target);
    const words = [cliEntry, 'colours', '--catalog', target, '--json', '--progress'];
    const lines = await killAtRandom(words, environment, random.between(0.3 * longestMs, longestMs), false);
    const found = coloursIn(target);
    for (const line of lines) {
      const { done = 0, total = 0 } = (JSON.parse(line) as Told).progress ?? {};
      if (done === 0) continue;
      told++;
      if (pictures - found.size > total - done)
        lose(
          `run ${run}: ${done} of ${total} pictures were read, and ${pictures - found.size} are to be read`,
        );
    }
    for (const [imageId, colours] of found)
      if (colours !== wanted.get(imageId)) lose(`run ${run}: the colours of ${imageId} are others`);
  }
  await runJson(['colours', '--catalog', target], dataFolder);
  if (coloursIn(target).size !== pictures) lose('colours: some are missing after a run to the end');
  if (told === 0) lose('reading colours: nothing was told');
  say(`reading colours: ${runs} kills, told ${told} times how far it was`);
}

/** As a catalog is that was imported before colours were kept. */
function forgetColours(catalog: string): void {
  const database = new Database(join(catalog, 'twinset.db'));
  database.exec('DELETE FROM colours');
  database.close();
}

function coloursIn(catalog: string): Map<string, string> {
  const database = new Database(join(catalog, 'twinset.db'));
  const rows = database
    .prepare<[], { imageId: string; colours: Uint8Array }>('SELECT image_id AS imageId, colours FROM colours')
    .all();
  database.close();
  return new Map(rows.map(({ imageId, colours }) => [imageId, Buffer.from(colours).toString('hex')]));
}
