/**
 * Imports into a shared catalog: into a catalog of this machine first, which keeps what was imported here, and from there to the
 * cluster. So an import is resumed, embeds nothing twice and reports as any other, whatever the way to the cluster is like.
 */
import type { ClusterCatalog, SendOrder, SentImport } from '../../../adapters/cluster/cluster.ts';
import { asFailure, Failure } from '../../../contract/failure.ts';
import type { ImportOptions, ImportProgress, ImportReport } from '../../../contract/imports.ts';
import type { Runtime } from '../../../contract/models.ts';
import type { CarePort } from '../../../core/catalogs/ports.ts';
import type { CatalogSession } from '../../../core/catalogs/session.ts';
import type { PublicationSource } from '../../../core/cluster/ports.ts';
import type {
  Cancellation,
  ImportControl,
  ImportOrder,
  ImportsPort,
  ImportWork,
} from '../../../core/imports/ports.ts';
import { openPublicationSource } from '../../cluster/publicationSource.ts';
import { embeddedBy } from './embeddedBy.ts';
import type { RenamingsFollower } from './followRenamings.ts';
import type { ImportedHere } from './importedHere.ts';

type ImportedSource = Pick<PublicationSource, 'count' | 'products' | 'thumbnailOf' | 'fields'>;

export interface ImportingTools {
  readonly catalog: ClusterCatalog;
  readonly imported: ImportedHere;
  /** Whose what is imported here is. */
  readonly owner: string;
  send(source: ImportedSource, order: Omit<SendOrder, 'access'>): Promise<SentImport>;
  /** @throws Failure `thumbnails-away` where pictures could not be sent, whatever is reached by then */
  requireThumbnails(): void;
  /** Embeddings of the shared catalog, in the order asked for; null for an image that has none. */
  vectorsOf(held: ClusterCatalog, imageIds: readonly string[]): Promise<readonly (Float32Array | null)[]>;
  readonly renamings: RenamingsFollower;
  /** Told why decisions could not follow yet. */
  onProblem(reason: unknown): void;
  /** What was sent can be asked for. */
  onSent(): void;
  /** It ended before that: maybe all of it is there. */
  onUnsure(): void;
}

export interface SharedImports extends ImportsPort {
  /** As `CarePort.prune`: of what was imported on this machine. */
  prune: CarePort['prune'];
}

export function createSharedImports(tools: ImportingTools): SharedImports {
  const { catalog, imported } = tools;
  return {
    async run(order, follow) {
      await renewUnlessAway(catalog);
      tools.requireThumbnails();
      const held = catalog.held();
      const options = optionsFor(order.options, held);
      const here = await imported.open();
      await takeOver(here, held, tools);
      // What is not sent yet is not in the catalog.
      const quiet = { ...order, options, onChanged: () => undefined };
      return here.imports.run(quiet, (work) => follow(sendAfter(work, here, order, tools)));
    },
    lastReport: async () => (await imported.known())?.imports.lastReport() ?? null,
    history: async () => (await imported.known())?.imports.history() ?? [],
    async report(number) {
      const here = await imported.known();
      if (here !== null) return here.imports.report(number);
      throw new Failure('not-found', `There is no report of an import number ${number} on this machine.`);
    },
    async prune(signal, onProgress) {
      const here = await imported.known();
      if (here === null) {
        throw new Failure(
          'not-found',
          `Nothing was imported into ${catalog.cluster.address.text} on this machine. Products are removed where they were imported, or by publishing the catalog that has them.`,
        );
      }
      await renewUnlessAway(catalog);
      await takeOver(here, catalog.held(), tools);
      const { removed } = await here.care.prune(signal, onProgress);
      const { followed } = await sendImported(here, tools, asControl(signal), onProgress);
      return { removed, notes: followed };
    },
  };
}

/** An import begins without the cluster as well, and is sent later. */
async function renewUnlessAway(catalog: ClusterCatalog): Promise<void> {
  try {
    await catalog.renew();
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'cluster-unreachable') throw thrown;
  }
}

/** What was imported here and embedded otherwise since, by whomever, is known here as it is there: what is not known would be removed there. */
async function takeOver(
  here: CatalogSession,
  held: ClusterCatalog,
  { vectorsOf }: ImportingTools,
): Promise<void> {
  await here.embeddingsElsewhere?.takeOver(held.published.runtime, (imageIds) => vectorsOf(held, imageIds));
}

function asControl(signal: Cancellation): ImportControl {
  return {
    get aborted() {
      return signal.aborted;
    },
    whenRunning: async () => undefined,
  };
}

/** Embedded as all of the catalog. @throws Failure `bad-input` where something else is asked for */
function optionsFor(options: ImportOptions, { published, cluster }: ClusterCatalog): ImportOptions {
  const { model, pooling, inputSize } = published.runtime;
  const { embedding } = options;
  const asked = [
    [embedding.model, model],
    [embedding.pooling, pooling],
    [embedding.inputSize, inputSize],
  ];
  if (asked.every(([wanted, has]) => wanted === undefined || wanted === has))
    return { ...options, embedding: { ...embedding, model, pooling, inputSize } };
  throw anotherSpace(published.runtime, cluster.address.text);
}

