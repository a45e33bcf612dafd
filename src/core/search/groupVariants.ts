/** Near-identical products among look-alikes: colour variants, other cuts of the same photo. */
import type { Look, Match } from './ports.ts';

export interface VariantGroup {
  /** The nearest of them. */
  readonly leader: Match;
  /** The others, nearest first. */
  readonly variants: Match[];
}

/**
 * Groups in the order of their leaders: each match joins the first leader that it is as alike to as `leastScore`, else it
 * leads a group of its own.
 * @param matches nearest first
 * @param limits `most` groups, what would begin another one is left out; what is as alike to one of those `standing` as that is
 *   left out as well; those whose variants are not to be named end with the last leader
 */
export function groupVariants(
  matches: readonly Match[],
  leastScore: number,
  lookOf: (imageId: string) => Look | undefined,
  limits: {
    readonly most?: number;
    readonly standing?: readonly Match[];
    readonly isNamed?: boolean;
  } = {},
): VariantGroup[] {
  const { most = Number.POSITIVE_INFINITY, standing = [], isNamed = true } = limits;
  const groups: VariantGroup[] = [];
  for (const match of matches) {
    if (!isNamed && groups.length >= most) break;
    const look = lookOf(match.imageId);
    if (look === undefined) continue;
    const isAlike = ({ imageId }: Match): boolean =>
      (look(imageId) ?? Number.NEGATIVE_INFINITY) >= leastScore;
    if (standing.some(isAlike)) continue;
    const group = groups.find(({ leader }) => isAlike(leader));
    if (group !== undefined) group.variants.push(match);
    else if (groups.length < most) groups.push({ leader: match, variants: [] });
  }
  return groups;
}
