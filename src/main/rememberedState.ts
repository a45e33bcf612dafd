/** What the window remembers from one start to the next: where it stood, and the last folder of a dialog. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

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

/** An absent or damaged file means that nothing is remembered. */
export function openRememberedState(dataFolder: string): RememberedState {
  const file = join(dataFolder, 'window.json');
  let current = read(file);
  return {
    get current() {
      return current;
    },
    remember(change) {
      current = { ...current, ...change };
      const aside = `${file}.new`;
      writeFileSync(aside, JSON.stringify(current));
      renameSync(aside, file);
    },
  };
}

function read(file: string): WindowState {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { isMaximized: false };
  }
}
