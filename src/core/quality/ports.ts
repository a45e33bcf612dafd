import type { OtherEmbedding } from '../../contract/quality.ts';
import type { Cancellation } from '../imports/ports.ts';
import type { SearchPort } from '../search/ports.ts';

/** Pictures of products embedded in another way than the catalog's are. */
export interface EmbeddedPool {
  /** Those whose pictures could be embedded, in the order in which they were asked for. */
  readonly ids: readonly string[];
  /** Finds these alone. */
  readonly search: SearchPort;
}

export interface QualityPort {
  /**
   * Nothing of it is stored.
   * @param onDone told how many products are done
   * @throws Failure `cancelled`; `model-unusable`, `backend-unavailable`
   */
  embedOtherwise(
    how: OtherEmbedding,
    ids: readonly string[],
    signal: Cancellation,
    onDone: (count: number) => void,
  ): Promise<EmbeddedPool>;
}
