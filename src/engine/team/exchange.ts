/** One exchange between a replica and the cluster: what others said comes in, what was changed here goes out. */
import type {
  Applied,
  ReplicaStore,
  SaidCorrection,
  SharedThing,
  TeamCluster,
  ThingName,
  UnsentThing,
} from '../../core/team/ports.ts';
import { saidCorrections } from '../../core/team/saidCorrections.ts';
import { createLaggingMark, type LaggingMark } from './laggingMark.ts';

export interface ExchangeOrder {
  readonly replica: ReplicaStore;
  /** Its own name. */
  readonly name: string;
  readonly cluster: TeamCluster;
  author(): string;
  onApplied(applied: Applied): void;
  /** The cluster's products say what was corrected. */
  onCorrected(productIds: readonly string[]): void;
  /** @throws where the replica was closed meanwhile */
  requireOpen(): void;
}

export interface Exchange {
  /** Whether there may be more to be sent. @throws Failure where the cluster cannot be asked; what is unsent stays so */
  run(): Promise<boolean>;
  /** Keeps on disk how far it came. */
  end(): void;
}

/** Refused so often, what is known of a thing is looked at: the cluster may have lost what it had. */
const mostRefusals = 3;

export function createExchange(order: ExchangeOrder): Exchange {
  const { replica, cluster, onApplied, onCorrected, requireOpen } = order;
  const refusals = new Map<string, number>();
  let lagging: LaggingMark | null = null;
  let newest = -1;
  let isCaughtUp = false;
  /** What others corrected since then. */
  let others: SharedThing[] = [];

  async function receive(): Promise<void> {
    const kept = replica.mark();
    lagging ??= createLaggingMark(kept.received);
    const { origin, pages } = await cluster.receive({ ...kept, received: lagging.certain() });
    requireOpen();
    if (origin !== kept.origin) {
      replica.startOver(origin);
      lagging = createLaggingMark(replica.mark().received);
    }
    for await (const { things, received } of pages) {
      requireOpen();
      newest = received;
      if (things.length > 0) tell(replica.receive(things, lagging.certain()));
      if (isCaughtUp) others.push(...things.filter((thing) => thing.replica !== order.name));
    }
    lagging.note(newest);
  }

  async function send(): Promise<boolean> {
    const things = replica.unsent();
    const sender = { author: order.author(), replica: order.name };
    const { accepted, refused } =
      things.length === 0 ? { accepted: [], refused: [] } : await cluster.send(things, sender);
    requireOpen();
    if (accepted.length > 0) replica.acknowledge(accepted, sender.author);
    for (const { name } of accepted) refusals.delete(JSON.stringify(name));
    const lines = replica.finished();
    if (lines.length > 0) {
      await cluster.append(lines, sender);
      // Lines are forgotten after that: whatever ends it, it is done again.
      await correct(saidCorrections(replica.known(lines.map(({ name }) => name))));
      requireOpen();
      replica.forget(lines);
    }
    await lookAtRefused(refused);
    return things.length > 0 || lines.length > 0;
  }

  async function correct(corrections: readonly SaidCorrection[]): Promise<void> {
    if (corrections.length === 0) return;
    await cluster.correct(corrections);
    requireOpen();
    onCorrected([...new Set(corrections.map(({ productId }) => productId))]);
  }

  /** Whoever said it does that as well, and may have been ended before; who comes later finds it done. */
  async function correctForOthers(): Promise<void> {
    await correct(saidCorrections(others));
    others = [];
    isCaughtUp = true;
  }

  async function lookAtRefused(refused: readonly UnsentThing[]): Promise<void> {
    const doubtful: ThingName[] = [];
    for (const { name } of refused) {
      const text = JSON.stringify(name);
      const times = (refusals.get(text) ?? 0) + 1;
      refusals.set(text, times % mostRefusals);
      if (times === mostRefusals) doubtful.push(name);
    }
    if (doubtful.length === 0) return;
    const examined = await cluster.examine(doubtful);
    requireOpen();
    // What lies above may be rolled back yet.
    for (const { name, there } of examined)
      if (there === null || there.seqNo <= newest) tell(replica.correct(name, there));
  }

  function tell(applied: Applied): void {
    if (applied.subjects.size > 0 || applied.conflicts > 0 || applied.unknown.length > 0) onApplied(applied);
  }

  return {
    async run() {
      await receive();
      const hasMore = await send();
      await correctForOthers();
      return hasMore;
    },
    end() {
      if (lagging !== null) replica.receive([], lagging.certain());
    },
  };
}
