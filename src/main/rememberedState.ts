/** What the window remembers from one start to the next: where it stood, and the last folder of a dialog. */
import { join } from 'node:path';
import { z } from 'zod';
import { asFailure } from '../contract/failure.ts';
import { createJsonFile } from '../engine/jsonFile.ts';
import { logCrash } from './crashLog.ts';

const stateSchema = z.object({
  bounds: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).optional(),
  isMaximized: z.boolean().default(false),
  dialogFolder: z.string().optional(),
});

export type WindowState = z.infer<typeof stateSchema>;

export interface RememberedState {
  readonly current: WindowState;
  remember(change: Partial<WindowState>): void;
}

/** An absent or damaged file means that nothing is remembered; what cannot be written is forgotten at the end. */
export function openRememberedState(dataFolder: string): RememberedState {
  const file = createJsonFile(join(dataFolder, 'window.json'), stateSchema, { isMaximized: false });
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
