/** One exchange between a replica and the cluster: what others said comes in, what was changed here goes out. */
import type {
  Applied,
  ChangeLine,
  SaidCorrection,
  SharedThing,
  ThingName,
  UnsentThing,
} from '../../core/team/ports.ts';
import { saidCorrections } from '../../core/team/saidCorrections.ts';
import { createListExchange, type ListExchangeOrder } from './exchangeLists.ts';
import { createLaggingMark, type LaggingMark } from './laggingMark.ts';

export interface ExchangeOrder extends ListExchangeOrder {
  /** The cluster's products say what was corrected. */
  onCorrected(productIds: readonly string[]): void;
}

export interface Exchange {
  /** Whether there may be more to be sent. @throws Failure where the cluster cannot be asked; what is unsent stays so */
  run(): Promise<boolean>;
  /** Sets of bundles of which something is missing or damaged in the cluster. */
  missingLists(): ReadonlySet<string>;
  /** Keeps on disk how far it came. */
  end(): void;
}

/** Refused so often, what is known of a thing is looked at: the cluster may have lost what it had. */
const mostRefusals = 3;
/** In a second or two, so that what others say comes in between. */
const correctedAtOnce = 200;

export function createExchange(order: ExchangeOrder): Exchange {
  const { replica, cluster, onApplied, onCorrected, requireOpen } = order;
  const lists = createListExchange(order);
  const refusals = new Map<string, number>();
  let lagging: LaggingMark | null = null;
  let newest = -1;
  let isCaughtUp = false;
  /** Of the oldest lines: which write of each is in the products. */
  const corrected = new Map<string, number>();
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
      if (isCaughtUp) others.push(...things.filter(isCorrectionOfAnother));
    }
    lagging.note(newest);
  }

  async function send(): Promise<boolean> {
    const things = replica.unsent();
    const sender = { author: order.author(), replica: order.name };
    const claimed = await lists.claim(things);
    const { accepted, refused } =
      claimed.length === 0 ? { accepted: [], refused: [] } : await cluster.send(claimed, sender);
    requireOpen();
    if (accepted.length > 0) replica.acknowledge(accepted, sender.author);
    for (const { name } of accepted) refusals.delete(JSON.stringify(name));
    const lines = replica.finished();
    const isDone = await correctOwn(lines);
    if (lines.length > 0 && isDone) {
      await cluster.append(lines, sender);
      requireOpen();
      // Not before: whatever ends it, it is done again.
      replica.forget(lines);
    }
    await lookAtRefused(refused);
    return things.length > 0 || lines.length > 0;
  }

  function isCorrectionOfAnother({ name, replica: said }: SharedThing): boolean {
    return name.subject === 'correction' && said !== order.name;
  }

  async function correct(corrections: readonly SaidCorrection[]): Promise<void> {
    if (corrections.length === 0) return;
    await cluster.correct(corrections);
    requireOpen();
    onCorrected([...new Set(corrections.map(({ productId }) => productId))]);
  }

  /** Some of those that were said in these lines. @returns whether it was all that are left */
  async function correctOwn(lines: readonly ChangeLine[]): Promise<boolean> {
    const said = saidCorrections(replica.known(lines.map(({ name }) => name)));
    const left = said.filter((one) => corrected.get(keyOf(one)) !== one.seqNo);
    const some = left.slice(0, correctedAtOnce);
    await correct(some);
    for (const one of some) corrected.set(keyOf(one), one.seqNo);
    if (some.length < left.length) return false;
    corrected.clear();
    return true;
  }

  /** Whoever said it does that as well, and may have been ended before; who comes later finds it done. */
  async function correctForOthers(): Promise<void> {
    const some = others.slice(0, correctedAtOnce);
    await correct(saidCorrections(some));
    others = others.slice(some.length);
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
      const hasMoreLists = await lists.send();
      const hasMore = await send();
      await correctForOthers();
      const wantsMoreLists = await lists.fetch();
      const leavesMoreLists = await lists.tidy(newest);
      if (hasMore || others.length > 0 || hasMoreLists || wantsMoreLists || leavesMoreLists) return true;
      await lists.lookForLeft();
      return false;
    },
    missingLists: lists.missing,
    end() {
      if (lagging !== null) replica.receive([], lagging.certain());
    },
  };
}

function keyOf({ productId, field }: SaidCorrection): string {
  return JSON.stringify([productId, field]);
}
