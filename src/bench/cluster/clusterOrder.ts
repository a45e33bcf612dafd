/** What `bench --cluster` can be asked for, and what it answers. Loads nothing, as `benchOrder.ts`. */
import type { Publication } from '../../contract/cluster.ts';
import type { Input } from '../../contract/contract.ts';
import type { BenchOrder, BenchReport } from '../benchOrder.ts';

/** In the order in which they run. */
export const clusterSteps = ['load', 'search', 'facets', 'text', 'allPairs', 'decide'] as const;

export type ClusterStep = (typeof clusterSteps)[number];

export interface ClusterOrder extends Omit<BenchOrder, 'steps' | 'runs'> {
  /** Where the catalog that is measured is put, and how that is reached. */
  readonly connection: Pick<Input<'cluster.doctor'>, 'address' | 'ca' | 'credentials'>;
  /** The folder of a catalog of this machine, in place of images that are imported; it stays as it is. */
  readonly catalog: string | null;
  readonly shape: Pick<Input<'cluster.publish'>, 'shards' | 'replicas'>;
  /** Of all lists so many are made. */
  readonly lists: number;
  /** What was loaded stays, for the next run. */
  readonly isKept: boolean;
  readonly steps: readonly ClusterStep[];
}

export interface ClusterReport extends BenchReport {
  readonly cluster: { readonly address: string; readonly version: string; readonly nodes: number };
}

/** The catalog as it was put there. */
export interface LoadedCatalog {
  readonly publication: Publication;
  /** Seconds until the cluster had it in order, beyond the publication. */
  readonly settledSeconds: number;
}
