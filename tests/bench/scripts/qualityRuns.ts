/**
 * How long measuring look-alikes takes in a catalog, what it computes and how long that keeps the engine from answering, and what
 * learning from decisions computes, as JSON: `node tests/bench/scripts/qualityRuns.ts CATALOG`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Input } from '../../../src/contract/contract.ts';
import { createRandom } from '../../../src/core/map/random.ts';
import { type DecidedPair, learnRanking } from '../../../src/core/quality/ranking/learnRanking.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import { findResourcesFolder } from '../../../src/engine/installation.ts';
import { openSettled } from '../openSettled.ts';

const [folder = ''] = process.argv.slice(2);
const place = mkdtempSync(join(tmpdir(), 'twinset-quality-'));
const engine = await createEngine({
  dataFolder: join(place, 'data'),
  resourcesFolder: findResourcesFolder(),
});
try {
  const { products } = await openSettled(engine, folder);
  const cosine = await measure({ sample: 1000 });
  const large = await measure({ sample: 5000 });
  const manhattan = await measure({ sample: 1000, settings: [{}, { metric: 'manhattan' }] });
  const learningMs = [
    { decisions: 1000, ms: await learn(1000, 10) },
    { decisions: 10_000, ms: await learn(10_000, 10) },
  ];
  process.stdout.write(`${JSON.stringify({ products, cosine, large, manhattan, learningMs })}\n`);
} finally {
  await engine.close();
  rmSync(place, { recursive: true, force: true });
}

async function measure(order: Omit<Input<'quality.measure'>, 'view'>) {
  let isOver = false;
  let longestMs = 0;
  let cpuMs = threadCpuMs();
  const turn = (): void => {
    const nowMs = threadCpuMs();
    longestMs = Math.max(longestMs, nowMs - cpuMs);
    cpuMs = nowMs;
    if (!isOver) setImmediate(turn);
  };
  const startedAtMs = performance.now();
  const before = process.cpuUsage();
  setImmediate(turn);
  const { jobId } = await engine.call('quality.measure', { view: {}, ...order });
  const { state } = await engine.call('jobs.wait', { id: jobId });
  isOver = true;
  const { user, system } = process.cpuUsage(before);
  return {
    state,
    seconds: (performance.now() - startedAtMs) / 1000,
    processorSeconds: (user + system) / 1e6,
    longestTurnMs: longestMs,
  };
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Of ten look-alikes each, with so many fields. */
async function learn(decisions: number, fields: number): Promise<number> {
  const random = createRandom(1);
  const pairs = Array.from({ length: decisions }, (_, at): DecidedPair => {
    const features = [random(), ...Array.from({ length: fields }, () => (random() < 0.5 ? 1 : -1))];
    const [score = 0, agrees = 0] = features;
    return { group: Math.floor(at / 10), features, isAccepted: score + agrees + random() > 1 };
  });
  const names = Array.from({ length: fields }, (_, at) => `field ${at}`);
  const before = threadCpuMs();
  await learnRanking(pairs, names, async () => undefined);
  return threadCpuMs() - before;
}
