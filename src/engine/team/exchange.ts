/** One exchange between a replica and the cluster: what others said comes in, what was changed here goes out. */
import type { Applied, ReplicaStore, TeamCluster, ThingName, UnsentThing } from '../../core/team/ports.ts';
import { createLaggingMark, type LaggingMark } from './laggingMark.ts';

export interface ExchangeOrder {
  readonly replica: ReplicaStore;
  /** Its own name. */
  readonly name: string;
  readonly cluster: TeamCluster;
  author(): string;
  onApplied(applied: Applied): void;
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
  const { replica, cluster, onApplied, requireOpen } = order;
  const refusals = new Map<string, number>();
  let lagging: LaggingMark | null = null;
  let newest = -1;

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
      requireOpen();
      replica.forget(lines);
    }
    await lookAtRefused(refused);
    return things.length > 0 || lines.length > 0;
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
      return send();
    },
    end() {
      if (lagging !== null) replica.receive([], lagging.certain());
    },
  };
}
