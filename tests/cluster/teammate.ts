/** A curator's machine as far as curating together goes: a real `curation.db`, kept together with others' on the real cluster. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { connectCluster, connectCuration } from '../../src/adapters/cluster/cluster.ts';
import { makeIndices } from '../../src/adapters/cluster/publish/makeIndices.ts';
import { type OpenedCuration, openCuration } from '../../src/adapters/sqlite/curation/openCuration.ts';
import type { DecisionState } from '../../src/contract/lists.ts';
import type { DecisionMade, GeneratedList } from '../../src/core/lists/ports.ts';
import type { Applied, TeamCluster } from '../../src/core/team/ports.ts';
import { curateTogether, type Together } from '../../src/engine/team/curateTogether.ts';

export interface Teammate {
  readonly author: string;
  readonly store: OpenedCuration['store'];
  readonly together: Together;
  /** Told so far, by others' changes. */
  readonly applied: readonly Applied[];
  readonly problems: readonly unknown[];
  decide(
    productId: string,
    lookAlikeId: string,
    state: DecisionState | null,
    more?: { position?: number; reason?: string },
  ): DecisionMade;
  /** "b pinned, c accepted". */
  list(productId: string): string;
  /** Keeps lists as a job does. */
  generate(lists: readonly GeneratedList[], type?: string): void;
  /** "b c"; null where nothing is generated. */
  generated(productId: string, type?: string): string | null;
  /** Everything, in one text, to be compared with others'. */
  everything(): string;
  /** Ends it and begins anew over the same file, as after a restart. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Makes the indices of a catalog that nobody published. */
export async function makeTeamCatalog(address: string): Promise<void> {
  const cluster = connectCluster({ address });
  try {
    await makeIndices(
      cluster,
      { shards: 1, replicas: 1, graph: null },
      {
        catalog: 'Shoes',
        runtime: {
          ...{ engine: 'tfjs-node', precision: 'fp32', model: 'avg-112', pooling: 'avg', inputSize: 112 },
          ...{ space: 'a space', notes: [] },
        },
        ...{ fields: [], soldOut: null, products: 0, pictures: 0, publishedAt: null, formerly: [] },
        thumbnails: { kind: 'index' },
      },
    );
  } finally {
    await cluster.close();
  }
}

/** A cluster whose nodes come back takes its time. */
const patience = { timeout: 180_000, interval: 50 };

/** Once everything of theirs is sent. */
export async function areTogether(...mates: readonly Teammate[]): Promise<void> {
  for (const { together } of mates)
    await vi.waitFor(
      () => expect(together.state()).toMatchObject({ kind: 'together', waiting: 0 }),
      patience,
    );
}

/** Once each has what the other has. */
export async function areEqual(one: Teammate, other: Teammate): Promise<void> {
  await areTogether(one, other);
  await vi.waitFor(() => expect(one.everything() === other.everything()).toBe(true), patience);
}

/** @param over what lies between the machine and the cluster */
export function openTeammate(
  author: string,
  address: string,
  over: (cluster: TeamCluster) => TeamCluster = (cluster) => cluster,
): Teammate {
  const folder = mkdtempSync(join(tmpdir(), 'twinset-teammate-'));
  const file = join(folder, 'curation.db');
  const applied: Applied[] = [];
  const problems: unknown[] = [];
  const note = (reason: unknown) => problems.push(reason);
  let opened = open();

  function open() {
    const curation = openCuration(file, join(folder, 'backups'), note);
    const together = curateTogether({
      replica: curation.store.replica,
      cluster: over(connectCuration({ address })),
      author: () => author,
      onApplied: (one) => applied.push(one),
      onContents: () => undefined,
      onTogether: () => undefined,
      onChanged: () => undefined,
      onCorrected: () => undefined,
      onProblem: note,
    });
    return { curation, together };
  }

  async function end(): Promise<void> {
    await opened.together.close();
    await opened.curation.close();
  }

  return {
    ...{ author, applied, problems },
    get store() {
      return opened.curation.store;
    },
    get together() {
      return opened.together;
    },
    decide: (productId, lookAlikeId, state, { position, reason } = {}) =>
      opened.curation.store.decide({
        ...{ type: 'substitute', productId, lookAlikeId, state },
        position: position ?? null,
        reason: reason ?? null,
      }),
    list: (productId) =>
      opened.curation.store
        .decisionsOf(productId)
        .map(({ id, state }) => `${id} ${state}`)
        .join(', '),
    generate(lists, type = 'substitute') {
      const { store } = opened.curation;
      const generation = store.beginGeneration(type, '{}');
      for (let at = 0; at < lists.length; at += 1000)
        store.addGenerated(generation, type, lists.slice(at, at + 1000));
      store.applyGeneration(generation, type);
    },
    generated: (productId, type = 'substitute') =>
      opened.curation.store.generatedOf(productId, type)?.entries.join(' ') ?? null,
    everything: () =>
      [...opened.curation.store.everyThing()]
        .map((thing) => JSON.stringify(thing))
        .toSorted()
        .join('\n'),
    async restart() {
      await end();
      opened = open();
    },
    async close() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
