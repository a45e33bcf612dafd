/**
 * How many planted copies the search for duplicates finds, and how much else:
 * `node tests/bench/scripts/plantedCopies.ts FOLDER-OF-IMAGES [--copies 200] [--originals 2000] [--keep FOLDER]`.
 * Originals that show the same pixels under two names are counted by themselves; what else was found is named, to be looked at. A copy
 * whose colours were changed counts as recoloured where that can be seen: grey things stay as they are. With `--keep` pictures and
 * what was planted stay in the folder, for `plantedCopiesImagededup.py`.
 */
import { createHash } from 'node:crypto';
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
import sharp from 'sharp';
import { createEngine } from '../../../src/engine/createEngine.ts';
import { findResourcesFolder } from '../../../src/engine/installation.ts';
import { type CopyKind, copyKinds, drawCopy } from '../../fixtures/drawCopy.ts';

/** Of CIE 1976; from 2.3 on a difference is just seen. */
const seenDifference = 5;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    copies: { type: 'string', default: '200' },
    originals: { type: 'string', default: '2000' },
    keep: { type: 'string' },
  },
});
const [source = ''] = positionals;
const { copies, originals, keep } = values;
const folder = keep ?? mkdtempSync(join(tmpdir(), 'twinset-copies-'));
const images = join(folder, 'images');
mkdirSync(images, { recursive: true });
const files = readdirSync(source).sort().slice(0, Number(originals));
for (const file of files) copyFileSync(join(source, file), join(images, file));
const step = Math.max(1, Math.floor(files.length / Number(copies)));
const chosen = files.filter((_, at) => at % step === 0).slice(0, Number(copies));
const originOf = new Map(files.map((file) => [basename(file, extname(file)), basename(file, extname(file))]));
const planted: { id: string; origin: string; kind: CopyKind; isSeen: boolean }[] = [];
for (const file of chosen) {
  const origin = basename(file, extname(file));
  const bytes = readFileSync(join(source, file));
  for (const kind of copyKinds) {
    const id = `${origin}-${kind}`;
    const copy = await drawCopy(bytes, kind);
    writeFileSync(join(images, `${id}.jpg`), copy);
    const isSeen = kind !== 'recoloured' || (await areColoursApart(bytes, copy));
    planted.push({ id, origin, kind, isSeen });
    originOf.set(id, origin);
  }
}
if (keep !== undefined) writeFileSync(join(keep, 'planted.json'), JSON.stringify(planted));

/** Whether a twentieth of the picture has another colour that can be seen. */
async function areColoursApart(one: Buffer, other: Buffer): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map(labOf));
  let apart = 0;
  const count = (a?.length ?? 0) / 3;
  for (let at = 0; at < count * 3; at += 3) {
    const by = [0, 1, 2].map((channel) => (a?.[at + channel] ?? 0) - (b?.[at + channel] ?? 0));
    if (Math.hypot(...by) >= seenDifference) apart++;
  }
  return apart >= count / 20;
}

async function labOf(bytes: Buffer): Promise<Float32Array> {
  const pixels = await sharp(bytes)
    .removeAlpha()
    .blur(1)
    .toColourspace('lab')
    .raw({ depth: 'float' })
    .toBuffer();
  return new Float32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
}

async function pixelsOf(id: string): Promise<string> {
  const pixels = await sharp(join(source, `${id}.jpg`))
    .raw()
    .toBuffer();
  return createHash('sha256').update(pixels).digest('hex');
}

async function showTheSame(ids: ReadonlySet<string>): Promise<boolean> {
  return new Set(await Promise.all([...ids].map(pixelsOf))).size === 1;
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
  const isTogether = (one: string, other: string) =>
    groupOf.has(one) && groupOf.get(one) === groupOf.get(other);
  const together = (kind: CopyKind, isSeen: boolean) => {
    const some = planted.filter((copy) => copy.kind === kind && copy.isSeen === isSeen);
    return `${some.filter(({ id, origin }) => isTogether(id, origin)).length} of ${some.length}`;
  };
  const sets = groups.map(({ ids }) => new Set(ids.map((id) => originOf.get(id) ?? id)));
  const mixed = sets.filter((set) => set.size > 1);
  const twins: Set<string>[] = [];
  const others: Set<string>[] = [];
  for (const set of mixed) ((await showTheSame(set)) ? twins : others).push(set);
  const right = planted.filter(
    ({ kind, id, origin }) => kind !== 'recoloured' && isTogether(id, origin),
  ).length;
  const pairs = (some: readonly ReadonlySet<string>[]) => some.reduce((sum, set) => sum + set.size - 1, 0);
  const named = (some: readonly ReadonlySet<string>[]) => some.map((set) => [...set].join(' '));
  process.stdout.write(
    `${JSON.stringify(
      {
        originals: files.length,
        seconds: job.kind === 'duplicates' ? job.result?.seconds : null,
        found: Object.fromEntries(
          copyKinds.filter((kind) => kind !== 'recoloured').map((kind) => [kind, together(kind, true)]),
        ),
        recoloured: { seen: together('recoloured', true), notSeen: together('recoloured', false) },
        precision: (right + pairs(twins)) / (right + pairs(twins) + pairs(others)),
        originalsOfSamePixels: named(twins),
        others: named(others),
      },
      null,
      1,
    )}\n`,
  );
} finally {
  await engine.close();
  if (keep === undefined) rmSync(folder, { recursive: true, force: true });
}
