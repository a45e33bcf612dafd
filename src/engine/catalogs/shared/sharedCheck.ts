/** The check of a shared catalog: what the cluster has, the copy on this machine, and what was imported here. */
import type { CheckedContents, ContentsOrder } from '../../../adapters/cluster/cluster.ts';
import type { Verification } from '../../../contract/catalogs.ts';
import { Failure } from '../../../contract/failure.ts';
import type { CarePort, OnCareProgress } from '../../../core/catalogs/ports.ts';
import type { CancelSignal } from '../../../core/imports/ports.ts';
import { listErrors, verifyCatalog } from '../verifyCatalog.ts';
import type { CatalogCopy } from './copy/catalogCopy.ts';
import type { ImportedHere } from './importedHere.ts';

export interface CheckTools {
  checkContents(order: Omit<ContentsOrder, 'access'>): Promise<CheckedContents>;
  readonly copy: Pick<CatalogCopy, 'known' | 'noteDamage'>;
  readonly imported: Pick<ImportedHere, 'known'>;
  /** What was lost or put back of what a person made. */
  notices(): readonly string[];
}

/** What nobody can look at from here. */
const outOfReach =
  'Originals, the copies on other machines, and what those have not sent yet cannot be looked at from here. How the cluster itself stands, and the copies of its parts, says "cluster doctor".';
const noCopy = 'There is no copy of the catalog on this machine, so that none was looked at.';
const beingWritten =
  'Somebody brings products now, so that thumbnails and the numbers of products were not looked at. Check again afterwards.';

export function createSharedCheck({
  checkContents,
  copy,
  imported,
  notices,
}: CheckTools): CarePort['verify'] {
  return async (signal, onProgress) => {
    const stages = createStages(onProgress);
    const contents = await checkContents({
      requireGoingOn() {
        if (signal.aborted) throw new Failure('cancelled', 'The check was cancelled.');
      },
      onProgress: stages.next(),
    });
    const ofCopy = await checkCopy(copy, signal, stages.next());
    const here = await imported.known();
    const ofImported = await here?.care.verify(signal, stages.next());
    const { products, images, embeddings, indexed, isBeingWritten } = contents;
    const errors = [
      ...notices(),
      ...contents.errors.flatMap(listErrors),
      ...ofCopy.errors,
      ...(ofImported?.errors ?? []).map((error) => `What was imported on this machine: ${error}`),
    ];
    return {
      ...{ products, images, embeddings, indexed, errors },
      ok: errors.length === 0,
      notes: [...(isBeingWritten ? [beingWritten] : []), ...ofCopy.notes, outOfReach],
    };
  };
}

/** One after the other, each added to those before it. */
function createStages(onProgress: OnCareProgress): { next(): OnCareProgress } {
  let before = 0;
  let last = 0;
  return {
    next() {
      before = last;
      return (done, total) => {
        last = before + total;
        onProgress(before + done, last);
      };
    },
  };
}

/** One that is damaged is fetched anew: the cluster has all of it. */
async function checkCopy(
  copy: CheckTools['copy'],
  signal: CancelSignal,
  onProgress: OnCareProgress,
): Promise<Pick<Verification, 'errors' | 'notes'>> {
  const catalog = await copy.known();
  if (catalog === null) return { errors: [], notes: [noCopy] };
  let damage: string;
  try {
    // Thumbnails are fetched to it as they are needed.
    const { errors } = await verifyCatalog(catalog, { signal, onProgress, hasThumbnails: false });
    const [first] = errors;
    if (first === undefined) return { errors: [], notes: [] };
    damage = errors.length === 1 ? first : `${first} And ${errors.length - 1} more.`;
    copy.noteDamage(new Failure('catalog-damaged', damage));
  } catch (thrown) {
    if (!copy.noteDamage(thrown)) throw thrown;
    damage = thrown instanceof Error ? thrown.message : String(thrown);
  }
  return {
    errors: [
      `The copy on this machine is damaged and is fetched anew; the cluster answers meanwhile. What was found: ${damage}`,
    ],
    notes: [],
  };
}
