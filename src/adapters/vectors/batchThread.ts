/** Entry of a batch thread, owned by `startBatchThreads`: begins with the rows and answers one block at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import type { BatchThreadData } from './batchThreads.ts';
import { createNearestProposer, type Proposals, type QueryBlock } from './proposeNearest.ts';

const { rows, prefixes, room } = workerData as BatchThreadData;
const propose = createNearestProposer(rows, prefixes, room);

parentPort?.on('message', (block: QueryBlock) => {
  parentPort?.postMessage(propose(block) satisfies Proposals);
});
