/**
 * Decides without end, and says each decision once it was answered: to be killed at any moment.
 * Run: node decideProcess.ts CATALOG DATA FIRST
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../../src/engine/createEngine.ts';

const [catalog = '', dataFolder = '', first = '0'] = process.argv.slice(2);
const states = ['accepted', 'rejected', 'pinned'] as const;
const engine = await createEngine({
  dataFolder,
  resourcesFolder: join(import.meta.dirname, '../../resources'),
});
await engine.call('catalogs.open', { folder: catalog });
const { ids } = await engine.call('products.ids', { view: {} });
for (let number = Number(first); ; number++) {
  const id = ids[number % ids.length] ?? '';
  const lookAlikeId =
    ids[(number + 1 + (Math.floor(number / ids.length) % (ids.length - 1))) % ids.length] ?? '';
  const state = states[number % states.length] ?? null;
  await engine.call('lists.decide', { id, lookAlikeId, state, reason: String(number) });
  // Straight to the pipe: what was said has been answered, whatever comes next.
  writeSync(1, `${JSON.stringify({ number, id, lookAlikeId, state })}\n`);
}
