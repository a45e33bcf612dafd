/** Sends what was imported on this machine to a shared catalog, beside what others brought. */
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { PublicationSource } from '../../../core/cluster/ports.ts';
import type { ThumbnailAccess } from '../../../core/cluster/thumbnails.ts';
import type { ImportControl } from '../../../core/imports/ports.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { readExtent } from '../format/catalogFields.ts';
import { productsMark } from '../format/catalogFormat.ts';
import { ownerProperty } from '../format/indexBodies.ts';
import { type OpenThumbnails, openThumbnails } from '../thumbnails/openThumbnails.ts';
import { type Contributed, contributeProducts } from '../write/contributeProducts.ts';
import { waitForPublication } from './publicationLock.ts';

export interface SendOrder {
  /** Whose it is: the name of this machine's replica. */
  readonly owner: string;
  /** That of its embeddings; null where nothing is sent. */
  readonly space: string | null;
  readonly control: ImportControl;
  readonly access: ThumbnailAccess;
  onProgress(done: number): void;
}

export type SentImport = Contributed;

const anything = z.unknown();

/**
 * Whatever ends it: what is written stays, and sending again goes on from there.
 * @throws Failure `bad-input` (another embedding space is shown by now), `cancelled`, `cluster-unreachable`, `cluster-refused` …
 */
export async function sendImport(
  catalog: ClusterCatalog,
  source: Pick<PublicationSource, 'products' | 'thumbnailOf' | 'fields'>,
  { owner, space, control, access, onProgress }: SendOrder,
): Promise<SentImport> {
  const { cluster } = catalog;
  const lock = await waitForPublication(cluster, owner, requireGoingOn);
  let thumbnails: OpenThumbnails | null = null;
  let done = 0;
  try {
    // From here on nobody else shows another embedding space.
    await catalog.renew();
    const { index, published } = catalog;
    if (space !== null && space !== published.runtime.space) throw otherwise();
    await cluster.ask(
      { method: 'PUT', path: `/${index}/_mapping`, body: { properties: ownerProperty } },
      anything,
    );
    thumbnails = openThumbnails(cluster, published.thumbnails, { access });
    const sent = await contributeProducts(cluster, {
      ...{ index, owner, source, copies: null, thumbnails },
      async requireGoingOn() {
        lock.check();
        await requireGoingOn();
      },
      onProducts(products) {
        done += products.length;
        onProgress(done);
      },
      onSent: async () => undefined,
    });
    await describe();
    return sent;
  } finally {
    thumbnails?.close();
    await lock.release();
  }

  async function requireGoingOn(): Promise<void> {
    await control.whenRunning();
    if (control.aborted) throw new Failure('cancelled', 'The import was cancelled.');
  }

  function otherwise(): Failure {
    return new Failure(
      'bad-input',
      `${cluster.address.text} is embedded otherwise since this was begun. Import the folder again, so that its pictures are embedded so as well.`,
    );
  }

  /** New fields come after those that the catalog has. */
  async function describe(): Promise<void> {
    await catalog.renew();
    const { index, published } = catalog;
    const own = source.fields.filter((name) => !catalog.fields.includes(name));
    const known = [...published.fields, ...own.map((name) => ({ name, distinct: 0 }))];
    const mark = productsMark({ ...published, ...(await readExtent(cluster, index, known)) });
    await cluster.ask({ method: 'PUT', path: `/${index}/_mapping`, body: { _meta: mark } }, anything);
    await catalog.renew();
  }
}
