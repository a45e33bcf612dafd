/** Keeps an open catalog's curation together with others': sends soon after a change, and asks every second what others said. */
import { asFailure, Failure } from '../../contract/failure.ts';
import type {
  Applied,
  ContentsMark,
  ReplicaStore,
  TeamCluster,
  TeamPeople,
  TeamPort,
  TeamState,
} from '../../core/team/ports.ts';
import { endedWithin } from './endedWithin.ts';
import { createExchange } from './exchange.ts';
import { createOpenLists } from './openLists.ts';
import { createWhoIsThere } from './whoIsThere.ts';

export interface TogetherOrder {
  /** Of the open catalog's curation store; a replica from now on. */
  readonly replica: ReplicaStore;
  /** Closed with it. */
  readonly cluster: TeamCluster;
  /** What others know this person by. */
  author(): string;
  /** What others said is in the store: whatever was made of it before is to be made anew. */
  onApplied(applied: Applied): void;
  /** The cluster's products say what was corrected. */
  onCorrected(productIds: readonly string[]): void;
  /** Somebody else brought, changed or removed products, or may have before this was first asked for. */
  onContents(): void;
  /** What others said by now is here, and the cluster answers: every second, as long as that is so. */
  onTogether(): void;
  /** State, conflicts or people are other than before. */
  onChanged(): void;
  onProblem(reason: unknown): void;
  /** While more is being sent, closing waits no longer than that. */
  readonly longestClosingMs?: number;
}

export interface Together extends Omit<TeamPort, 'copying'> {
  /** Sends what can be sent at once; the rest waits on disk for the next time. */
  close(): Promise<void>;
}

/** What is decided at once goes together. */
const sendAfterMs = 100;
const receiveEveryMs = 1000;
const peopleEveryMs = 2000;
const presentEveryMs = 10_000;
const checkEveryMs = 30_000;
/** Between tries while the cluster is away: twice as long each time. */
const firstPauseMs = 1000;
const longestPauseMs = 5000;
/** Longer without an answer, it is said that there is none. */
const slowMs = 5000;
const closingMs = 2000;
/** While more is being sent, as generated lists are: less than a host waits for its engine. */
const usualLongestClosingMs = 6000;
/** That no window shows a list. */
const nowhere = '';

