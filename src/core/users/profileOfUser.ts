/** What a user did, as a taste to search with. */
import type { TasteSettings } from '../../contract/users.ts';
import type { Profile } from '../search/ports.ts';
import type { UserInteraction } from './ports.ts';

const dayS = 86_400;
/** Sums nearer to zero say nothing: a purchase and its return. */
const leastWeight = 1e-9;

/**
 * Per product the sum of its events: what the kind counts, times the row's own weight, halved with every half-life between
 * the event and the newest of all. Products above zero are liked, below zero disliked; what was bought is left out, also
 * where it was returned.
 * @param newestAt seconds since 1970; an event without a time counts whole
 */
export function profileOfUser(
  id: string,
  interactions: readonly UserInteraction[],
  { weights, halfLifeDays }: TasteSettings,
  newestAt: number | null,
): Profile {
  const sums = new Map<string, number>();
  const owned = new Set<string>();
  for (const { productId, event, weight, at } of interactions) {
    const ageDays = at === null || newestAt === null ? 0 : Math.max(0, newestAt - at) / dayS;
    const share = halfLifeDays === null ? 1 : 2 ** (-ageDays / halfLifeDays);
    sums.set(productId, (sums.get(productId) ?? 0) + weights[event] * weight * share);
    if (event === 'bought' || event === 'returned') owned.add(productId);
  }
  const products = [...sums].map(([productId, weight]) => ({ id: productId, weight }));
  const strongestFirst = products.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return {
    owner: `the user ${id}`,
    liked: strongestFirst.filter(({ weight }) => weight > leastWeight),
    disliked: strongestFirst
      .filter(({ weight }) => weight < -leastWeight)
      .map((product) => ({ ...product, weight: -product.weight })),
    leftOut: [...owned],
  };
}
