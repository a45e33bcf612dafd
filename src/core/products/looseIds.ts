/** Ids whose letters can be composed in more than one way: "é" as one character (Windows, typed) or as two (a Mac's files). */
import { isAscii } from './textTokens.ts';

export interface LooseIds {
  add(id: string): void;
  remove(id: string): void;
  /** The one id that is canonically equivalent to this one; undefined where none or several are. */
  find(id: string): string | undefined;
}

/** Ids of plain ASCII can be written in one way only: they cost nothing here. */
export function createLooseIds(): LooseIds {
  const byComposed = new Map<string, string[]>();
  return {
    add(id) {
      if (isAscii(id)) return;
      const composed = id.normalize('NFC');
      byComposed.set(composed, [...(byComposed.get(composed) ?? []), id]);
    },
    remove(id) {
      if (isAscii(id)) return;
      const composed = id.normalize('NFC');
      const rest = (byComposed.get(composed) ?? []).filter((other) => other !== id);
      if (rest.length === 0) byComposed.delete(composed);
      else byComposed.set(composed, rest);
    },
    find(id) {
      const found = byComposed.get(id.normalize('NFC'));
      return found?.length === 1 ? found[0] : undefined;
    },
  };
}
