/** `facets` and `text`: what the middle column asks for when a facet is clicked or a word typed. */
import type { ValueFilter } from '../../contract/products.ts';
import { type OpenableCatalog, openQuietly, spread } from '../benchCatalog.ts';
import type { BenchPlace } from '../benchPlace.ts';
import { type Measurement, medianOf, p99Of, timeMs } from '../measurement.ts';

/** A screenful. */
const shownProducts = 200;
const warmUps = 3;

/** Counts after a click: every time another view, for the last few are remembered. */
export async function facetsStep(
  place: BenchPlace,
  catalog: OpenableCatalog,
  count: number,
  name = 'facets',
): Promise<Measurement[]> {
  return place.withEngine(async (engine) => {
    await openQuietly(engine, catalog);
    const { facets } = await engine.call('products.facets', { view: {} });
    const single = facets.flatMap(({ field, values }) =>
      values.map(({ value }): ValueFilter => ({ field, values: [value] })),
    );
    const views = spread(combine(single, count + warmUps), count + warmUps);
    const times = await timeEach(views, (where) => engine.call('products.facets', { view: { where } }));
    return describe(name, times, `${views.length} different views`);
  });
}

/** Words of the products' names: the first window of what has them. */
export async function textStep(
  place: BenchPlace,
  catalog: OpenableCatalog,
  queries: readonly string[],
  name = 'text',
): Promise<Measurement[]> {
  return place.withEngine(async (engine) => {
    await openQuietly(engine, catalog);
    const texts = new Set<string>();
    for (const id of queries) {
      const words = (await engine.call('products.get', { id })).name.split(/\s+/).filter(Boolean);
      // One word, then two of them, then a beginning: what is being typed.
      const word = words[texts.size % Math.max(1, words.length)] ?? id;
      texts.add([word, words.slice(-2).join(' '), word.slice(0, 3)][texts.size % 3] ?? id);
    }
    const times = await timeEach([...texts], (text) =>
      engine.call('products.list', { view: { text }, offset: 0, limit: shownProducts }),
    );
    return describe(name, times, `${texts.size} different texts`);
  });
}

/** Filters alone, then by twos; as many as are wanted, or all there are. */
export function combine(filters: readonly ValueFilter[], wanted: number): ValueFilter[][] {
  const combined = filters.map((filter) => [filter]);
  for (const [at, first] of filters.entries()) {
    for (const second of filters.slice(at + 1)) {
      if (combined.length >= wanted) return combined;
      if (second.field !== first.field) combined.push([first, second]);
    }
  }
  return combined;
}

async function timeEach<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<number[]> {
  for (const item of items.slice(0, warmUps)) await work(item);
  const times: number[] = [];
  for (const item of items.slice(items.length > warmUps ? warmUps : 0))
    times.push(await timeMs(() => work(item)));
  return times;
}

function describe(name: string, times: readonly number[], note: string): Measurement[] {
  return [medianOf(`${name}.p50`, 'ms', times, `the whole call; ${note}`), p99Of(`${name}.p99`, 'ms', times)];
}
