/** What is published of a catalog on this machine, and copied to it; and how it is kept who one is to a cluster. */
import type { KeptConnection, Originals, Reembedding, ReembedProgress } from '../../contract/cluster.ts';
import type { EmbeddingOptions, Runtime } from '../../contract/models.ts';
import type { Attributes, Product } from '../../contract/products.ts';
import type { SoldOut } from '../../contract/queue.ts';
import type { Cancellation, ImportControl } from '../imports/ports.ts';
import type { RenamingsPort } from '../imports/storePort.ts';
import type { CurationStore, GeneratedList } from '../lists/ports.ts';
import type { ProductRecord } from '../products/ports.ts';
import type { StatedThing } from '../team/ports.ts';

/** A product with what belongs to it. */
export interface PublishedProduct {
  readonly record: ProductRecord;
  readonly details: Product;
  /** By the ids of its usable images: L2-normalised, 2048 long. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

/** A catalog as it is when it begins to be published. */
export interface PublicationSource {
  readonly name: string;
  readonly runtime: Runtime;
  /** In the order of the metadata. */
  readonly fields: readonly string[];
  readonly soldOut: SoldOut | null;
  /** Products; one that is removed meanwhile is passed over. */
  readonly count: number;
  /** Usable pictures of all products. */
  readonly pictures: number;
  /** In the order in which they came, a few at a time. */
  products(): AsyncIterable<readonly PublishedProduct[]>;
  /** All that a person made of it and that a team shares, a few at a time. */
  things(): Promise<AsyncIterable<readonly StatedThing[]>>;
  /** The lists of a generation, a few at a time. @param generation by its name among the things */
  listsOf(generation: string): Promise<AsyncIterable<readonly GeneratedList[]>>;
  /** A JPEG; null where there is none. @param imageId of a product that was given */
  thumbnailOf(imageId: string): Promise<Uint8Array | null>;
}

/** The team's curation at an address, as one of its replicas. */
export interface PublishedReplica extends Pick<CurationStore, 'followRenamings' | 'replica'> {
  /** @param isDone nothing is left to be sent: it is removed */
  close(isDone: boolean): Promise<void>;
}

/** Where a catalog was published, so that decisions there follow what is renamed here. All of it @throws Failure `disk-full`, `bad-input` for what is no address */
export interface PublicationsPort {
  /** From now on what is renamed is kept for this address. */
  begin(address: string): void;
  renamings(address: string): RenamingsPort;
  /** Whether a replica is left that sends something yet. */
  hasReplica(address: string): boolean;
  /** Made where there is none. One at a time. */
  openReplica(address: string): PublishedReplica;
}

/** A usable picture of a product, as a copy keeps it. */
export interface CopiedPicture {
  readonly imageId: string;
  /** Where it was imported from, and under which path in it. */
  readonly folder: string;
  readonly path: string;
  /** In pixels; null where that is not known. */
  readonly width: number | null;
  readonly height: number | null;
  /** L2-normalised, 2048 long. */
  readonly vector: Float32Array;
}

export interface CopiedProduct {
  readonly id: string;
  readonly name: string;
  readonly attributes: Attributes;
  /** It was published as a duplicate of another. */
  readonly isHidden: boolean;
  /** Of all its documents, one for each picture or one where it has none: others whenever anything changes that is said there. */
  readonly digests: readonly string[];
  /** Those that are embedded, the one that stands for it first. */
  readonly pictures: readonly CopiedPicture[];
}

/** How far a catalog that lies elsewhere is written. */
export interface WrittenSoFar {
  /** The same where nothing was written in between, and nothing put back. */
  readonly mark: string;
  /** Nothing is written beyond it. */
  readonly isAll: boolean;
}

export interface WrittenDocuments {
  /** Those that there are. */
  readonly count: number;
  /** Digests of those that were asked for, by product, in the order in which products came. */
  readonly digests: ReadonlyMap<string, ReadonlySet<string>>;
  /** They are all that there are. */
  readonly isAll: boolean;
}

/** All products of a catalog that lies elsewhere and their embeddings, for a copy of it on this machine. */
export interface CopySource {
  /** A small question, asked before everything else. */
  written(): Promise<WrittenSoFar>;
  /**
   * Those that were written since a mark, and maybe some of before.
   * @param since null: all
   * @throws Failure `bad-input` where the pictures are too many
   */
  documents(since: string | null): Promise<WrittenDocuments>;
  /** In the order of the ids, a few at a time; those that are gone are left out. */
  products(ids: readonly string[]): AsyncIterable<readonly CopiedProduct[]>;
  /** Whether nothing that was read until now can be undone any more by the loss of a machine. */
  isLasting(): Promise<boolean>;
}

/** A picture of a product, and where its original lay on the machines that brought it. */
export interface PictureToEmbed {
  readonly product: string;
  readonly imageId: string;
  /** `from`: who brought it. */
  readonly originals: readonly { readonly folder: string; readonly path: string; readonly from: string }[];
}

/** Another way of embedding a catalog that a team shares. */
export interface ReembeddingPort {
  /** Which of them this machine has. @throws Failure `cancelled`, `cluster-unreachable` … */
  originals(signal: Cancellation): Promise<Originals>;
  /**
   * Embeds what this machine has, and shows all of it to everybody once nothing is lacking.
   * @throws Failure `bad-input` where it is embedded so already, `model-unusable`, `cancelled`, `cluster-unreachable` …
   */
  embed(
    asked: Partial<EmbeddingOptions>,
    control: ImportControl,
    onProgress: (progress: ReembedProgress) => void,
  ): Promise<Reembedding>;
}

/** Keeps by address how a shared catalog was reached, for nobody but the person whose it is. */
export interface CredentialStore {
  /** Null where nothing is kept. @throws Failure `not-allowed` where others could read it */
  of(address: string): KeptConnection | null;
  /** In place of what was kept of this address. @throws Failure `disk-full`, `not-allowed` */
  keep(address: string, connection: KeptConnection): void;
}
