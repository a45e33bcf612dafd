/**
 * Corrects values and takes that back without end, two products at a time, and says each step once it was answered: to be killed at any
 * moment. Run: node correctProcess.ts CATALOG DATA FIRST
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
const { ids } = await engine.call('products.ids', { view: {} });
const pairs = ids.length >> 1;
for (let number = Number(first); ; number++) {
  const pair = number % pairs;
  const [one = '', other = ''] = ids.slice(2 * pair, 2 * pair + 2);
  const value = number % 5 === 4 ? null : String(number);
  const values = [one, other].map((id) => ({ id, field: 'category', value }));
  await engine.call('repair.accept', { values });
  await engine.call('repair.confirm', { id: one, field: 'category', value: String(number) });
  // Straight to the pipe: what was said has been answered, whatever comes next.
  writeSync(1, `${JSON.stringify({ number, pairs, one, other, value })}\n`);
}
