/** How often products were recommended when that was last counted, by type of list: kept beside the catalog, for the order of the queue. */
import { z } from 'zod';
import type { ExposureCount } from '../../core/lists/ports.ts';
import { createJsonFile } from '../jsonFile.ts';

export interface ExposureCounts {
  /** Changes with every count. */
  readonly version: number;
  /** Null: not counted yet. */
  of(type: string): ExposureCount | null;
  /** @throws Failure `disk-full`, `not-allowed` */
  keep(type: string, count: ExposureCount): void;
}

const countsSchema = z.record(
  z.string(),
  z.object({
    at: z.string(),
    top: z.number().int(),
    /** Ids by how often they are recommended: most products share their count with many others. */
    ids: z.array(z.tuple([z.number().int(), z.array(z.string())])),
  }),
);

export function createExposureCounts(file: string): ExposureCounts {
  const kept = createJsonFile(file, countsSchema, {});
  /** Null until it is asked for. */
  let byType: Map<string, ExposureCount> | null = null;
  let version = 0;

  function read(): Map<string, ExposureCount> {
    return new Map(
      Object.entries(kept.read()).map(([type, { at, top, ids }]) => {
        const counts = ids.flatMap(([count, alike]) => alike.map((id) => [id, count] as const));
        return [type, { at, top, counts: new Map(counts) }];
      }),
    );
  }

  function all(): Map<string, ExposureCount> {
    byType ??= read();
    return byType;
  }

  return {
    get version() {
      return version;
    },
    of: (type) => all().get(type) ?? null,
    keep(type, count) {
      const next = new Map(all()).set(type, count);
      kept.write(Object.fromEntries([...next].map(([each, one]) => [each, asKept(one)])));
      byType = next;
      version++;
    },
  };
}

function asKept({ at, top, counts }: ExposureCount): z.infer<typeof countsSchema>[string] {
  const alike = Map.groupBy(counts, ([, count]) => count);
  return { at, top, ids: [...alike].map(([count, entries]) => [count, entries.map(([id]) => id)]) };
}
