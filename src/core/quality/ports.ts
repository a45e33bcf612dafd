import type { OtherEmbedding } from '../../contract/insight/quality.ts';
import type { LearnedRanking } from '../../contract/insight/ranking.ts';
import type { Cancellation } from '../imports/ports.ts';
import type { SearchPort } from '../search/ports.ts';

/** Pictures of products embedded in another way than the catalog's are. */
export interface EmbeddedPool {
  /** Those whose pictures could be embedded, in the order in which they were asked for. */
  readonly ids: readonly string[];
  /** Finds these alone. */
  readonly search: SearchPort;
}

/** The last order that was learned, and whether look-alikes are shown in it. */
export interface KeptRanking {
  readonly ranking: LearnedRanking;
  readonly isUsed: boolean;
}

export interface QualityPort {
  /** Null before the first was learned. */
  ranking(): Promise<KeptRanking | null>;
  /** @throws Failure `disk-full`, `not-allowed` */
  keepRanking(kept: KeptRanking): Promise<void>;
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
