/** How a catalog's images are embedded: as its others were, unless something else is asked for. */

import type { Runtime } from '../../contract/models.ts';
import { type EmbeddingOptions, embeddingOptionsSchema } from '../../contract/models.ts';
import type { CatalogFiles } from './catalogFiles.ts';

/** What a picture that is looked at or searched with needs to know of the catalog. */
export interface EmbeddedCatalog {
  readonly files: CatalogFiles;
  /** What embedded its images; null before the first import. */
  runtime(): Runtime | null;
}

/** A catalog stays in its embedding space: what is not asked for comes from what it was embedded with. */
export function catalogEmbedding(
  catalog: Pick<EmbeddedCatalog, 'runtime'>,
  asked: Partial<EmbeddingOptions>,
): EmbeddingOptions {
  const runtime = catalog.runtime();
  const kept =
    runtime === null || (asked.model !== undefined && asked.model !== runtime.model)
      ? {}
      : { model: runtime.model, pooling: runtime.pooling, inputSize: runtime.inputSize };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  return embeddingOptionsSchema.parse({ ...kept, ...given });
}