export function curateTogether(order: TogetherOrder): Together {
  const { replica, cluster, onChanged, onProblem } = order;
  const name = replica.begin();
  const openLists = createOpenLists();
  const who = createWhoIsThere(name);
  let taken: Awaited<ReturnType<TeamCluster['people']>>['taken'] = [];
  let kind: Pick<TeamState, 'kind' | 'since' | 'reason'> = {
    kind: 'away',
    since: new Date().toISOString(),
    reason: `${cluster.address} was not asked yet.`,
  };
  let told = '';
  let closed: Promise<void> | null = null;
  let isClosing = false;
  let isClosed = false;
  let checkedAtMs = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let said = { text: nowhere, atMs: 0 };
  let peopleAtMs = Number.NEGATIVE_INFINITY;
  /** Null before it was asked for. */
  let contents: string | null = null;
  let isDue = false;
  let exchanges = 0;
  let wake: (() => void) | null = null;

  const exchange = createExchange({
    ...{ replica, name, cluster, requireOpen },
    author: order.author,
    onCorrected: order.onCorrected,
    isFetching: () => !isClosing,
    onProblem,
    onApplied(applied) {
      for (const thing of applied.unknown)
        onProblem(
          new Failure(
            'cluster-unusable',
            `Something that was said at ${cluster.address} is not understood and was passed over.`,
            JSON.stringify(thing),
          ),
        );
      order.onApplied(applied);
    },
  });

  function requireOpen(): void {
    if (isClosed) throw new Failure('cancelled', 'The catalog was closed meanwhile.');
  }

  function state(): TeamState {
    return { ...kind, waiting: replica.waiting(), conflicts: replica.conflicts().length };
  }

  function people(): TeamPeople {
    const author = order.author();
    return {
      present: who.colleagues(),
      taken: taken.map((list) => ({ ...list, isOwn: list.author === author })),
    };
  }

  /** Tells once of whatever is other than before. */
  function tell(): void {
    if (isClosed) return;
    const now = JSON.stringify([state(), people()]);
    if (now === told) return;
    told = now;
    onChanged();
  }

  function become(next: TeamState['kind'], reason: string | null): void {
    const since = kind.kind === next ? kind.since : new Date().toISOString();
    kind = { kind: next, since, reason };
    tell();
  }

  async function round(): Promise<void> {
    const late = setTimeout(
      () => become('away', `${cluster.address} has not answered for ${slowMs / 1000} seconds.`),
      slowMs,
    );
    isDue = false;
    try {
      await checkForm();
      await exchangeChanges();
      await sayWhereWeAre();
      await askForPeople();
      requireOpen();
    } finally {
      clearTimeout(late);
    }
  }

  /** Once, so that it is told how it stands however fast somebody decides; to its end where there is no next time. */
  async function exchangeChanges(): Promise<void> {
    while (await exchange.run()) {
      exchanges++;
      if (isClosing) continue;
      isDue = true;
      return;
    }
  }

  /** A newer Twinset may change the form of what is shared at any time. */
  async function checkForm(): Promise<void> {
    if (failures === 0 && performance.now() - checkedAtMs < checkEveryMs) return;
    await cluster.check();
    checkedAtMs = performance.now();
  }

  async function sayWhereWeAre(): Promise<void> {
    const lists = isClosing ? [] : openLists.all();
    const author = order.author();
    const text = lists.length === 0 ? nowhere : JSON.stringify([author, lists]);
    const isToRenew = text !== nowhere && performance.now() - said.atMs > presentEveryMs;
    if (text === said.text && !isToRenew) return;
    await cluster.sayPresence({ author, replica: name, lists });
    said = { text, atMs: performance.now() };
  }

  async function askForPeople(): Promise<void> {
    if (performance.now() - peopleAtMs < peopleEveryMs) return;
    const found = await cluster.people();
    peopleAtMs = performance.now();
    who.note(found.present);
    taken = found.taken;
    noteContents(found.contents);
  }

  function noteContents(found: ContentsMark | null): void {
    const token = found?.token ?? '';
    if (token === contents) return;
    contents = token;
    if (found !== null && found.owner !== name) order.onContents();
  }

  async function keepTogether(): Promise<void> {
    for (;;) {
      const isLast = isClosing;
      try {
        await round();
        failures = 0;
        become('together', null);
        if (!isClosing) order.onTogether();
      } catch (thrown) {
        if (isClosed) return;
        failures++;
        cluster.failedOver();
        fail(asFailure(thrown));
      }
      if (!isClosing) await pause();
      if (isLast || (isClosing && failures > 0)) return;
    }
  }

  function fail(failure: Failure): void {
    const { code, message, detail = '' } = failure;
    if (code === 'internal' || code === 'bad-input') onProblem(failure);
    if (code === 'catalog-too-new') become('too-new', message);
    else if (detail.startsWith('403 cluster_block')) become('read-only', message);
    else become('away', message);
  }

  /** Until something is to be done. */
  function pause(): Promise<void> {
    const ms = failures === 0 ? receiveEveryMs : Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, isDue && failures === 0 ? 0 : ms);
      wake = () => {
        clearTimeout(timer);
        wake = null;
        resolve();
      };
    });
  }

  /** While the cluster is away nothing is sooner than planned. */
  function soon(): void {
    setTimeout(() => {
      isDue = true;
      if (failures === 0) wake?.();
    }, sendAfterMs);
  }

  const stopListening = replica.onUnsent(() => {
    tell();
    soon();
  });
  const ended = keepTogether().catch(onProblem);

  return {
    author: order.author,
    state,
    conflicts: () => replica.conflicts(),
    settle(id, keep) {
      const applied = replica.settle(id, keep);
      if (applied === null) {
        throw new Failure('not-found', 'This conflict is settled already. Nothing was changed.');
      }
      if (applied.subjects.size > 0) order.onApplied(applied);
      tell();
    },
    people,
    look(window, list) {
      openLists.look(window, list);
      soon();
    },
    async takeList(list, from) {
      await cluster.takeList(list, { author: order.author(), replica: name, from });
      lookAgain();
    },
    async giveBackList(list) {
      await cluster.giveBackList(list, order.author());
      lookAgain();
    },
    close() {
      closed ??= end();
      return closed;
    },
  };

  async function end(): Promise<void> {
    stopListening();
    isClosing = true;
    wake?.();
    const { longestClosingMs = usualLongestClosingMs } = order;
    for (let waitedMs = 0; waitedMs < longestClosingMs; waitedMs += closingMs) {
      const before = exchanges;
      if ((await endedWithin(ended, closingMs)) || exchanges === before) break;
    }
    isClosed = true;
    exchange.end();
    await cluster.close();
  }

  function lookAgain(): void {
    peopleAtMs = Number.NEGATIVE_INFINITY;
    soon();
  }
}
