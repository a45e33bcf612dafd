/** A catalog on this machine goes over to an embedding space in which its pictures were embedded elsewhere. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createElsewhereStore } from '../../../adapters/sqlite/catalog/embeddingsElsewhere.ts';
import type { EmbeddingsElsewherePort } from '../../../core/catalogs/ports.ts';
import type { OpenCatalog } from '../loadCatalog.ts';

const imagesAtOnce = 200;

export function createLocalEmbeddingsElsewhere(catalog: OpenCatalog): EmbeddingsElsewherePort {
  return {
    async takeOver(runtime, vectorsOf) {
      const { space } = runtime;
      const known = catalog.runtime();
      if (known === null || known.space === space) return;
      const store = createElsewhereStore(catalog.database, catalog.files.database);
      let imageIds = store.missing(space, '', imagesAtOnce);
      while (imageIds.length > 0) {
        const vectors = await vectorsOf(imageIds);
        const found = imageIds.flatMap((imageId, at) => {
          const vector = vectors[at] ?? null;
          return vector === null ? [] : [{ imageId, vector }];
        });
        store.keep(space, found);
        await nextTurn();
        imageIds = store.missing(space, imageIds.at(-1) ?? '', imagesAtOnce);
      }
      await catalog.prepareSpace(space);
      catalog.setRuntime(runtime);
      catalog.saveIndex();
    },
  };
}
