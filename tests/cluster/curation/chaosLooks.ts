/** Somebody who asks for look-alikes while nodes are killed: from the copy on their machine, or from the cluster, or refused. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Failure } from '../../../src/contract/failure.ts';
import type { Engine } from '../../../src/engine/engine.ts';

export interface Looking {
  answered(): number;
  /** How often, by the reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** Questions whose answer was another than before. */
  readonly wrong: readonly string[];
  end(): void;
  readonly ended: Promise<void>;
}

const lookEveryMs = 250;

/** Among these alone: neither an import nor a correction makes another answer right. */
async function lookAmong(engine: Engine, id: string, productIds: readonly string[]): Promise<string> {
  const { results } = await engine.call('search.similar', {
    query: { kind: 'product', id },
    ...{ k: 10, order: 'distance', where: [{ kind: 'ids', ids: [...productIds] }] },
  });
  return results.map((one) => `${one.id} ${one.score} ${one.distance}`).join(', ');
}

/** What is right, asked while nothing happens. */
export async function lookAtEach(
  engine: Engine,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>();
  for (const id of productIds) answers.set(id, await lookAmong(engine, id, productIds));
  return answers;
}

/** What nobody expected, with what is known of it. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Failure)) return String(thrown);
  return thrown.code === 'internal' ? `${thrown.message} ${thrown.detail ?? ''}` : thrown.code;
}

/** @param right by product */
export function lookAllTheTime(engine: Engine, right: ReadonlyMap<string, string>): Looking {
  const productIds = [...right.keys()];
  const refused: Record<string, number> = {};
  const wrong: string[] = [];
  let answered = 0;
  let isEnding = false;

  async function lookUntilEnd(): Promise<void> {
    for (let at = 0; !isEnding; at++) {
      const id = productIds[at % productIds.length] ?? '';
      try {
        const answer = await lookAmong(engine, id, productIds);
        answered++;
        if (answer !== right.get(id)) wrong.push(`${id}: ${answer}`);
      } catch (thrown) {
        const reason = reasonOf(thrown);
        refused[reason] = (refused[reason] ?? 0) + 1;
      }
      await wait(lookEveryMs);
    }
  }

  return {
    ...{ refused, wrong },
    answered: () => answered,
    end() {
      isEnding = true;
    },
    ended: lookUntilEnd(),
  };
}

/** Of all documents in the copy that the folder of a shared catalog has: product and digest, in order. */
export function documentsOfCopy(folder: string): string[] {
  const database = new Database(join(folder, 'copy', 'twinset.db'), { readonly: true });
  try {
    return database
      .prepare<[], string>(
        "SELECT id || ' ' || digest FROM copied_documents JOIN products ON key = product_key ORDER BY 1",
      )
      .pluck()
      .all()
      .toSorted();
  } finally {
    database.close();
  }
}