function anotherSpace(runtime: Runtime, address: string): Failure {
  return new Failure(
    'bad-input',
    `${address} is embedded by ${embeddedBy(runtime)}, and what is imported into it is embedded so as well. Embed all of it otherwise to change that.`,
  );
}

function sendAfter(
  work: ImportWork,
  here: CatalogSession,
  order: ImportOrder,
  tools: ImportingTools,
): ImportWork {
  let sending: ImportProgress['sending'];
  const address = tools.catalog.cluster.address.text;

  async function finish(report: ImportReport): Promise<ImportReport> {
    if (report.outcome !== 'done') return withNotes(report, [notSent(address)]);
    try {
      const { sent, followed } = await sendImported(here, tools, order.control, (done, total) => {
        sending = { done, total };
      });
      return withNotes(report, [...sentNotes(sent, address), ...followed]);
    } catch (thrown) {
      const { code, message, detail } = asFailure(thrown);
      const unsent = withNotes(report, [notSent(address)]);
      if (code === 'cancelled') return { ...unsent, outcome: 'cancelled' };
      order.onError(message, detail ?? null);
      return { ...unsent, outcome: 'stopped', message };
    }
  }

  return {
    ...work,
    progress: () => ({ ...work.progress(), ...(sending !== undefined && { sending }) }),
    done: work.done.then(finish),
  };
}

interface Sent {
  readonly sent: SentImport;
  /** What became of decisions on products that have another id now. */
  readonly followed: string[];
}

/** All that was imported on this machine; what is there already stays. @throws Failure as `sendImport`; `bad-input` for another space */
async function sendImported(
  here: CatalogSession,
  tools: ImportingTools,
  control: ImportControl,
  onProgress: (done: number, total: number) => void,
): Promise<Sent> {
  const { catalog, owner, send, renamings, onSent, onUnsure } = tools;
  const renamed = here.renamings?.all() ?? [];
  const { runtime, embeddings } = await here.describe();
  if (runtime !== null && runtime.space !== catalog.published.runtime.space)
    throw anotherSpace(catalog.published.runtime, catalog.cluster.address.text);
  const source = embeddings === 0 ? nothing : await openPublicationSource(here);
  const space = embeddings === 0 ? null : (runtime?.space ?? null);
  const tell = (done: number): void => onProgress(done, source.count);
  tell(0);
  const sent = await send(source, { owner, space, control, onProgress: tell }).catch((thrown: unknown) => {
    onUnsure();
    throw thrown;
  });
  if (here.renamings !== undefined) renamings.sent(renamed, here.renamings);
  onSent();
  const { files, embedded, failed } = await here.care.inventory();
  const unsent = files - embedded - failed;
  return { sent, followed: [...unsentNotes(unsent), ...(await followRenamings(tools))] };
}

/** All of it is sent: what keeps decisions from following is no failure of the import. */
async function followRenamings({ renamings, onProblem }: ImportingTools): Promise<string[]> {
  try {
    return await renamings.follow();
  } catch (thrown) {
    onProblem(thrown);
    return [
      'Decisions on products that have another id now could not follow them yet. They do once the cluster answers.',
    ];
  }
}

/** Where all of it was removed. */
const nothing: ImportedSource = {
  count: 0,
  fields: [],
  async *products() {},
  thumbnailOf: async () => null,
};

function withNotes(report: ImportReport, notes: readonly string[]): ImportReport {
  return { ...report, notes: [...report.notes, ...notes] };
}

function notSent(address: string): string {
  return `What was imported is kept on this machine and is not all at ${address} yet. Import the folder again to go on.`;
}

/** Embedded before the catalog was embedded otherwise, and never sent. */
function unsentNotes(pictures: number): string[] {
  if (pictures <= 0) return [];
  return [
    `${counted(pictures, 'picture')} of this machine's imports ${pictures === 1 ? 'is' : 'are'} not embedded as the catalog is now and not sent. Import their folders again.`,
  ];
}

function sentNotes({ products, written, removed, ofOthers }: SentImport, address: string): string[] {
  const gone = removed === 0 ? '' : `, and ${counted(removed, 'picture')} gone here removed there`;
  const notes = [
    `${counted(products, 'product')} of this machine's imports ${products === 1 ? 'is' : 'are'} at ${address}: ${counted(written, 'picture')} new there or changed${gone}.`,
  ];
  if (ofOthers > 0)
    notes.push(
      `${ofOthers.toLocaleString('en-US')} of them were brought by others as well: they have the pictures of all, and name and attributes as those who brought them first say.`,
    );
  return notes;
}

/** "1 product", "1,204 products". */
function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}
