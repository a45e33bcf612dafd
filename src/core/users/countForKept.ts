/** Events with products that are hidden as duplicates count for those that are kept. */
import type { UserInteraction } from './ports.ts';

/** Each event once, as where an import makes two products one. @param keptFor of any other product itself */
export function countForKept(
  interactions: readonly UserInteraction[],
  keptFor: (productId: string) => string,
): UserInteraction[] {
  const seen = new Set<string>();
  return interactions.flatMap((interaction) => {
    const { event, weight, at } = interaction;
    const productId = keptFor(interaction.productId);
    const name = JSON.stringify([productId, event, weight, at]);
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ ...interaction, productId }];
  });
}
