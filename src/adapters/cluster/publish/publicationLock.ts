/**
 * One publication of a catalog at a time. Who publishes writes a document every few seconds; whoever finds one that does not
 * change takes it over. No clock is compared with another.
 */
import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { sayContents } from '../curation/people.ts';
import { indexNames } from '../format/indexNames.ts';

export interface PublicationLock {
  /** @throws Failure where it was lost meanwhile */
  check(): void;
  /** Tells all who have the catalog open that its products are others. */
  release(): Promise<void>;
}

const beatEveryMs = 5000;
/** Unchanged for so long: whoever wrote it is gone. */
const usualPatienceMs = 20_000;
const lookEveryMs = 500;
/** Between looks whether somebody else has ended. */
const turnEveryMs = 1000;
const documentName = 'publication';

const placeSchema = z.looseObject({ _seq_no: z.number().int(), _primary_term: z.number().int() });
const writtenSchema = z.looseObject({
  _seq_no: z.number().int().optional(),
  _primary_term: z.number().int().optional(),
});
const foundSchema = z.looseObject({
  found: z.boolean().default(false),
  _seq_no: z.number().int().optional(),
  _primary_term: z.number().int().optional(),
  _source: z
    .looseObject({
      author: z.string(),
      at: z.string(),
      value: z.looseObject({ token: z.string().optional() }).optional(),
    })
    .optional(),
});
const anything = z.unknown();

type Place = z.infer<typeof placeSchema>;

/** The same, once whoever publishes or sends now has ended. @throws also as `requireGoingOn` */
export async function waitForPublication(
  cluster: Cluster,
  owner: string,
  requireGoingOn: () => Promise<void>,
): Promise<PublicationLock> {
  for (;;) {
    await requireGoingOn();
    try {
      return await lockPublication(cluster, owner);
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.code !== 'already-running') throw thrown;
      await wait(turnEveryMs);
    }
  }
}

/** Whether somebody publishes or imports now, or was ended while doing so. */
export async function isPublishing(cluster: Cluster): Promise<boolean> {
  const path = `/${indexNames(cluster.address.name).curation}/_doc/${documentName}`;
  return (await cluster.ask({ method: 'GET', path, allow: [404] }, foundSchema)).found;
}

/** @param owner whose the products are. @throws Failure `already-running` where somebody else publishes to it */
export async function lockPublication(
  cluster: Cluster,
  owner: string,
  patienceMs = usualPatienceMs,
): Promise<PublicationLock> {
  const path = `/${indexNames(cluster.address.name).curation}`;
  const token = randomUUID();
  const author = `${userInfo().username}@${hostname()}`;
  const startedAt = new Date().toISOString();
  let beats = 0;
  let lost: Failure | null = null;
  let beating: Promise<void> = Promise.resolve();
  let place = (await begin()) ?? (await takeOver());
  const timer = setInterval(() => {
    beating = beating.then(beat);
  }, beatEveryMs);
  timer.unref();

  function body() {
    return { kind: documentName, author, at: startedAt, value: { token, beats: beats++ } };
  }

  async function begin(): Promise<Place | null> {
    const answer = await cluster.ask(
      { method: 'PUT', path: `${path}/_create/${documentName}`, body: body(), allow: [409] },
      writtenSchema,
    );
    return placeSchema.safeParse(answer).data ?? null;
  }

  async function look() {
    return cluster.ask({ method: 'GET', path: `${path}/_doc/${documentName}`, allow: [404] }, foundSchema);
  }

  async function takeOver(): Promise<Place> {
    const first = await look();
    const until = performance.now() + patienceMs;
    while (performance.now() < until) {
      const now = await look();
      if (!now.found) {
        const begun = await begin();
        if (begun !== null) return begun;
      }
      if (now._seq_no !== first._seq_no || now._primary_term !== first._primary_term) throw busy(now);
      await wait(lookEveryMs);
    }
    const taken = await write(placeSchema.parse(first));
    if (taken === null) throw busy(await look());
    return taken;
  }

  function busy({ _source }: z.infer<typeof foundSchema>): Failure {
    const who = _source === undefined ? 'Somebody' : `${_source.author}, since ${_source.at},`;
    return new Failure(
      'already-running',
      `${who} publishes to ${cluster.address.text} now. Wait until that has ended, then publish again.`,
    );
  }

  async function giveBack(): Promise<void> {
    await sayContents(cluster, { author, owner, token });
    await cluster.ask(
      {
        method: 'DELETE',
        path: `${path}/_doc/${documentName}`,
        query: { if_seq_no: String(place._seq_no), if_primary_term: String(place._primary_term) },
        allow: [404, 409],
      },
      anything,
    );
  }

  /** Null where somebody else has written it. */
  async function write({ _seq_no, _primary_term }: Place): Promise<Place | null> {
    const answer = await cluster.ask(
      {
        method: 'PUT',
        path: `${path}/_doc/${documentName}`,
        query: { if_seq_no: String(_seq_no), if_primary_term: String(_primary_term) },
        body: body(),
        allow: [409],
      },
      writtenSchema,
    );
    return placeSchema.safeParse(answer).data ?? null;
  }

  /** One's own, of a beat that arrived without an answer; null where it is another's. */
  async function ownPlace(): Promise<Place | null> {
    const now = await look();
    return now._source?.value?.token === token ? (placeSchema.safeParse(now).data ?? null) : null;
  }

  async function beat(): Promise<void> {
    try {
      const next = (await write(place)) ?? (await ownPlace());
      if (next !== null) place = next;
      else lost = busy(await look());
    } catch (thrown) {
      // The next one may get through; a publication that cannot write ends by its own writes.
      if (!(thrown instanceof Failure)) throw thrown;
    }
  }

  return {
    check() {
      if (lost !== null) throw lost;
    },
    async release() {
      clearInterval(timer);
      await beating;
      if (lost !== null) return;
      await giveBack().catch((thrown: unknown) => {
        // What was done stays done: whoever comes next takes it over.
        if (!(thrown instanceof Failure)) throw thrown;
      });
    },
  };
}
