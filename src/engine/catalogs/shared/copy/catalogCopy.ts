/**
 * A copy of a shared catalog on this machine, with the team's curation: for look-alikes, and for what has to read all embeddings at once
 * (the map, duplicates, colours, a distance of its own). Before it answers, the cluster is asked whether anything was written since.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sqliteFailure } from '../../../../adapters/sqlite/sqliteFailure.ts';
import { Failure } from '../../../../contract/failure.ts';
import type { Runtime } from '../../../../contract/models.ts';
import type { SoldOut } from '../../../../contract/queue.ts';
import type { CopySource } from '../../../../core/cluster/ports.ts';
import type { Cancellation } from '../../../../core/imports/ports.ts';
import { throwIfCancelled } from '../../../../core/work/throwIfCancelled.ts';
import { endedWithin } from '../../../team/endedWithin.ts';
import { hasCatalog } from '../../catalogFiles.ts';
import type { OpenCatalog } from '../../loadCatalog.ts';
import { followCatalog, type OpenedCopy } from './followCatalog.ts';
import { createCopyOverlay } from './layOverCopy.ts';
import { type CopyPlace, openCopy } from './openCopy.ts';

export interface CatalogCopy {
  /** As it is; null before all of it was fetched to this machine. */
  known(): Promise<OpenCatalog | null>;
  /**
   * As the cluster has it, or had it a second ago.
   * @param onFetched told the share that is fetched
   * @throws Failure `cancelled`, `bad-input` for a catalog too large for that, `disk-full`, `cluster-unreachable` …
   */
  current(signal: Cancellation, onFetched?: (share: number) => void): Promise<OpenCatalog>;
  /**
   * The same where it is there and that takes no longer, and as it is while the cluster is away; null: the cluster is to be asked.
   * What is not done by then goes on in the background.
   */
  inTime(patienceMs: number): Promise<OpenCatalog | null>;
  /** Fetches it in the background, so that it is there when it is asked for; nothing is fetched of a catalog too large for that. */
  begin(): void;
  /** How much of all of it is fetched, from 0 to 1; null where it is there, or not fetched. */
  fetched(): number | null;
  /** What the cluster is asked by somebody who waits: fetching in the background stands back until it is answered. */
  makeWay<Answer>(asked: Promise<Answer>): Promise<Answer>;
  /** The catalog is other than before. */
  renew(): void;
  /**
   * Something went wrong with what it answers from. Found damaged the first time it is fetched anew in the background; whatever is damaged
   * again waits until the catalog is opened.
   * @returns whether the cluster is to be asked in its place
   */
  noteDamage(thrown: unknown): boolean;
  close(): Promise<void>;
}

export interface CopyTools extends CopyPlace {
  /** What is followed: each time as it is then, all of one embedding space. */
  followed(): {
    readonly source: CopySource;
    readonly runtime: Runtime;
    readonly fields: readonly string[];
  };
  /** As it is now. */
  readonly shared: {
    readonly published: {
      readonly runtime: Runtime;
      readonly soldOut: SoldOut | null;
      readonly pictures: number;
    };
  };
  /** More are not copied. */
  readonly mostPictures: number;
  /** Nothing is heard of the cluster. */
  isAway(): boolean;
  /** More of it is fetched than before, or all. */
  onFetched(): void;
}

/** The cluster shows what is written after a second as well. */
const goodForMs = 1000;
/** Before it is tried again in the background. */
const retryAfterMs = 10_000;
/** A cluster that hangs is not waited for. */
const closingMs = 1000;
/** Between two words of how much is fetched. */
const tellEveryMs = 500;

