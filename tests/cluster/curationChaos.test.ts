/**
 * Two curators decide all the time while nodes are killed, hang and lose their power. Whatever was answered as decided must be
 * in both replicas, in one that is made anew, and in the cluster.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { controlAt, type NodeControl } from './nodeControl.ts';
import { addressOf } from './sampleCatalog.ts';
import { areEqual, areTogether, makeTeamCatalog, openTeammate, type Teammate } from './teammate.ts';

const name = 'chaos';
const nodeCount = 3;
/** Between two decisions of one curator. */
const decideEveryMs = 150;
/** A node that hangs is out of the cluster after some 30 s. */
const hangMs = 40_000;

let nodes: NodeControl;
let ann: Teammate;
let ben: Teammate;
let round = 0;

beforeAll(async () => {
  nodes = controlAt(inject('clusterControl'));
  await makeTeamCatalog(addressOf(name));
  ann = openTeammate('Ann', addressOf(name));
  ben = openTeammate('Ben', addressOf(name));
  await areTogether(ann, ben);
});

afterAll(async () => {
  await Promise.all([ann.close(), ben.close()]);
});

interface Work {
  /** Decisions that were answered as made, by the product and the look-alike. */
  readonly made: readonly (readonly [productId: string, lookAlikeId: string])[];
  end(): void;
}

/** Decides on lists of one's own, and on one that all decide on. */
function decideAllTheTime(mate: Teammate): Work {
  const made: (readonly [string, string])[] = [];
  const begun = round++;
  const timer = setInterval(() => {
    const at = made.length;
    const productId = `${mate.author} ${begun} ${Math.floor(at / 20)}`;
    mate.decide(productId, `l${at}`, at % 5 === 0 ? 'pinned' : 'accepted');
    made.push([productId, `l${at}`]);
    if (at % 10 === 0)
      mate.decide(`common ${begun >> 1}`, `l${at % 30}`, mate === ann ? 'accepted' : 'rejected');
  }, decideEveryMs);
  return { made, end: () => clearInterval(timer) };
}

interface Outcome {
  readonly made: number;
  readonly conflicts: number;
  readonly lost: number;
  readonly healedInMs: number;
  /** Seconds in which one of the curators was told so, by what was said. */
  readonly away: Readonly<Record<string, number>>;
}

/** @param harm what is done meanwhile; at its end all nodes are there */
async function during(harm: () => Promise<void>): Promise<Outcome> {
  const works = [decideAllTheTime(ann), decideAllTheTime(ben)];
  const before = ann.together.state().conflicts + ben.together.state().conflicts;
  const away: Record<string, number> = {};
  const watching = setInterval(() => {
    const { kind, reason } = ann.together.state();
    const words = reason?.replaceAll(addressOf(name), 'it') ?? '';
    if (kind === 'away') away[words] = (away[words] ?? 0) + 1;
  }, 1000);
  await wait(3000);
  await harm();
  const harmedAtMs = performance.now();
  await wait(3000);
  for (const { end } of works) end();
  await areEqual(ann, ben);
  clearInterval(watching);
  const healedInMs = performance.now() - harmedAtMs;
  await waitForAll();
  const anew = openTeammate('Cleo', addressOf(name));
  try {
    await expect.poll(() => anew.everything() === ann.everything()).toBe(true);
    expect(ann.everything()).toBe(ben.everything());
    const made = works.flatMap((work) => work.made);
    const lost = [ann, ben, anew].flatMap((mate) =>
      made.filter(([productId, id]) => !mate.store.decisionsOf(productId).some((one) => one.id === id)),
    );
    const conflicts = ann.together.state().conflicts + ben.together.state().conflicts - before;
    return { made: made.length, conflicts, lost: lost.length, healedInMs: Math.round(healedInMs), away };
  } finally {
    await anew.close();
  }
}

/** Of the first node that answers; null where none does. */
async function look(path: string): Promise<string | null> {
  for (const host of inject('clusterHosts').split(',')) {
    try {
      const answer = await fetch(`http://${host}${path}`, { signal: AbortSignal.timeout(5000) });
      if (answer.ok) return await answer.text();
    } catch {
      // It is not there.
    }
  }
  return null;
}

async function managerOf(): Promise<number> {
  const manager = await look('/_cat/cluster_manager?h=node');
  if (manager === null) throw new Error('No node answers.');
  return Number(manager.trim().slice(1));
}

/** Until every node is back, and every copy of what is decided. */
async function waitForAll(): Promise<void> {
  for (;;) {
    const text = await look(`/_cluster/health/${name}-curation,${name}-journal`);
    const health = text === null ? {} : (JSON.parse(text) as { status?: string; number_of_nodes?: number });
    if (health.status === 'green' && health.number_of_nodes === nodeCount) return;
    await wait(500);
  }
}

const inTurn = Array.from({ length: nodeCount }, (_, node) => node);

describe('nothing that was answered as decided is lost', () => {
  it('while the cluster’s manager is killed', async ({ annotate }) => {
    const outcome = await during(async () => {
      const manager = await managerOf();
      await nodes.kill(manager);
      await wait(10_000);
      await nodes.start(manager);
      await waitForAll();
    });
    await annotate(JSON.stringify(outcome));
    expect(outcome).toMatchObject({ lost: 0 });
    expect(outcome.made).toBeGreaterThan(0);
  });

  it('while any two nodes are killed in turn', async ({ annotate }) => {
    const outcome = await during(async () => {
      for (const node of inTurn) {
        const other = (node + 1) % nodeCount;
        await nodes.kill(node);
        await nodes.kill(other);
        await wait(8000);
        await nodes.start(node);
        await nodes.start(other);
        await waitForAll();
      }
    });
    await annotate(JSON.stringify(outcome));
    expect(outcome).toMatchObject({ lost: 0 });
    expect(Object.keys(outcome.away)).not.toEqual([]);
  });

  it('while each node hangs for 40 seconds', async ({ annotate }) => {
    const outcome = await during(async () => {
      for (const node of inTurn) {
        await nodes.pause(node);
        await wait(hangMs);
        await nodes.resume(node);
        await waitForAll();
      }
    });
    await annotate(JSON.stringify(outcome));
    expect(outcome).toMatchObject({ lost: 0 });
  });

  it('while all nodes lose their power', async ({ annotate }) => {
    const outcome = await during(async () => {
      await Promise.all(inTurn.map((node) => nodes.kill(node)));
      await wait(5000);
      await Promise.all(inTurn.map((node) => nodes.start(node)));
      await waitForAll();
    });
    await annotate(JSON.stringify(outcome));
    expect(outcome).toMatchObject({ lost: 0 });
    expect(Object.keys(outcome.away)).not.toEqual([]);
  });
});
