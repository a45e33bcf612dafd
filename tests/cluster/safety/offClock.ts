/** An engine as on a machine whose clock is off: a process of its own, whose times are later, or earlier, by so much. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Engine } from '../../../src/engine/engine.ts';
import { startEngineProcess } from '../../../src/engine/processes/engineClient.ts';
import { engineEntry } from '../../contract/transports.ts';
import { resourcesFolder } from '../../engine/workplace.ts';

const programOf = (offMs: number): string => `
const Right = Date;
globalThis.Date = class extends Right {
  constructor(...words) {
    super(...(words.length === 0 ? [Right.now() + ${offMs}] : words));
  }
  static now() {
    return Right.now() + ${offMs};
  }
};
await import('${pathToFileURL(engineEntry).href}');
`;

/** @param offMs negative: it is slow */
export async function startWithClock(offMs: number, dataFolder: string): Promise<Engine> {
  const entry = join(dataFolder, 'offClock.mjs');
  writeFileSync(entry, programOf(offMs));
  return startEngineProcess({
    nodePath: process.execPath,
    entry,
    options: { dataFolder, resourcesFolder },
  });
}
