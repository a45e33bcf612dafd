/** Opens the catalog that is a copy of a shared one. */
import { rmSync } from 'node:fs';
import { createCopyStore } from '../../../adapters/sqlite/catalog/copyStore.ts';
import { Failure } from '../../../contract/failure.ts';
import { type CopiedFrom, type OpenOptions, openCatalog } from '../openCatalog.ts';
import type { OpenedCopy } from './followCatalog.ts';

/** One that cannot be read is made anew: the cluster has all of it. */
export async function openCopy(
  place: string,
  {
    onProblem,
    axesOf,
    copiedFrom,
  }: Pick<OpenOptions, 'onProblem' | 'axesOf'> & { readonly copiedFrom: Omit<CopiedFrom, 'corrections'> },
  corrections: CopiedFrom['corrections'],
): Promise<OpenedCopy> {
  const options = { ...{ onProblem, axesOf, create: true }, copiedFrom: { ...copiedFrom, corrections } };
  const open = async (): Promise<OpenedCopy> => {
    const catalog = await openCatalog(place, options);
    try {
      return { catalog, store: createCopyStore(catalog.database, catalog.files.database, catalog.sources) };
    } catch (thrown) {
      await catalog.close();
      throw thrown;
    }
  };
  try {
    return await open();
  } catch (thrown) {
    const isUnreadable = thrown instanceof Failure && unreadable.has(thrown.code);
    if (!isUnreadable) throw thrown;
    onProblem(thrown);
    rmSync(place, { recursive: true, force: true });
    return open();
  }
}

const unreadable: ReadonlySet<string> = new Set(['catalog-damaged', 'catalog-too-new']);
