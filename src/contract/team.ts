/** Curating a shared catalog together: how it stands, conflicts, and who works on which list. */
import { z } from 'zod';
import { listTypeSchema } from './listWords.ts';
import { method } from './method.ts';

export const teamStateSchema = z.object({
  /** What others know this person by. */
  author: z.string(),
  /** `too-new`: a newer Twinset has changed the form of what is shared. */
  kind: z.enum(['together', 'away', 'read-only', 'too-new']),
  since: z.string(),
  /** Why it is not together; null where it is. */
  reason: z.string().nullable(),
  /** Steps that are on this machine alone, to be sent when that is possible. */
  waiting: z.number().int(),
  conflicts: z.number().int(),
  /** Generations whose lists are missing or damaged in the cluster, and are not shown. */
  missingLists: z.number().int(),
  /** How much of the catalog's copy is fetched to this machine, from 0 to 1; null where it is there, or not fetched. */
  copying: z.number().nullable(),
});

const contestedSchema = z.object({
  /** What it is about, in words: "B for A, Look-alikes". */
  about: z.string(),
  /** The product, and the look-alike of a decision; empty and null where it is about none. */
  id: z.string(),
  lookAlike: z.string().nullable(),
  /** In words: "pinned at 2", "rejected (too dark)", "nothing". */
  mine: z.string(),
  theirs: z.string(),
  /** Who said what stands, and when; null for what only belongs to the same step. */
  author: z.string().nullable(),
  theirsAt: z.string().nullable(),
});

/** A step that was made here while somebody else decided otherwise: the other's stands. */
export const conflictSchema = z.object({
  id: z.number().int(),
  at: z.string(),
  /** What both decided on comes first. */
  things: z.array(contestedSchema),
});

const generationSchema = z.object({
  name: z.string(),
  type: listTypeSchema,
  title: z.string(),
  author: z.string(),
  /** Since when they stand. */
  at: z.string(),
  /** So many are on this machine. */
  lists: z.number().int(),
  /** `coming`: not all are here yet, and none is shown. `missing`: some are missing or damaged in the cluster. */
  state: z.enum(['here', 'coming', 'missing']),
  /** Newer ones lie over each of them. */
  isCovered: z.boolean(),
});

const listShape = { id: z.string().min(1), type: listTypeSchema };
const teamListSchema = z.object(listShape);

export const teamMethods = {
  /** Null for a catalog on this machine. */
  'team.state': method({ input: z.object({}), output: z.object({ team: teamStateSchema.nullable() }) }),
  'team.conflicts': method({ input: z.object({}), output: z.object({ conflicts: z.array(conflictSchema) }) }),
  /** Leaves the other's, or says one's own again upon it, as a step that can be undone. */
  'team.settle': method({
    input: z.object({ id: z.number().int(), keep: z.enum(['mine', 'theirs']) }),
    output: z.object({}),
  }),
  /** Generations whose lists stand, the newest first. */
  'team.generations': method({
    input: z.object({}),
    output: z.object({ generations: z.array(generationSchema) }),
  }),
  /** Whoever generated or published them; a step that undo takes back. */
  'team.takeBack': method({ input: z.object({ name: z.string().min(1) }), output: z.object({}) }),
  /** Others who work on lists now, and lists that somebody took. */
  'team.people': method({
    input: z.object({}),
    output: z.object({
      present: z.array(z.object({ author: z.string(), lists: z.array(teamListSchema) })),
      taken: z.array(z.object({ ...listShape, author: z.string(), at: z.string(), isOwn: z.boolean() })),
    }),
  }),
  /** A window shows a list, or none; to be said again within half a minute. */
  'team.look': method({
    input: z.object({ window: z.string().min(1).max(100), list: teamListSchema.nullable() }),
    output: z.object({}),
  }),
  'team.take': method({
    input: z.object({
      ...listShape,
      /** Who is to have it no longer. */
      from: z.string().optional(),
    }),
    output: z.object({}),
  }),
  /** What is not one's own stays as it is. */
  'team.giveBack': method({ input: teamListSchema, output: z.object({}) }),
};

export const teamEvents = {
  /** State, conflicts or people are other than before. */
  'team.changed': z.object({}),
};

export type TeamStateValue = z.infer<typeof teamStateSchema>;
export type GenerationValue = z.infer<typeof generationSchema>;
export type ConflictValue = z.infer<typeof conflictSchema>;
