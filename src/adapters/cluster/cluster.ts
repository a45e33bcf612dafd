/**
 * The door of this room. It is imported when a cluster is asked for and not before: a catalog on this machine neither loads
 * nor starts anything of it.
 */
export { type ClusterCatalog, openClusterCatalog } from './clusterCatalog.ts';
export { type ConnectionOrder, connectCluster } from './connection/connectCluster.ts';
export { connectCuration } from './curation/connectCuration.ts';
export { type CheckedContents, type ContentsOrder, checkContents } from './doctor/checkContents.ts';
export { examineCluster } from './doctor/examineCluster.ts';
export { type IndexSize, sizeOf, untilMerged } from './doctor/watchIndex.ts';
export { type EmbedOrder, embedCatalog } from './embed/embedCatalog.ts';
export { createLackingCount, findOriginals, readOriginals } from './embed/originals.ts';
export { published } from './format/productDocument.ts';
export { haveArrived } from './products/arrivedPictures.ts';
export { createClusterCharts } from './products/clusterCharts.ts';
export { type ClusterPictures, createClusterPictures } from './products/clusterPictures.ts';
export { createClusterProducts } from './products/clusterProducts.ts';
export { createCopySource, mostCopied } from './products/copySource.ts';
export { type BesideCluster, type CuratedProducts, filterSource } from './products/filterSource.ts';
export {
  countWithoutPicture,
  fetchMetadata,
  fetchRows,
  findKnown,
  findOfOthers,
  findSuggestible,
} from './products/knownProducts.ts';
export { createWholeReader } from './products/wholeCatalog.ts';
export { claimRenamings } from './publish/claimRenamings.ts';
export { type FoundCatalogs, findCatalogs, removeCatalogs } from './publish/foundCatalogs.ts';
export { publishCatalog } from './publish/publishCatalog.ts';
export { publishLate } from './publish/publishCuration.ts';
export { type SendOrder, type SentImport, sendImport } from './publish/sendImport.ts';
export { createClusterMatrix } from './search/clusterMatrix.ts';
export { createClusterSearch } from './search/clusterSearch.ts';
export { fetchVectors, openVectorsBy } from './search/fetchVectors.ts';
export { findObjectKeys } from './thumbnails/objectKeys.ts';
export { createSharedThumbnails, type SharedThumbnails, tryPlace } from './thumbnails/sharedThumbnails.ts';
