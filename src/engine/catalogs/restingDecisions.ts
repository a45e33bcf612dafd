/** Which decisions come to rest while products leave a catalog, in words. */
import { idsNamed, listSome } from '../../core/imports/metadata/joinNotes.ts';
import type { OpenCatalog } from './loadCatalog.ts';

/**
 * Begins to watch.
 * @returns what to say of the products that are gone since then; those of `told` were told already
 */
export function watchResting({
  rows,
  curation,
}: Pick<OpenCatalog, 'rows' | 'curation'>): (told?: readonly string[]) => string[] {
  const isThere = (id: string): boolean => rows.rowOf(id) !== undefined;
  const before = curation.absentIds(isThere);
  return (told = []) => {
    const known = new Set([...before, ...told]);
    const gone = [...curation.absentIds(isThere)].filter((id) => !known.has(id));
    const count =
      curation.countResting(isThere) - curation.countResting((id) => !known.has(id) || isThere(id));
    if (count === 0) return [];
    const rest = `${countDecisions(count)} ${count === 1 ? 'rests' : 'rest'}`;
    return [`${rest} until ${listSome(gone, idsNamed)} ${gone.length === 1 ? 'is' : 'are'} back.`];
  };
}

export function countDecisions(count: number): string {
  return count === 1 ? '1 decision' : `${count.toLocaleString('en')} decisions`;
}
