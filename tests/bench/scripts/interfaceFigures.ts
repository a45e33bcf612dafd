/**
 * How long a click on a product takes as a browser sees it, in milliseconds, as JSON: the calls go through the browser host's
 * address, as the interface sends them. `node tests/bench/scripts/interfaceFigures.ts FOLDER-OR-ADDRESS [CLICKS] [DATA-FOLDER]`;
 * a shared catalog's copy is in the data folder, once it is fetched.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spread } from '../../../src/bench/benchCatalog.ts';
import { medianOf, p99Of } from '../../../src/bench/measurement.ts';
import { type Input, type Method, methods, type Output } from '../../../src/contract/contract.ts';
import { firstLine, startCli } from '../../cli/runCli.ts';

const [catalog = '', count = '100', data] = process.argv.slice(2);
/** As many as the interface asks for. */
const k = 50;
const warmUps = 10;
const folder = mkdtempSync(join(tmpdir(), 'twinset-clicks-'));
const child = startCli(['serve', '--catalog', catalog, '--json'], data ?? join(folder, 'data'));
child.stderr?.pipe(process.stderr);
const ended = new Promise((resolve) => child.on('exit', resolve));
try {
  const { url } = JSON.parse(await firstLine(child)) as { url: string };
  const call = await enter(url);
  const { ids } = await call('products.ids', { view: {} });
  const clicked = spread(ids, Number(count) + warmUps);
  const times: Record<'search.similar' | 'lists.show' | 'together', number[]> = {
    'search.similar': [],
    'lists.show': [],
    together: [],
  };
  for (const [at, id] of clicked.entries()) {
    const similar = await timed(() => call('search.similar', { query: { kind: 'product', id }, k }));
    const list = await timed(() => call('lists.show', { id }));
    if (at < warmUps) continue;
    times['search.similar'].push(similar);
    times['lists.show'].push(list);
    times.together.push(similar + list);
  }
  const figures = Object.fromEntries(
    Object.entries(times).map(([name, ms]) => [
      name,
      { p50: medianOf(name, 'ms', ms).value, p99: p99Of(name, 'ms', ms).value },
    ]),
  );
  process.stdout.write(
    `${JSON.stringify({ products: ids.length, clicks: clicked.length - warmUps, ...figures })}\n`,
  );
} finally {
  child.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Goes in by the token, as a browser does. */
async function enter(url: string) {
  const entered = await fetch(url, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { origin } = new URL(url);
  return async <M extends Method>(name: M, input: Input<M>): Promise<Output<M>> => {
    const answer = await fetch(`${origin}/api/${name}`, {
      method: 'POST',
      headers: { cookie, origin, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const told = (await answer.json()) as { ok: boolean; value?: unknown; error?: { message: string } };
    if (!told.ok) throw new Error(told.error?.message);
    return methods[name].output.parse(told.value) as Output<M>;
  };
}
