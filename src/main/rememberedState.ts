/** What the window remembers from one start to the next: where it stood, what it showed, and the last folder of a dialog. */
import { join } from 'node:path';
import { z } from 'zod';
import { asFailure } from '../contract/failure.ts';
import { createJsonFile } from '../engine/jsonFile.ts';
import { logCrash } from './crashLog.ts';

const stateSchema = z.object({
  bounds: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).optional(),
  isMaximized: z.boolean().default(false),
  dialogFolder: z.string().optional(),
  /** The folder, or the address, of the catalog that was open; null where the person had closed it. */
  catalog: z.string().nullable().default(null),
  /** Where in the interface the person was: the address's hash. */
  place: z.string().default(''),
});

export type WindowState = z.infer<typeof stateSchema>;

export interface RememberedState {
  readonly current: WindowState;
  remember(change: Partial<WindowState>): void;
}

/** An absent or damaged file means that nothing is remembered; what cannot be written is forgotten at the end. */
export function openRememberedState(dataFolder: string): RememberedState {
  const file = createJsonFile(join(dataFolder, 'window.json'), stateSchema, stateSchema.parse({}));
  let current = file.read();
  return {
    get current() {
      return current;
    },
    remember(change) {
      current = { ...current, ...change };
      try {
        file.write(current);
      } catch (thrown) {
        // A full disk must keep neither a window from closing nor a dialog from answering.
        logCrash(`window.json: ${asFailure(thrown).message}`);
      }
    },
  };
}
