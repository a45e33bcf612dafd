/** Entry of a batch thread, owned by `startBlockThreads`: begins with the rows and answers one block at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import type { SharedPrefixes } from './prefixes/sieveMemory.ts';
import { createNearestProposer, type Proposals, type QueryBlock } from './proposeNearest.ts';
import type { SharedRows } from './rows/rowMemory.ts';

export interface BatchThreadData {
  readonly rows: SharedRows;
  /** Null where searches do without. */
  readonly prefixes: SharedPrefixes | null;
  /** Where it works in the rows' memory. */
  readonly room: number;
}

const { rows, prefixes, room } = workerData as BatchThreadData;
const propose = createNearestProposer(rows, prefixes, room);

parentPort?.on('message', (block: QueryBlock) => {
  parentPort?.postMessage(propose(block) satisfies Proposals);
});
