/**
 * Hides and shows duplicates without end, and says each once it was answered: to be killed at any moment.
 * Run: node keepProcess.ts CATALOG DATA FIRST
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../../src/engine/createEngine.ts';

const [catalog = '', dataFolder = '', first = '0'] = process.argv.slice(2);
const engine = await createEngine({
  dataFolder,
  resourcesFolder: join(import.meta.dirname, '../../resources'),
});
await engine.call('catalogs.open', { folder: catalog });
const { ids: hiddenIds } = await engine.call('products.ids', { view: { where: [{ kind: 'hidden' }] } });
const { ids: shownIds } = await engine.call('products.ids', { view: {} });
const ids = [...hiddenIds, ...shownIds].sort();
const hidden = new Set(hiddenIds);
for (let number = Number(first); ; number++) {
  const pair = number % (ids.length >> 1);
  const [keep = '', hide = ''] = ids.slice(2 * pair, 2 * pair + 2);
  const isHidden = Math.floor(number / (ids.length >> 1)) % 2 === 0;
  // What was under way when it was killed may be done already.
  if (isHidden && !hidden.has(hide)) {
    await engine.call('boards.mark', { name: 'Kept', ids: [hide], opinion: 'liked' });
    await engine.call('duplicates.keep', { keep, hide: [hide] });
    hidden.add(hide);
  } else if (!isHidden && hidden.has(hide)) {
    await engine.call('duplicates.show', { ids: [hide] });
    hidden.delete(hide);
  }
  // Straight to the pipe: what was said has been answered, whatever comes next.
  writeSync(1, `${JSON.stringify({ number, keep, hide, isHidden })}\n`);
}
