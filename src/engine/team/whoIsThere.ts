/** Who works on which list now. No clock is compared with another, but for somebody who is seen for the first time. */
import type { Presence } from '../../core/team/ports.ts';
import type { Colleague } from '../../core/team/teamPort.ts';

export interface WhoIsThere {
  /** What the cluster has now. */
  note(present: readonly Presence[]): void;
  colleagues(): readonly Colleague[];
}

/** Who has not said so for as long is gone. */
export const goneAfterMs = 30_000;

/** @param own the replica that is not to be told of itself */
export function createWhoIsThere(own: string, now: () => number = () => performance.now()): WhoIsThere {
  const seen = new Map<string, { presence: Presence; sinceMs: number }>();

  return {
    note(present) {
      const replicas = new Set(present.map(({ replica }) => replica));
      for (const replica of seen.keys()) if (!replicas.has(replica)) seen.delete(replica);
      for (const presence of present) {
        const before = seen.get(presence.replica);
        if (before?.presence.beat === presence.beat) continue;
        // One that was left behind by a machine that is off is old by any clock.
        const isFresh = before !== undefined || Math.abs(Date.now() - Date.parse(presence.at)) < goneAfterMs;
        const sinceMs = isFresh ? now() : Number.NEGATIVE_INFINITY;
        seen.set(presence.replica, { presence, sinceMs });
      }
    },
    colleagues: () =>
      [...seen.values()]
        .filter(({ presence, sinceMs }) => presence.replica !== own && now() - sinceMs < goneAfterMs)
        .map(({ presence: { author, lists } }) => ({ author, lists }))
        .toSorted((one, other) => (one.author < other.author ? -1 : 1)),
  };
}
