/** The lists that this machine's windows show. */
import type { TeamList } from '../../core/team/ports.ts';
import { goneAfterMs } from './whoIsThere.ts';

export interface OpenLists {
  look(window: string, list: TeamList | null): void;
  /** Each once, in the order in which they were opened. */
  all(): readonly TeamList[];
}

export function createOpenLists(now: () => number = () => performance.now()): OpenLists {
  const windows = new Map<string, { list: TeamList; atMs: number }>();
  return {
    look(window, list) {
      if (list === null) windows.delete(window);
      else windows.set(window, { list, atMs: now() });
    },
    all() {
      for (const [window, { atMs }] of windows) if (now() - atMs > goneAfterMs) windows.delete(window);
      const lists = [...windows.values()].map(({ list }) => list);
      return [...new Map(lists.map((list) => [JSON.stringify(list), list])).values()];
    },
  };
}
