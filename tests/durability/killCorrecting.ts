/** Kills while values are corrected and confirmed: what was answered stands, and a step is there for all its products or for none. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { killAtRandom } from './killAtRandom.ts';
import type { KillBench } from './killBench.ts';

interface Said {
  readonly number: number;
  /** After so many steps the same two come again. */
  readonly pairs: number;
  readonly one: string;
  readonly other: string;
  /** Null: taken back. */
  readonly value: string | null;
}

export async function killCorrecting(bench: KillBench): Promise<void> {
  const { runs, random, catalog, dataFolder, environment, say, lose } = bench;
  const standing = new Map<string, Said>();
  let answered = 0;
  for (let run = 0; run < runs; run++) {
    const words = [join(import.meta.dirname, 'correctProcess.ts'), catalog, dataFolder, String(answered)];
    for (const line of await killAtRandom(words, environment, random.between(0, 400), true)) {
      const said = JSON.parse(line) as Said;
      standing.set(said.one, said);
      answered = said.number + 1;
    }
    const database = new Database(join(catalog, 'curation.db'));
    const corrected = database
      .prepare<[string], string>("SELECT value FROM corrections WHERE field = 'category' AND product_id = ?")
      .pluck();
    const confirmed = database
      .prepare<[string], string>(
        "SELECT value FROM confirmed_values WHERE field = 'category' AND product_id = ?",
      )
      .pluck();
    for (const { number, pairs, one, other, value } of standing.values()) {
      const [ofOne, ofOther] = [corrected.get(one) ?? null, corrected.get(other) ?? null];
      if (ofOne !== ofOther) lose(`run ${run}: of one step ${one} says ${ofOne}, ${other} says ${ofOther}`);
      // The step under way when it was killed may be there although nobody was told.
      const isUnderWay = number % pairs === answered % pairs;
      if (ofOne !== value && !isUnderWay)
        lose(`run ${run}: correction ${number} (${one}: ${value}) was answered, and ${ofOne} is there`);
      if (Number(confirmed.get(one) ?? -1) < number)
        lose(`run ${run}: that ${number} is right for ${one} was answered and is not there`);
    }
    database.close();
  }
  if (answered === 0) lose('correcting: nothing was answered');
  say(`correcting: ${runs} kills, ${answered} steps of two corrections answered`);
}