/** @param folder stands for the shared catalog on this machine */
export function createCatalogCopy(folder: string, tools: CopyTools): CatalogCopy {
  const place = join(folder, 'copy');
  const { shared, onProblem } = tools;
  const closing = new AbortController();
  const overlay = createCopyOverlay(tools.copiedFrom.curation, () => shared.published.soldOut);
  const told = new Set<(share: number) => void>();
  const ahead = new Set<Promise<void>>();
  let opened: Promise<OpenedCopy> | null = null;
  let following: Promise<boolean> | null = null;
  let followedAtMs = Number.NEGATIVE_INFINITY;
  let renewedAtMs = Number.NEGATIVE_INFINITY;
  let failedAtMs = Number.NEGATIVE_INFINITY;
  let isBegun = false;
  let fetched: { readonly share: number; readonly atMs: number } | null = null;
  let wasMadeAnew = false;

  function open(): Promise<OpenedCopy> {
    const opening = opened ?? openCopy(place, tools, overlay.corrections);
    hold(opening);
    return opening;
  }

  function hold(opening: Promise<OpenedCopy>): void {
    opened = opening;
    opening.catch(() => {
      if (opened === opening) opened = null;
    });
  }

  async function makeAnew(damaged: Promise<OpenedCopy> | null): Promise<OpenedCopy> {
    await following?.catch(() => undefined);
    await damaged?.then(({ catalog }) => catalog.close()).catch(onProblem);
    throwIfCancelled(closing.signal);
    rmSync(place, { recursive: true, force: true });
    return openCopy(place, tools, overlay.corrections);
  }

  function noteDamage(thrown: unknown): boolean {
    const failure = sqliteFailure(thrown, place);
    if (!(failure instanceof Failure) || failure.code !== 'catalog-damaged') return false;
    if (wasMadeAnew || closing.signal.aborted) return true;
    wasMadeAnew = true;
    onProblem(failure);
    const anew = makeAnew(opened);
    hold(anew);
    anew.then(
      () => {
        followedAtMs = Number.NEGATIVE_INFINITY;
        failedAtMs = Number.NEGATIVE_INFINITY;
        followInBackground();
      },
      (reason: unknown) => {
        if (!isPassing(reason)) onProblem(reason);
      },
    );
    return true;
  }

  async function findWhole(): Promise<OpenedCopy | null> {
    if (opened === null && !hasCatalog(place)) return null;
    const copy = await open();
    const isOfSpace = copy.catalog.runtime()?.space === shared.published.runtime.space;
    return isOfSpace && copy.store.mark() !== null ? copy : null;
  }

  const isFresh = (): boolean => followedAtMs > renewedAtMs && performance.now() - followedAtMs < goodForMs;

  /** One at a time. @returns whether it has what was written when this began */
  function follow(): Promise<boolean> {
    following ??= followOnce().finally(() => {
      following = null;
    });
    return following;
  }

  function noteFetched(share: number | null): void {
    const atMs = performance.now();
    if (share !== null && fetched !== null && atMs - fetched.atMs < tellEveryMs) return;
    if (share === null && fetched === null) return;
    fetched = share === null ? null : { share, atMs };
    tools.onFetched();
  }

  async function followOnce(): Promise<boolean> {
    const beganAtMs = performance.now();
    try {
      const copy = await open();
      const followed = tools.followed();
      const isFirst = copy.store.mark() === null || copy.catalog.runtime()?.space !== followed.runtime.space;
      const isInStep = await followCatalog(copy, {
        ...followed,
        onFetched(share) {
          if (isFirst) noteFetched(share);
          for (const tell of told) tell(share);
        },
        async untilFree() {
          const isAwaited = told.size > 0;
          if (!isAwaited) await Promise.all(ahead);
          throwIfCancelled(closing.signal);
        },
        requireGoingOn: () => throwIfCancelled(closing.signal),
      });
      if (isInStep) followedAtMs = beganAtMs;
      return isInStep;
    } catch (thrown) {
      failedAtMs = performance.now();
      noteDamage(thrown);
      throw thrown;
    } finally {
      noteFetched(null);
    }
  }

  function followInBackground(): void {
    const isCopied = isBegun && shared.published.pictures <= tools.mostPictures;
    if (!isCopied || performance.now() - failedAtMs < retryAfterMs) return;
    follow().catch(tell);
  }

  function tell(thrown: unknown): void {
    if (!noteDamage(thrown) && !isPassing(thrown)) onProblem(thrown);
  }

  function settle(copy: OpenedCopy): OpenCatalog {
    try {
      overlay.layOver(copy);
    } catch (thrown) {
      noteDamage(thrown);
      throw thrown;
    }
    return copy.catalog;
  }

  function settleIfSound(copy: OpenedCopy): OpenCatalog | null {
    try {
      return settle(copy);
    } catch (thrown) {
      tell(thrown);
      return null;
    }
  }

  /** What was begun before it was asked for says nothing of now. */
  async function bringInStep(): Promise<boolean> {
    if (isFresh()) return true;
    if (following !== null) await following;
    return isFresh() || follow();
  }

  async function answerable(): Promise<OpenedCopy | null> {
    let copy: OpenedCopy | null = null;
    try {
      copy = await findWhole();
      if (copy === null) followInBackground();
      if (copy === null || overlay.lacksValues()) return null;
      return (await bringInStep()) ? copy : null;
    } catch (thrown) {
      if (isAway(thrown)) return copy;
      tell(thrown);
      return null;
    }
  }

  return {
    async known() {
      const copy = await findWhole();
      return copy === null ? null : settle(copy);
    },
    async current(signal, onFetched = () => undefined) {
      const cancelled = Promise.withResolvers<never>();
      const tell = (share: number): void => {
        try {
          throwIfCancelled(signal);
          onFetched(share);
        } catch (thrown) {
          cancelled.reject(thrown);
        }
      };
      told.add(tell);
      try {
        await Promise.race([bringInStep(), cancelled.promise]);
      } finally {
        told.delete(tell);
      }
      return settle(await open());
    },
    async inTime(patienceMs) {
      const late = new AbortController();
      const limit = wait(patienceMs, null, { signal: late.signal }).catch(() => null);
      const copy = await Promise.race([answerable(), limit]).finally(() => late.abort());
      if (copy !== null) return settleIfSound(copy);
      const isKnownAway = tools.isAway() && Number.isFinite(followedAtMs);
      const whole = isKnownAway ? await findWhole() : null;
      return whole === null ? null : settleIfSound(whole);
    },
    begin() {
      isBegun = true;
      followInBackground();
    },
    fetched: () => fetched?.share ?? null,
    makeWay(asked) {
      const end = (): void => void ahead.delete(ended);
      const ended = asked.then(end, end);
      ahead.add(ended);
      return asked;
    },
    noteDamage,
    renew() {
      renewedAtMs = performance.now();
    },
    async close() {
      closing.abort();
      const ended = following?.catch(() => undefined);
      if (ended !== undefined) await endedWithin(ended, closingMs);
      const copy = await opened?.catch(() => null);
      // A damaged one may not close as it should; it is made anew when it is opened.
      await copy?.catalog.close().catch(onProblem);
    },
  };
}

function isAway(thrown: unknown): boolean {
  return thrown instanceof Failure && thrown.code === 'cluster-unreachable';
}

/** Nobody needs to know of it: the cluster answers in its place. */
function isPassing(thrown: unknown): boolean {
  return thrown instanceof Failure && passing.has(thrown.code);
}

const passing: ReadonlySet<string> = new Set([
  ...['cluster-unreachable', 'cluster-refused'],
  ...['cancelled', 'bad-input'],
]);
