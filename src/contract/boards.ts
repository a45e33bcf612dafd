/** Boards: named sets of liked and disliked products, whose look-alikes are recommendations for that taste. */
import { z } from 'zod';
import { method } from './method.ts';
import { imageIdSchema } from './products.ts';

/** As a person writes it; blanks around do not count. */
export const boardNameSchema = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1, 'A board needs a name.')
  .max(80, 'The name of a board has 80 characters at most.');

export const opinionSchema = z.enum(['liked', 'disliked']);

/** The ids of its products, each in the order in which they came. */
export const boardSchema = z.object({
  name: z.string(),
  liked: z.array(z.string()),
  disliked: z.array(z.string()),
  /** Of both those whose product is gone: they count again once it is back. */
  resting: z.array(z.string()),
});

export const boardProductSchema = z.object({
  id: z.string(),
  name: z.string(),
  imageId: imageIdSchema.nullable(),
  isResting: z.boolean(),
});

export const boardMethods = {
  'boards.list': method({ input: z.object({}), output: z.object({ boards: z.array(boardSchema) }) }),
  'boards.get': method({
    input: z.object({ name: boardNameSchema }),
    output: z.object({
      name: z.string(),
      liked: z.array(boardProductSchema),
      disliked: z.array(boardProductSchema),
    }),
  }),
  'boards.create': method({ input: z.object({ name: boardNameSchema }), output: boardSchema }),
  'boards.rename': method({
    input: z.object({ name: boardNameSchema, to: boardNameSchema }),
    output: boardSchema,
  }),
  'boards.remove': method({ input: z.object({ name: boardNameSchema }), output: z.object({}) }),
  /**
   * Puts products on the board as liked or disliked, or (null) takes them off it, as one step of the journal; all of them or
   * none. A board that is not there yet is made.
   */
  'boards.mark': method({
    input: z.object({
      name: boardNameSchema,
      ids: z.array(z.string()).min(1).max(100_000),
      opinion: opinionSchema.nullable(),
    }),
    output: z.object({
      board: boardSchema,
      /** Products that were marked otherwise before, and those that were so already. */
      changed: z.number().int(),
      unchanged: z.number().int(),
    }),
  }),
};

export const boardEvents = {
  /** Boards changed, in whichever window. */
  'boards.changed': z.object({}),
};

export type Opinion = z.infer<typeof opinionSchema>;
export type Board = z.infer<typeof boardSchema>;
export type BoardProduct = z.infer<typeof boardProductSchema>;
