/** A catalog on this machine as a session: the only place that hands its database, rows and index to what answers from them. */
import { createImportHistory } from '../../../adapters/sqlite/catalog/importHistory.ts';
import type { CatalogSession } from '../../../core/catalogs/session.ts';
import { readRows } from '../../../core/products/readRows.ts';
import { createLocalColours } from '../../colours/localColours.ts';
import { startImportJob } from '../../imports/importJob.ts';
import type { VisionOwner } from '../../processes/visionOwner.ts';
import { createLocalTuning } from '../../tuning/localTuning.ts';
import { catalogEmbedding } from '../catalogEmbedding.ts';
import { type OpenOptions, openCatalog } from '../openCatalog.ts';
import { createOutsideImages } from '../outsideImages.ts';
import { createPictures } from '../pictures.ts';
import { watchResting } from '../restingDecisions.ts';
import { describeReading } from '../searchReading.ts';
import { createStoredBoards } from '../stored/storedBoards.ts';
import { createStoredCuration } from '../stored/storedCuration.ts';
import { createStoredUsers } from '../stored/storedUsers.ts';
import { verifyCatalog } from '../verifyCatalog.ts';
import { createLocalCharts } from './localCharts.ts';
import { createLocalCorrections } from './localCorrections.ts';
import { createLocalDuplicates } from './localDuplicates.ts';
import { createLocalEmbeddingsElsewhere } from './localEmbeddingsElsewhere.ts';
import { countInventory } from './localInventory.ts';
import { createLocalMap } from './localMap.ts';
import { createLocalMatrix } from './localMatrix.ts';
import { createLocalProducts, createLocalSelections } from './localProducts.ts';
import { createLocalPublications } from './localPublications.ts';
import { createLocalQuality } from './localQuality.ts';

/** Opens the catalog in a folder. @throws Failure as `openCatalog` */
export async function openLocalSession(
  folder: string,
  options: OpenOptions,
  vision: VisionOwner,
): Promise<CatalogSession> {
  const catalog = await openCatalog(folder, options);
  const history = createImportHistory(catalog.database);
  return {
    folder: catalog.files.folder,
    products: createLocalProducts(catalog),
    selections: createLocalSelections(catalog),
    search: {
      similar: (query, filters, how) => catalog.search().similar(query, filters, how),
      listsOf: (queries, filters, how) => catalog.search().listsOf(queries, filters, how),
      similarToEach: (profiles, how) => catalog.search().similarToEach(profiles, how),
    },
    outsideImages: createOutsideImages(catalog, vision),
    pictures: createPictures(catalog, vision, {
      originalsOf: async (imageId) => catalog.products.filesOf(imageId),
    }),
    curation: createStoredCuration(catalog),
    corrections: createLocalCorrections(catalog),
    boards: createStoredBoards(catalog),
    users: createStoredUsers(catalog),
    charts: createLocalCharts(catalog),
    matrix: createLocalMatrix(catalog),
    map: createLocalMap(catalog, options.onProblem),
    duplicates: createLocalDuplicates(catalog, vision),
    quality: createLocalQuality(catalog, vision),
    colours: createLocalColours(catalog, vision),
    tuning: createLocalTuning(catalog, options.onProblem),
    imports: {
      async run(order, follow) {
        const embedding = catalogEmbedding(catalog, order.options.embedding);
        return vision.use(embedding, catalog.files.thumbnails, (worker) =>
          follow(startImportJob({ ...order, catalog, vision: worker })),
        );
      },
      lastReport: async () => catalog.sources.lastReport(),
      history: async () => history.newest(),
      report: async (number) => history.report(number),
    },
    care: {
      inventory: () => countInventory(catalog),
      searchReading: async () => describeReading(catalog.index()),
      verify: (signal, onProgress) => verifyCatalog(catalog, { signal, onProgress }),
      async prune(signal, onProgress) {
        const restingNotes = watchResting(catalog);
        const removed = await catalog.prune(signal, onProgress);
        return { removed, notes: restingNotes() };
      },
    },
    async snapshot() {
      const { rows, search } = catalog.snapshot();
      const index = catalog.index();
      return {
        products: readRows(rows),
        search,
        embeddings: {
          vectorsOf: async (imageIds) => imageIds.map((imageId) => index.vectorOf(imageId) ?? null),
        },
      };
    },
    publications: createLocalPublications(catalog, options.onProblem),
    ...(options.isDecidedElsewhere === true && {
      renamings: catalog.renamings,
      embeddingsElsewhere: createLocalEmbeddingsElsewhere(catalog),
    }),
    describe: async () => catalog.describe(),
    close: () => catalog.close(),
  };
}
