import type { ListKind } from '../../../../contract/queue.ts';

/** Lists that shops know, offered until they are there. */
export const usualKinds: readonly ListKind[] = [
  { type: 'related', title: 'Related', length: 10, fold: 5 },
  { type: 'cross-sell', title: 'Cross-sell', length: 10, fold: 5 },
  { type: 'up-sell', title: 'Up-sell', length: 10, fold: 5 },
];

/** A list of one's own by its title: letters and digits of it as the word that addresses and files name it by. */
export function kindFromTitle(title: string, known: readonly ListKind[]): ListKind | null {
  const word = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 36);
  const base = word === '' ? 'list' : word;
  if (title.trim() === '') return null;
  const taken = new Set(known.map(({ type }) => type));
  let type = base;
  for (let number = 2; taken.has(type); number++) type = `${base}-${number}`;
  return { type, title: title.trim(), length: 10, fold: 5 };
}
