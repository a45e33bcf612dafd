/** Words that lists and filters on them share. */
import { z } from 'zod';

/** What a list is for: `substitute` (look-alikes), `related`, `cross-sell`, `up-sell`, or one's own word. */
export const listTypeSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** `done` is said by the curator, and is `begun` again while what they chose is gone or sold out. */
export const listStateSchema = z.enum(['untouched', 'begun', 'done']);

export type ListState = z.infer<typeof listStateSchema>;
