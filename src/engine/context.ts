/** What the handlers of every feature share. */
import type { ConnectionOrder } from '../adapters/cluster/cluster.ts';
import type { ModelStore } from '../adapters/weights/modelStore.ts';
import type { KeptConnection } from '../contract/cluster.ts';
import { Failure } from '../contract/failure.ts';
import type { Settings } from '../contract/settings.ts';
import type { CatalogSession, SessionOptions } from '../core/catalogs/session.ts';
import type { CredentialStore } from '../core/cluster/ports.ts';
import type { FollowedPlaces } from './cluster/followedPlaces.ts';
import type { EngineOptions } from './engine.ts';
import type { ErrorLog } from './errorLog.ts';
import type { EventHub } from './eventHub.ts';
import type { Jobs } from './jobs/createJobs.ts';
import type { JsonFile } from './jsonFile.ts';
import type { VisionOwner } from './processes/visionOwner.ts';
import type { RecentCatalogs } from './settingsFile.ts';

/** How a shared catalog is reached. */
export interface SharedConnection extends Omit<ConnectionOrder, 'address'> {
  /** Keys of its thumbnails. */
  readonly objects?: KeptConnection['objects'];
}

export interface EngineContext {
  readonly options: EngineOptions;
  readonly events: EventHub;
  readonly errors: ErrorLog;
  readonly settings: JsonFile<Settings>;
  readonly recent: RecentCatalogs;
  readonly models: ModelStore;
  readonly vision: VisionOwner;
  readonly jobs: Jobs;
  /** For `replace`. @throws Failure `not-found`, `catalog-busy`, `catalog-too-new`, `catalog-damaged`, `not-allowed`, `disk-full` */
  openSession(folder: string, options: SessionOptions): Promise<CatalogSession>;
  /** For `replace`: the catalog at an address. @throws Failure as `openSharedSession` */
  openShared(address: string, connection: SharedConnection): Promise<CatalogSession>;
  /** How shared catalogs were reached before. */
  readonly credentials: CredentialStore;
  /** Places of thumbnails that were accepted on this machine. */
  readonly followed: FollowedPlaces;
  /** The open catalog, or null. */
  current(): CatalogSession | null;
  /** Stops its jobs, closes it, and opens another (null: none). */
  replace(open: (() => Promise<CatalogSession>) | null): Promise<CatalogSession | null>;
}

/** @throws Failure `no-catalog` */
export function requireCatalog(context: EngineContext): CatalogSession {
  const catalog = context.current();
  if (catalog === null) throw new Failure('no-catalog', 'No catalog is open. Open a folder of images first.');
  return catalog;
}

/** For what waited before it starts a job in this catalog. @throws Failure `cancelled` */
export function requireStillOpen(context: Pick<EngineContext, 'current'>, catalog: CatalogSession): void {
  if (context.current() !== catalog) throw new Failure('cancelled', 'The catalog was closed meanwhile.');
}
