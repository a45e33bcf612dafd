/** Learned distances, a line per embedding space. */
import { z } from 'zod';
import { tuneResultSchema, weighedFieldSchema } from '../../../contract/insight/tuning.ts';
import { embeddingLength } from '../../../core/models/ports.ts';
import type { TuningStore } from '../../../core/tuning/ports.ts';
import { withSqliteFailures } from '../sqliteFailure.ts';
import type { CatalogDatabase } from './openDatabase.ts';

interface TuningRow {
  madeAt: string;
  weights: string;
  result: string;
  length: number;
  map: Buffer;
}

const weightsSchema = z.array(weighedFieldSchema);

export function createTuningStore(database: CatalogDatabase, file: string): TuningStore {
  const select = database.prepare<[string], TuningRow>(
    'SELECT made_at AS madeAt, weights, result, length, map FROM tunings WHERE space = ?',
  );
  const upsert = database.prepare(`
    INSERT INTO tunings (space, made_at, weights, result, length, map)
    VALUES (@space, @madeAt, @weights, @result, @length, @map)
    ON CONFLICT DO UPDATE SET made_at = excluded.made_at, weights = excluded.weights, result = excluded.result,
      length = excluded.length, map = excluded.map`);
  const remove = database.prepare<[string]>('DELETE FROM tunings WHERE space = ?');
  return {
    of(space) {
      const row = select.get(space);
      if (row === undefined) return null;
      const { madeAt, length } = row;
      const numbers = new Float32Array(Uint8Array.from(row.map).buffer);
      const weights = weightsSchema.safeParse(JSON.parse(row.weights));
      const result = tuneResultSchema.safeParse(JSON.parse(row.result));
      // As another version left it: the catalog is searched without.
      if (!weights.success || !result.success || numbers.length !== length * (embeddingLength + 1))
        return null;
      const [rows, offset] = [
        numbers.subarray(0, length * embeddingLength),
        numbers.subarray(length * embeddingLength),
      ];
      return { space, madeAt, weights: weights.data, result: result.data, map: { length, rows, offset } };
    },
    keep({ space, madeAt, weights, result, map: { length, rows, offset } }) {
      const numbers = new Float32Array(rows.length + offset.length);
      numbers.set(rows);
      numbers.set(offset, rows.length);
      withSqliteFailures(file, () =>
        upsert.run({
          ...{ space, madeAt, length },
          weights: JSON.stringify(weights),
          result: JSON.stringify(result),
          map: Buffer.from(numbers.buffer),
        }),
      );
    },
    drop: (space) => withSqliteFailures(file, () => remove.run(space).changes > 0),
  };
}
