/**
 * An open catalog, as handlers and jobs know it. Whatever a catalog that lies elsewhere would have to wait for is a promise,
 * and products are named by their ids.
 */
import type { Catalog } from '../../contract/catalogs.ts';
import type { BoardsPort } from '../boards/ports.ts';
import type { ChartsPort } from '../charts/ports.ts';
import type { PublicationsPort, ReembeddingPort } from '../cluster/ports.ts';
import type { OutsideThumbnailsPort } from '../cluster/thumbnails.ts';
import type { ColoursPort } from '../colours/ports.ts';
import type { DuplicatesPort } from '../duplicates/ports.ts';
import type { ImportsPort } from '../imports/ports.ts';
import type { RenamingsPort } from '../imports/storePort.ts';
import type { CurationPort } from '../lists/ports.ts';
import type { MapPort } from '../map/ports.ts';
import type { MatrixPort } from '../matrix/ports.ts';
import type { ProductReader, ProductsPort, SelectionsPort } from '../products/ports.ts';
import type { QualityPort } from '../quality/ports.ts';
import type { CorrectionsPort } from '../repair/ports.ts';
import type { SearchPort } from '../search/ports.ts';
import type { TeamPort } from '../team/teamPort.ts';
import type { TuningPort } from '../tuning/ports.ts';
import type { UsersPort } from '../users/ports.ts';
import type { CarePort, EmbeddingsElsewherePort, OutsideImagesPort, PicturesPort } from './ports.ts';

export interface CatalogSession {
  /** The folder on this machine that is the catalog, or stands for it: its jobs and exports are kept there. */
  readonly folder: string;
  readonly products: ProductsPort;
  readonly selections: SelectionsPort;
  /** Every call searches the embeddings of that moment. */
  readonly search: SearchPort;
  readonly outsideImages: OutsideImagesPort;
  readonly pictures: PicturesPort;
  readonly curation: CurationPort;
  readonly corrections: CorrectionsPort;
  readonly boards: BoardsPort;
  readonly users: UsersPort;
  readonly charts: ChartsPort;
  readonly matrix: MatrixPort;
  readonly map: MapPort;
  readonly duplicates: DuplicatesPort;
  readonly quality: QualityPort;
  readonly tuning: TuningPort;
  readonly colours: ColoursPort;
  readonly imports: ImportsPort;
  readonly care: CarePort;
  /** Of a catalog that a team shares; one on this machine has none. */
  readonly team?: TeamPort;
  /** Of a catalog whose decisions lie elsewhere. */
  readonly renamings?: RenamingsPort;
  /** Of a catalog that a team shares. */
  readonly thumbnails?: OutsideThumbnailsPort;
  /** Of a catalog that a team shares. */
  readonly reembedding?: ReembeddingPort;
  /** Of a catalog whose products are shared. */
  readonly embeddingsElsewhere?: EmbeddingsElsewherePort;
  /** Of a catalog of this machine. */
  readonly publications?: PublicationsPort;
  /** For a job: it goes on over the products and embeddings of now, whatever takes their place. */
  snapshot(): Promise<CatalogSnapshot>;
  describe(): Promise<Catalog>;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

export interface SessionOptions {
  /** Make the catalog where there is none. */
  readonly create: boolean;
  /** Decisions on its products lie elsewhere: what its imports rename is kept for them. */
  readonly isDecidedElsewhere?: boolean;
  /** Where its database was set aside. */
  readonly rebuild?: {
    /** The catalog's, held already; else it is taken. Released when the catalog closes, or does not open. */
    readonly lock: { release(): void };
    /** What the person must know of the database that is begun; null: what is told wherever one was lost. */
    readonly notice: string | null;
  };
}

/** The embeddings that a snapshot searches. */
export interface EmbeddingReader {
  /** In the order asked for: L2-normalised, 2048 long; null for an image that has none, or no longer. */
  vectorsOf(imageIds: readonly string[]): Promise<readonly (Float32Array | null)[]>;
}

export interface CatalogSnapshot {
  /** With the names, attributes and images that they have now; those that are removed meanwhile are gone here too. */
  readonly products: ProductReader;
  readonly search: SearchPort;
  readonly embeddings: EmbeddingReader;
}
