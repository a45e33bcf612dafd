/**
 * The door of this room. It is imported when a cluster is asked for and not before: a catalog on this machine neither loads
 * nor starts anything of it.
 */
export { type ClusterCatalog, openClusterCatalog } from './clusterCatalog.ts';
export { type ConnectionOrder, connectCluster } from './connection/connectCluster.ts';
export { connectCuration } from './curation/connectCuration.ts';
export { examineCluster } from './doctor/examineCluster.ts';
export { createClusterProducts } from './products/clusterProducts.ts';
export { publishCatalog } from './publish/publishCatalog.ts';
export { createClusterSearch } from './search/clusterSearch.ts';
