/** Colours of pictures, which a search may weigh beside how they look (`colourWeight` of `search.similar`). */
import { z } from 'zod';
import { method } from '../method.ts';

export const coloursProgressSchema = z.object({ done: z.number().int(), total: z.number().int() });
export const coloursReadSchema = z.object({
  /** Pictures whose colours were read. */
  read: z.number().int(),
  seconds: z.number(),
});

export const colourMethods = {
  /** Pictures whose colours are not known: imported before colours were kept. Until they are read no search weighs colour. */
  'colours.missing': method({ input: z.object({}), output: z.object({ pictures: z.number().int() }) }),
  /** Reads them from thumbnails, as a job. */
  'colours.read': method({ input: z.object({}), output: z.object({ jobId: z.string() }) }),
};
