/** Writes what was changed here upon what the cluster is known to have, and says of each whether it was taken. */
import type { AcceptedThing, ChangeLine, Sender, SentThings, UnsentThing } from '../../../core/team/ports.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { indexNames } from '../format/indexNames.ts';
import { idOfThing, thingDocument } from './thingDocument.ts';
import { isFailed, writeLines } from './writeLines.ts';

/** A megabyte of them at most, as good as always. */
const atOnce = 1000;
/** @throws Failure where the cluster could not take one; others may have been taken then, which a later call finds out */
export async function sendThings(
  cluster: Cluster,
  things: readonly UnsentThing[],
  { author, replica }: Sender,
): Promise<SentThings> {
  const index = indexNames(cluster.address.name).curation;
  const accepted: AcceptedThing[] = [];
  const refused: UnsentThing[] = [];
  for (let at = 0; at < things.length; at += atOnce) {
    const some = things.slice(at, at + atOnce);
    const lines = some.flatMap((thing) => [
      actionOf(index, thing),
      thingDocument({ ...thing, author, replica }),
    ]);
    const outcomes = await writeLines(cluster, lines);
    for (const [place, thing] of some.entries()) {
      const outcome = outcomes[place];
      if (outcome?._seq_no !== undefined && outcome._primary_term !== undefined && !isFailed(outcome)) {
        const revision = { seqNo: outcome._seq_no, primaryTerm: outcome._primary_term };
        accepted.push({ ...thing, revision });
      } else refused.push(thing);
    }
  }
  return { accepted, refused };
}

/** Every line is there once, however often it is sent. @throws Failure */
export async function appendJournal(
  cluster: Cluster,
  lines: readonly ChangeLine[],
  { author, replica }: Sender,
): Promise<void> {
  const index = indexNames(cluster.address.name).journal;
  for (let at = 0; at < lines.length; at += atOnce) {
    const written = lines.slice(at, at + atOnce).flatMap((line) => [
      // A file that was put back from a copy begins to count where the copy ended.
      { index: { _index: index, _id: `${replica}-${line.number}-${Date.parse(line.at)}` } },
      journalDocument(line, author),
    ]);
    await writeLines(cluster, written);
  }
}

function journalDocument({ step, operation, name, before, after, at }: ChangeLine, author: string): object {
  const { subject, listType, productId, item } = name;
  const about = { subject, listType, item };
  return {
    ...{ step, operation, author, at },
    ...(productId !== '' && { product: productId }),
    before: { ...about, said: before === null ? null : (JSON.parse(before) as unknown) },
    after: { ...about, said: after === null ? null : (JSON.parse(after) as unknown) },
  };
}

function actionOf(index: string, { name, base }: UnsentThing): object {
  const where = { _index: index, _id: idOfThing(name) };
  return base === null
    ? { create: where }
    : { index: { ...where, if_seq_no: base.seqNo, if_primary_term: base.primaryTerm } };
}
