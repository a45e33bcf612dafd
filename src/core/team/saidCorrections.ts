import { z } from 'zod';
import type { SaidCorrection, SharedThing } from './ports.ts';

const valueSchema = z.object({ value: z.string(), metadataThen: z.string().nullable().default(null) });

/** Of things as the cluster has them those that are corrections; one that was taken back says nothing. */
export function saidCorrections(
  things: Iterable<Pick<SharedThing, 'name' | 'value' | 'seqNo'> | null>,
): SaidCorrection[] {
  return [...things].flatMap((thing) => {
    if (thing === null || thing.name.subject !== 'correction') return [];
    const { productId, item: field } = thing.name;
    const said = thing.value === null ? null : valueSchema.safeParse(JSON.parse(thing.value)).data;
    if (said === undefined) return [];
    const { value = null, metadataThen = null } = said ?? {};
    return [{ productId, field, value, metadataThen, seqNo: thing.seqNo }];
  });
}
