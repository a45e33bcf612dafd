/** A thing that a curator said, as a document: one per thing, under an id of its own, so that it is there once. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SharedThing, ThingName } from '../../../core/team/ports.ts';

export const thingKind = 'thing';

/** What stands in `state` of one that was taken back. */
const takenBack = 'taken-back';

const nameSchema = z.object({
  subject: z.string(),
  listType: z.string(),
  productId: z.string(),
  item: z.string(),
});

const moveSchema = z.object({ from: nameSchema, by: z.string() });

const sourceSchema = z.looseObject({
  author: z.string(),
  at: z.string(),
  value: z.looseObject({
    name: nameSchema,
    /** Null: it was taken back. */
    said: z.record(z.string(), z.unknown()).nullable(),
    replica: z.string(),
    moved: moveSchema.extend({ earlier: z.array(moveSchema).readonly().optional() }).optional(),
  }),
});

/** A document with the number of its last write. */
export const foundThingSchema = z.looseObject({
  _seq_no: z.number().int(),
  _primary_term: z.number().int(),
  _source: z.unknown(),
});

export type StatedInReplica = Pick<SharedThing, 'name' | 'value' | 'author' | 'at' | 'replica' | 'moved'>;

/** Ids have at most 512 bytes; those of products have no end. */
export function idOfThing({ subject, listType, productId, item }: ThingName): string {
  const name = JSON.stringify([subject, listType, productId, item]);
  return `${thingKind}-${createHash('sha256').update(name).digest('base64url')}`;
}

export function thingDocument({ name, value, author, at, replica, moved }: StatedInReplica): object {
  const { subject, listType, productId, item } = name;
  const said = value === null ? null : (JSON.parse(value) as Record<string, unknown>);
  const state = said?.['state'];
  return {
    kind: thingKind,
    ...(productId !== '' && { product: productId }),
    ...(subject === 'decision' && { lookAlike: item }),
    ...(listType !== '' && { listType }),
    author,
    at,
    state: said === null ? takenBack : typeof state === 'string' ? state : subject,
    value: {
      name: { subject, listType, productId, item },
      said,
      replica,
      ...(moved !== undefined && { moved }),
    },
  };
}

/** Null for what is no such document. */
export function readThingDocument(found: z.infer<typeof foundThingSchema>): SharedThing | null {
  const { data } = sourceSchema.safeParse(found._source);
  if (data === undefined) return null;
  const { author, at, value } = data;
  return {
    name: value.name,
    value: value.said === null ? null : JSON.stringify(value.said),
    ...{ author, at, replica: value.replica },
    ...(value.moved !== undefined && { moved: value.moved }),
    ...{ seqNo: found._seq_no, primaryTerm: found._primary_term },
  };
}
