/** What came from elsewhere, as a thing of this catalog; whatever is not understood is none. */
import { z } from 'zod';
import { opinionSchema } from '../../../../contract/boards.ts';
import { decisionStateSchema, pinKindSchema } from '../../../../contract/lists.ts';
import type { ThingName } from '../../../../core/team/ports.ts';
import type { Subject, ThingKey, ThingValue } from '../things.ts';

const knowsSchema = z.array(z.string());
const renamedSchema = z.array(z.tuple([z.string(), z.string()]));

const schemas: Readonly<Record<Subject, z.ZodType<ThingValue>>> = {
  decision: z
    .object({
      state: decisionStateSchema,
      position: z.number().int().nullable(),
      reason: z.string().nullable(),
      decidedAt: z.string(),
      pin: pinKindSchema,
      from: z.string().nullable(),
      until: z.string().nullable(),
    })
    .refine(({ state, position }) => (state === 'pinned') === (position !== null)),
  correction: z.object({ value: z.string(), correctedAt: z.string(), metadataThen: z.string().nullable() }),
  list: z.object({ doneAt: z.string(), seen: z.string() }),
  'list-type': z.object({
    title: z.string(),
    length: z.number().int(),
    fold: z.number().int(),
    addedAt: z.string(),
  }),
  word: z.object({ word: z.string() }),
  board: z.object({ madeAt: z.string() }),
  taste: z.object({ opinion: opinionSchema, markedAt: z.string(), place: z.number().int() }),
  generation: z.object({
    standingSince: z.string(),
    rules: z.string(),
    bundleSet: z.string(),
    bundles: z.number().int().min(0),
    knows: z.string().refine((text) => knowsSchema.safeParse(parse(text)).success),
  }),
  renaming: z.object({ renamed: z.string().refine((text) => renamedSchema.safeParse(parse(text)).success) }),
  hidden: z.object({ hiddenAt: z.string() }),
  distinct: z.object({ saidAt: z.string() }),
  confirmed: z.object({ confirmed: z.string(), confirmedAt: z.string() }),
};

export interface ReadThing {
  readonly key: ThingKey;
  readonly value: ThingValue | null;
}

/** Null for one that this Twinset does not understand. */
export function readThing(name: ThingName, value: string | null): ReadThing | null {
  const { subject } = name;
  if (!isSubject(subject)) return null;
  const key: ThingKey = { ...name, subject };
  if (value === null) return { key, value };
  const read = schemas[subject].safeParse(parse(value));
  return read.success ? { key, value: read.data } : null;
}

function isSubject(subject: string): subject is Subject {
  return Object.hasOwn(schemas, subject);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
