/**
 * Decisions that could not follow renamed products when these were sent: the program was ended before it knew that they were, or
 * the cluster could not be asked. They follow as soon as the cluster is heard of.
 */
import type { CatalogSession } from '../../../core/catalogs/session.ts';
import { idsOfRenamings } from '../../../core/team/ownRenamings.ts';
import type { RenamingsFollower } from './followRenamings.ts';
import type { ImportedHere } from './importedHere.ts';

export interface LateRenamingsTools {
  readonly imported: Pick<ImportedHere, 'known'>;
  readonly renamings: RenamingsFollower;
  /** Whether these products' pictures, and no other ones of this machine's imports, are in the shared catalog. */
  haveArrived(pictures: ReadonlyMap<string, ReadonlySet<string>>): Promise<boolean>;
  onProblem(reason: unknown): void;
}

export interface LateRenamings {
  /** The cluster answers, and what others said by now is known here. */
  goOn(): void;
  /** Something was sent, and it is not known whether all of it is there. */
  lookAgain(): void;
  /** The catalog is closed; what is left follows when it is opened next. */
  end(): void;
}

/** Before it is tried again. */
const retryAfterMs = 10_000;

export function createLateRenamings({
  imported,
  renamings,
  haveArrived,
  onProblem,
}: LateRenamingsTools): LateRenamings {
  let isToLook = true;
  let isGoingOn = false;
  let isEnded = false;
  let failedAtMs = Number.NEGATIVE_INFINITY;
  let told = '';

  async function lookAtImported(): Promise<void> {
    isToLook = false;
    try {
      const here = await imported.known();
      const renamed = here?.renamings?.all() ?? [];
      if (here?.renamings === undefined || renamed.length === 0) return;
      const pictures = await picturesOf(here, idsOfRenamings(renamed));
      if (await haveArrived(pictures)) renamings.sent(renamed, here.renamings);
    } catch (thrown) {
      isToLook = true;
      throw thrown;
    }
  }

  async function follow(): Promise<void> {
    if (isToLook) await lookAtImported();
    await renamings.follow();
  }

  function note(thrown: unknown): void {
    failedAtMs = performance.now();
    const reason = String(thrown);
    if (isEnded || reason === told) return;
    told = reason;
    onProblem(thrown);
  }

  return {
    goOn() {
      const isToWait = isEnded || isGoingOn || performance.now() - failedAtMs < retryAfterMs;
      if (isToWait || !(isToLook || renamings.areWaiting())) return;
      isGoingOn = true;
      follow()
        .catch(note)
        .finally(() => {
          isGoingOn = false;
        });
    },
    lookAgain() {
      isToLook = true;
    },
    end() {
      isEnded = true;
    },
  };
}

/** Of products that are there those that are embedded, or that none is; none of one that is gone. */
async function picturesOf(
  { products }: Pick<CatalogSession, 'products'>,
  ids: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  const records = await products.recordsOf(ids, []);
  return new Map(
    ids.map((id, at) => {
      const images = records[at]?.images.map(({ imageId }) => imageId);
      return [id, new Set(images?.length === 0 ? [withoutPicture] : images)];
    }),
  );
}

/** What such a document says of its picture. */
const withoutPicture = '';
