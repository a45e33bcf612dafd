/** Selections of any size, held by the engine and named by an id: a call can then mean 100,000 products. */
import { z } from 'zod';
import { method } from './method.ts';
import { selectionIdSchema, viewSchema } from './products.ts';

const idsSchema = z.array(z.string());

export const heldSelectionSchema = z.object({
  id: selectionIdSchema,
  /** Products held, each once. */
  size: z.number().int(),
  /** How many of them the catalog does not have (any more). They are passed over, and count again when they are back. */
  gone: z.number().int(),
});

export const selectionMethods = {
  /**
   * Holds a selection while the catalog is open: ids (the first slice of them, where they are many), or what a view shows now
   * but for some. Few are held at once: the one that was not used for longest goes for a new one.
   */
  'selections.hold': method({
    input: z.union(
      [
        z.strictObject({ ids: idsSchema }),
        z.strictObject({ view: viewSchema, except: idsSchema.default([]) }),
      ],
      { error: 'A selection is made of ids, or of a view with exceptions.' },
    ),
    output: heldSelectionSchema,
  }),
  /** Puts a further slice of ids behind those that are held. Like all of these: `not-found` once the selection is gone. */
  'selections.add': method({
    input: z.object({ id: selectionIdSchema, ids: idsSchema }),
    output: heldSelectionSchema,
  }),
  'selections.remove': method({
    input: z.object({ id: selectionIdSchema, ids: idsSchema }),
    output: heldSelectionSchema,
  }),
  'selections.size': method({ input: z.object({ id: selectionIdSchema }), output: heldSelectionSchema }),
  /** Lets a selection go; one that is gone already is no error. */
  'selections.release': method({ input: z.object({ id: selectionIdSchema }), output: z.object({}) }),
};

export type HeldSelection = z.infer<typeof heldSelectionSchema>;
