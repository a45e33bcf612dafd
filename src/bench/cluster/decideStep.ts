/** `decide`: decisions of one curator, how fast the cluster has them, and when another sees them. */
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../../contract/failure.ts';
import { type BenchCatalog, type OpenableCatalog, openQuietly } from '../benchCatalog.ts';
import type { BenchEngine, BenchPlace } from '../benchPlace.ts';
import { derived, type Measurement, median, medianOf, p99Of } from '../measurement.ts';

const decisions = 500;
/** A list has as many. */
const perList = 10;
/** How often one decides while the other looks. */
const seenDecisions = 20;
const lookEveryMs = 10;

export async function decideStep(
  place: BenchPlace,
  local: BenchCatalog,
  shared: OpenableCatalog,
): Promise<Measurement[]> {
  const here = await place.withEngine(async (engine) => decideMany(engine, await open(engine, local)));
  return place.withEngine(async (anna) => {
    const products = await open(anna, shared);
    await engineIsTogether(anna);
    const startedAt = performance.now();
    const there = await decideMany(anna, products);
    await engineIsTogether(anna);
    const seconds = (performance.now() - startedAt) / 1000;
    const seen = await place.withEngine(async (ben) => {
      await openQuietly(ben, shared);
      await engineIsTogether(ben);
      return watchDecisions(anna, ben, products);
    }, 'another machine');
    return [
      derived(
        'decide',
        'decisions/s',
        decisions / seconds,
        `${decisions} in a row, until two copies on the cluster have the last`,
      ),
      medianOf('decide.p50', 'ms', there, 'until one is kept on this machine, and answered'),
      p99Of('decide.p99', 'ms', there),
      medianOf('decide.seen.p50', 'ms', seen, 'until another curator has it'),
      p99Of('decide.seen.p99', 'ms', seen),
      derived('decide.here', 'decisions/s', 1000 / median(here), 'in a catalog on this machine'),
    ];
  });
}

/** @returns products that were seen, as those are that a person decides on */
async function open(engine: BenchEngine, catalog: OpenableCatalog): Promise<string[]> {
  await openQuietly(engine, catalog);
  const { products } = await engine.call('products.list', { view: {}, offset: 0, limit: 200 });
  return products.map(({ id }) => id);
}

/** @returns milliseconds of each */
async function decideMany(engine: BenchEngine, ids: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const [id, lookAlikeId] of pairsOf(ids).slice(0, decisions)) {
    const startedAt = performance.now();
    await engine.call('lists.decide', { id, lookAlikeId, state: 'accepted' });
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** A list after the other; no pair twice. */
function pairsOf(ids: readonly string[]): (readonly [string, string])[] {
  return ids.flatMap((id, at) =>
    Array.from({ length: Math.min(perList, ids.length - 1) }, (_, step) => {
      const other = ids[(at + step + 1) % ids.length] ?? id;
      return [id, other] as const;
    }),
  );
}

/** @throws Failure with the reason where the cluster cannot be written to */
async function engineIsTogether(engine: BenchEngine): Promise<void> {
  for (;;) {
    const { team } = await engine.call('team.state', {});
    if (team?.kind === 'together' && team.waiting === 0) return;
    if (team?.kind === 'read-only' || team?.kind === 'too-new')
      throw new Failure('cluster-refused', team.reason ?? 'The cluster takes no decisions.');
    await delay(lookEveryMs);
  }
}

/** @returns milliseconds from what one decides until the other has it */
async function watchDecisions(
  anna: BenchEngine,
  ben: BenchEngine,
  ids: readonly string[],
): Promise<number[]> {
  const times: number[] = [];
  for (const [id, lookAlikeId] of pairsOf(ids).slice(-seenDecisions)) {
    const { promise, resolve } = Promise.withResolvers<number>();
    const end = ben.on('lists.changed', (changed) => {
      if (changed.ids.includes(id)) resolve(performance.now());
    });
    const startedAt = performance.now();
    await anna.call('lists.decide', { id, lookAlikeId, state: 'rejected' });
    times.push((await promise) - startedAt);
    end();
  }
  return times;
}
