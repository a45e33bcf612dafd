/** What core asks of the store that keeps a curator's decisions. */
import type { Decision } from '../../contract/lists.ts';

export interface DecisionStore {
  /** The decisions on one product's look-alikes: pinned first in their order, then the others; empty where there are none. */
  decisionsOf(productId: string): readonly Decision[];
}
