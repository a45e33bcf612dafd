/**
 * How many planted copies the search for duplicates finds, and how much else:
 * `node tests/bench/scripts/plantedCopies.ts FOLDER-OF-IMAGES [COPIES-OF-EACH-KIND] [ORIGINALS]`.
 * Originals are hard to tell apart from each other where a shop photographs the same thing twice: what else was found is named, to be
 * looked at.
 */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine } from '../../../src/engine/createEngine.ts';
import { findResourcesFolder } from '../../../src/engine/installation.ts';
import { type CopyKind, copyKinds, drawCopy } from '../../fixtures/drawCopy.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const [source = '', copies = '200', originals = '2000'] = positionals;
const folder = mkdtempSync(join(tmpdir(), 'twinset-copies-'));
const images = join(folder, 'images');
mkdirSync(images);
const files = readdirSync(source).sort().slice(0, Number(originals));
for (const file of files) copyFileSync(join(source, file), join(images, file));
const step = Math.max(1, Math.floor(files.length / Number(copies)));
const chosen = files.filter((_, at) => at % step === 0).slice(0, Number(copies));
const originOf = new Map(files.map((file) => [basename(file, extname(file)), basename(file, extname(file))]));
const planted: { id: string; origin: string; kind: CopyKind }[] = [];
for (const file of chosen) {
  const origin = basename(file, extname(file));
  const bytes = readFileSync(join(source, file));
  for (const kind of copyKinds) {
    const id = `${origin}-${kind}`;
    writeFileSync(join(images, `${id}.jpg`), await drawCopy(bytes, kind));
    planted.push({ id, origin, kind });
    originOf.set(id, origin);
  }
}

const engine = await createEngine({
  dataFolder: join(folder, 'data'),
  resourcesFolder: findResourcesFolder(),
});
try {
  await engine.call('catalogs.open', { folder: join(folder, 'catalog'), create: true });
  const started = await engine.call('imports.start', { folder: images });
  await engine.call('jobs.wait', { id: started.jobId });
  const { jobId } = await engine.call('duplicates.find', { mode: 'picture' });
  const job = await engine.call('jobs.wait', { id: jobId });
  const { groups } = await engine.call('duplicates.list', { offset: 0, limit: 100_000 });
  const groupOf = new Map(groups.flatMap(({ ids }, at) => ids.map((id) => [id, at])));
  const found = (kind: CopyKind) =>
    planted.filter((copy) => copy.kind === kind && isTogether(copy.id, copy.origin)).length;
  const isTogether = (one: string, other: string) =>
    groupOf.has(one) && groupOf.get(one) === groupOf.get(other);
  const sets = groups.map(({ ids }) => new Set(ids.map((id) => originOf.get(id) ?? id)));
  const mixed = sets.filter((set) => set.size > 1);
  const right = planted.filter(
    ({ kind, id, origin }) => kind !== 'recoloured' && isTogether(id, origin),
  ).length;
  const wrong = mixed.reduce((sum, set) => sum + set.size - 1, 0);
  process.stdout.write(
    `${JSON.stringify(
      {
        originals: files.length,
        seconds: job.kind === 'duplicates' ? job.result?.seconds : null,
        found: Object.fromEntries(copyKinds.map((kind) => [kind, `${found(kind)} of ${chosen.length}`])),
        pairsOfOthers: wrong,
        precision: right / (right + wrong),
        others: mixed.map((set) => [...set].join(' ')),
      },
      null,
      1,
    )}\n`,
  );
} finally {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
}
