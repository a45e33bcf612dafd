/**
 * Embeds a shared catalog otherwise: into an index of its own beside the one that is shown, which takes its place from one moment to the
 * next once every picture is there. Until then nobody notices, and others import, correct and decide as ever.
 */
import { z } from 'zod';
import type { Lacking, Reembedding, ReembedProgress } from '../../../contract/cluster.ts';
import { Failure } from '../../../contract/failure.ts';
import type { Runtime } from '../../../contract/models.ts';
import { adviceOnLacking } from '../../../core/cluster/lackingAdvice.ts';
import type { PictureToEmbed } from '../../../core/cluster/ports.ts';
import type { ImportControl } from '../../../core/imports/ports.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { correctProducts } from '../curation/correctProducts.ts';
import { findIndex, productsMark } from '../format/catalogFormat.ts';
import { noRefresh, usualRefresh } from '../format/indexBodies.ts';
import { indexNames } from '../format/indexNames.ts';
import { setRefresh } from '../publish/loadIndex.ts';
import { makeIndices, shapeFor } from '../publish/makeIndices.ts';
import { waitForPublication } from '../publish/publicationLock.ts';
import { readCorrections } from '../write/teamCorrections.ts';
import { type Filled, fillIndex } from './fillIndex.ts';
import { createLackingCount } from './originals.ts';

export interface EmbedOrder {
  /** What embeds: its space is the one that is filled. */
  readonly runtime: Runtime;
  /** Who embeds: the name of this machine's replica. */
  readonly owner: string;
  readonly control: ImportControl;
  /** By images, L2-normalised, 2048 long; those that cannot be embedded here are left out. */
  embed(pictures: readonly PictureToEmbed[]): Promise<ReadonlyMap<string, Float32Array>>;
  onProgress(progress: ReembedProgress): void;
}

const anything = z.unknown();

/**
 * Whatever ends it: what is embedded stays, and embedding again goes on from there, also on another machine.
 * @throws Failure `bad-input` where the catalog is embedded so already, or otherwise meanwhile; `cancelled`, `cluster-unreachable`, `cluster-refused` …
 */
export async function embedCatalog(catalog: ClusterCatalog, order: EmbedOrder): Promise<Reembedding> {
  const startedAtMs = performance.now();
  const { runtime, owner, control, onProgress } = order;
  const { cluster } = catalog;
  const { text, name } = cluster.address;
  const names = indexNames(name);
  await catalog.renew();
  const shown = catalog.held();
  const { pictures } = shown.published;
  if (shown.published.runtime.space === runtime.space) {
    throw new Failure(
      'bad-input',
      `${text} is embedded by ${runtime.model} (${runtime.pooling}, ${runtime.inputSize}) already. Choose another model, pooling or input size.`,
    );
  }
  const to = await makeIndex();
  await setRefresh(cluster, to, noRefresh);
  let embedded = 0;
  let lacking: readonly Lacking[] = [];

  if (!(await fill(requireNotShown)).isWhole) return answer(false);
  // Who imports or publishes waits from here on, so that nothing comes that is not in it.
  const lock = await waitForPublication(cluster, owner, requireGoingOn);
  try {
    await requireNotShown();
    const { isWhole, products } = await fill(async () => {
      lock.check();
      await requireGoingOn();
    });
    if (!isWhole) return answer(false);
    onProgress({ step: 'showing', done: 0, total: 1 });
    await setRefresh(cluster, to, usualRefresh);
    // Whoever corrected a product while it was written did not find it; who does so from now on finds it.
    const { byProduct } = await readCorrections(cluster, -1);
    const late = [...products].flatMap((id) => byProduct.get(id) ?? []);
    if (late.length > 0) await correctProducts(cluster, late);
    lock.check();
    await requireGoingOn();
    await show();
  } finally {
    await lock.release();
  }
  await catalog.renew();
  return answer(true);

  async function makeIndex(): Promise<string> {
    const [before, there] = await Promise.all([
      findIndex(cluster, shown.index, 'products'),
      findIndex(cluster, names.products(runtime.space), 'products'),
    ]);
    const graph = there === null ? before?.vectors.graph : undefined;
    const shape = await shapeFor(cluster, pictures, { graph });
    const begun = { ...shown.published, runtime, publishedAt: null };
    return (await makeIndices(cluster, shape, begun)).index;
  }

  async function fill(requireTurn: () => Promise<void>): Promise<Filled> {
    const count = createLackingCount(owner);
    const filled = await fillIndex(cluster, {
      ...{ from: shown.index, to, embed: order.embed, requireGoingOn: requireTurn },
      onProgress: (done, total) => onProgress({ step: 'embedding', done, total }),
      onLacking: count.add,
    });
    embedded += filled.embedded;
    lacking = count.all();
    return filled;
  }

  async function requireGoingOn(): Promise<void> {
    await control.whenRunning();
    if (control.aborted) {
      throw new Failure(
        'cancelled',
        'The embedding was cancelled. What is embedded stays, and is not shown before the rest is there; embed again to go on.',
      );
    }
  }

  /** Somebody else may have come to the end, or shown something else. */
  async function requireNotShown(): Promise<void> {
    await requireGoingOn();
    const now = await findIndex(cluster, names.shown, 'products');
    if (now?.index === shown.index) return;
    throw new Failure(
      'bad-input',
      now?.index === to
        ? `Somebody else came to the end of it: ${text} is embedded by ${runtime.model} (${runtime.pooling}, ${runtime.inputSize}) now, for everybody.`
        : `${text} was published with another model, or embedded otherwise by somebody else, meanwhile. Look how it is embedded now, then embed it again.`,
    );
  }

  async function show(): Promise<void> {
    await catalog.renew();
    const { published } = catalog;
    const left = [...published.formerly, published.runtime.space];
    const mark = productsMark({
      ...published,
      runtime,
      publishedAt: new Date().toISOString(),
      formerly: [...new Set(left)].filter((space) => space !== runtime.space),
    });
    await cluster.ask({ method: 'PUT', path: `/${to}/_mapping`, body: { _meta: mark } }, anything);
    const actions = [
      { remove: { index: shown.index, alias: names.shown } },
      { add: { index: to, alias: names.shown } },
    ];
    await cluster.ask({ method: 'POST', path: '/_aliases', body: { actions } }, anything);
  }

  function answer(isShown: boolean): Reembedding {
    const { model, pooling, inputSize } = runtime;
    return {
      ...{ address: text, model, pooling, inputSize, isShown, embedded },
      pictures: catalog.published.pictures,
      lacking: [...lacking],
      advice: adviceOnLacking(lacking),
      seconds: (performance.now() - startedAtMs) / 1000,
    };
  }
}
